/**
 * Refuses `any` in what a package declares to its users. Run in the package's folder, after its build.
 *
 * It follows the declarations from the entry points, so a private module counts as soon as a public one shows it.
 *
 * @module
 */
import { existsSync, readFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import ts from "typescript"
import * as Sources from "./architecture/Sources.ts"

/** Places where `any` is meant, by file and line of text, each with its reason. None so far. */
const meant: Readonly<Record<string, string>> = {}

// Our own manifest: `exports` holds a path or a record of conditions.
const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
  readonly name: string
  readonly exports: Readonly<Record<string, string | { readonly types?: string }>>
}
const entries = Object.values(manifest.exports).flatMap((value) => typeof value === "string" ? [] : value.types ?? [])

const seen = new Set<string>()
const found = new Set<string>()

const visit = (path: string): void => {
  if (seen.has(path)) return
  seen.add(path)
  if (!existsSync(path)) {
    found.add(`${path} is missing; build the package first`)
    return
  }
  const text = readFileSync(path, "utf8")
  for (const name of Sources.imports(text)) {
    if (name.startsWith(".")) visit(join(dirname(path), name.replace(/(\.d)?\.[jt]s$/, ".d.ts")))
  }
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const look = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file))
      const shown = text.split("\n")[line]?.trim() ?? ""
      const where = `${relative("dist", path)}: ${shown}`
      if (meant[where] === undefined) {
        found.add(`${relative("dist", path)}:${line + 1}  ${shown}`)
      }
    }
    ts.forEachChild(node, look)
  }
  look(file)
}

entries.forEach((entry) => visit(join(entry)))
if (found.size > 0) {
  process.stderr.write(`${manifest.name} declares \`any\`:\n${[...found].map((line) => `  ${line}`).join("\n")}\n`)
  process.exit(1)
}
process.stdout.write(`${manifest.name}: no \`any\` in ${seen.size} declaration files\n`)
