/**
 * Which globals a module may reach for. Time, chance, the environment and the terminal come in through services.
 *
 * @module
 */
import ts from "typescript"
import type { Module } from "./Sources.ts"

/** What pure rooms may not name: no clock, no chance, no environment, nothing that runs. */
export const pure: ReadonlyArray<string> = [
  "Date.now",
  "new Date()",
  "Date()",
  "Math.random",
  "process",
  "console",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "performance",
  "crypto",
  "fetch",
  "globalThis",
  "let",
  "new Map()",
  "new Set()",
  "Effect.run*",
  "Runtime.run*"
]

/** What no source of a library may name. `let`, `new Map()` and `new Set()` are refused at the top of a module only. */
export const library: ReadonlyArray<string> = [
  "Date.now",
  "new Date()",
  "Date()",
  "Math.random",
  "process.env",
  "console",
  "setTimeout",
  "setInterval",
  "let",
  "new Map()",
  "new Set()"
]

/** Exceptions by path, each with the names it may use; the reason stands beside it in the test. */
export type Allowed = Readonly<Record<string, ReadonlyArray<string>>>

interface Finding {
  readonly name: string
  readonly line: number
}

const isName = (node: ts.Identifier): boolean => {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node
  return !(ts.isTypeNode(parent) || ts.isQualifiedName(parent) || ts.isPropertySignature(parent) ||
    ts.isMethodSignature(parent) || ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent) ||
    ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isNamespaceImport(parent) ||
    ts.isNamespaceExport(parent) || ts.isImportClause(parent) || ts.isBindingElement(parent) ||
    ts.isVariableDeclaration(parent) && parent.name === node || ts.isParameter(parent) && parent.name === node ||
    ts.isFunctionDeclaration(parent) || ts.isShorthandPropertyAssignment(parent) && false)
}

/** Names that the file itself declares or imports, which therefore are no globals. */
const declared = (file: ts.SourceFile): ReadonlySet<string> => {
  const names = new Set<string>()
  const visit = (node: ts.Node): void => {
    const name = (node as { readonly name?: ts.Node }).name
    const binds = ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isFunctionDeclaration(node) ||
      ts.isImportSpecifier(node) || ts.isNamespaceImport(node) || ts.isImportClause(node) || ts.isBindingElement(node)
    if (binds && name !== undefined && ts.isIdentifier(name)) names.add(name.text)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return names
}

const atTop = (node: ts.Node): boolean => {
  for (let up = node.parent; up !== undefined; up = up.parent) {
    if (ts.isFunctionLike(up) || ts.isClassLike(up) || ts.isBlock(up)) return false
  }
  return true
}

/** Every use in a file of something the lists above can name. */
const uses = (file: ts.SourceFile): ReadonlyArray<Finding> => {
  const own = declared(file)
  const found: Array<Finding> = []
  const add = (node: ts.Node, ...names: ReadonlyArray<string>) => {
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1
    found.push(...names.map((name) => ({ name, line })))
  }
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isName(node)) {
      const { parent, text } = node
      const member = ts.isPropertyAccessExpression(parent) ? parent.name.text : undefined
      const runs = (text === "Effect" || text === "Runtime") && member !== undefined && /^run[A-Z]/.test(member)
      if (runs) add(node, `${text}.run*`)
      if (!own.has(text)) {
        add(node, text)
        if (member !== undefined) add(node, `${text}.${member}`)
        const called = ts.isNewExpression(parent) && parent.expression === node
        if (text === "Date" && called && (parent.arguments?.length ?? 0) === 0) add(node, "new Date()")
        if (text === "Date" && ts.isCallExpression(parent) && parent.expression === node) add(node, "Date()")
        const fresh = called && (parent.arguments?.length ?? 0) === 0 && ts.isVariableDeclaration(parent.parent)
        if ((text === "Map" || text === "Set") && fresh && atTop(parent)) add(node, `new ${text}()`)
      }
    }
    if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.Let) !== 0 && atTop(node)) add(node, "let")
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

/** Every use of a forbidden name in the modules whose path matches, and every exception that nothing needs any more. */
export const violations = (
  modules: ReadonlyArray<Module>,
  options: { readonly where: RegExp; readonly never: ReadonlyArray<string>; readonly allowed?: Allowed }
): ReadonlyArray<string> => {
  const allowed = options.allowed ?? {}
  const spent = new Set<string>()
  const found = modules.filter((module) => options.where.test(module.path)).flatMap((module) => {
    const file = ts.createSourceFile(module.path, module.text, ts.ScriptTarget.Latest, true)
    return uses(file).filter((use) => options.never.includes(use.name)).flatMap((use) => {
      if (allowed[module.path]?.includes(use.name) !== true) return [`${module.path}:${use.line} uses ${use.name}`]
      spent.add(`${module.path} ${use.name}`)
      return []
    })
  })
  const idle = Object.entries(allowed).flatMap(([path, names]) =>
    names.filter((name) => !spent.has(`${path} ${name}`)).map((name) => `${path} no longer needs ${name}`)
  )
  return [...found, ...idle]
}
