/** The compiler as the packages use it, for tests that ask it something. */
import { join } from "node:path"
import ts from "typescript"

/** The package's folder. */
export const root = join(import.meta.dirname, "..", "..")

/** The options of the house, for one file that is never written. */
export const options: ts.CompilerOptions = {
  ...ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, "..", "..", "tsconfig.base.json"), (path) => ts.sys.readFile(path)).config,
    ts.sys,
    root
  ).options,
  composite: false,
  incremental: false,
  noEmit: true
}
