/**
 * The modules of a package as text with their imports, which is all that the laws look at.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join, posix, relative, sep } from "node:path"
import { fileURLToPath } from "node:url"
import ts from "typescript"

/** One file: its path inside the package, with forward slashes, and what it imports, types included. */
export interface Module {
  readonly path: string
  readonly text: string
  /** Paths inside the package of the files it imports; a path that starts with `..` is outside of it. */
  readonly internal: ReadonlyArray<string>
  /** Names of the packages it imports, as written. */
  readonly external: ReadonlyArray<string>
}

/** A package as the laws see it. */
export interface Package {
  readonly name: string
  readonly dependencies: ReadonlyArray<string>
  /** Files of `src` that the package's `exports` and `bin` name, relative to the package. */
  readonly entries: ReadonlyArray<string>
  readonly src: ReadonlyArray<Module>
  readonly test: ReadonlyArray<Module>
}

/** The folder that holds `packages`. */
export const repository = join(dirname(fileURLToPath(import.meta.url)), "..", "..")

/** Everything a text imports or re-exports, types included, wherever it stands. */
export const imports = (text: string): ReadonlyArray<string> => {
  const found: Array<string> = []
  const visit = (node: ts.Node): void => {
    const from = ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
      ? node.argument.literal
      : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
      ? node.arguments[0]
      : undefined
    if (from !== undefined && ts.isStringLiteral(from)) found.push(from.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile("module.ts", text, ts.ScriptTarget.Latest, true))
  return found
}

/** Reads a module from its text. */
export const module = (path: string, text: string): Module => {
  const specifiers = imports(text)
  const isInternal = (specifier: string) => specifier.startsWith(".")
  return {
    path,
    text,
    internal: specifiers.filter(isInternal).map((specifier) => posix.join(posix.dirname(path), specifier)),
    external: specifiers.filter((specifier) => !isInternal(specifier))
  }
}

const paths = (folder: string): ReadonlyArray<string> =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? paths(join(folder, entry.name)) : [join(folder, entry.name)]
    )
    : []

/** Reads every TypeScript file under a folder of a package. */
const modules = (root: string, folder: string): ReadonlyArray<Module> =>
  paths(join(root, folder)).filter((path) => path.endsWith(".ts")).sort().map((path) =>
    module(relative(root, path).split(sep).join("/"), readFileSync(path, "utf8"))
  )

interface Manifest {
  readonly name: string
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>
  readonly bin?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const entries = (manifest: Manifest): ReadonlyArray<string> => {
  const exported = Object.values(manifest.exports ?? {}).flatMap((value) => {
    const source = typeof value === "string" ? undefined : value["parley-source"]
    return source === undefined ? [] : [posix.normalize(source)]
  })
  const bins = Object.values(manifest.bin ?? {}).map((path) =>
    posix.normalize(path).replace(/^dist\//, "src/").replace(/\.js$/, ".ts")
  )
  return [...exported, ...bins]
}

/** Reads the package in `packages/<folder>`. */
export const read = (folder: string): Package => {
  const root = join(repository, "packages", folder)
  // The manifest is our own file, checked by npm on every install.
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest
  return {
    name: manifest.name,
    dependencies: Object.keys({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.peerDependencies,
      ...manifest.optionalDependencies
    }),
    entries: entries(manifest),
    src: modules(root, "src"),
    test: modules(root, "test")
  }
}
