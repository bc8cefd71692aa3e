/**
 * The exported names of a package, by entry point and module: what a user can write, and what may not change unseen.
 *
 * @module
 */
import { posix } from "node:path"
import ts from "typescript"
import type { Module, Package } from "./Sources.ts"

const isExported = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) ?? false)

const bound = (name: ts.BindingName): ReadonlyArray<string> =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) => ts.isOmittedExpression(element) ? [] : bound(element.name))

/** One line for each name. A name that is both type and value is written once, as both. */
const lines = (modules: ReadonlyMap<string, Module>, path: string, indent: string): ReadonlyArray<string> => {
  const module = modules.get(path)
  if (module === undefined) return [`${indent}(${path} is missing)`]
  const file = ts.createSourceFile(path, module.text, ts.ScriptTarget.Latest, true)
  const kinds = new Map<string, Set<string>>()
  const out: Array<string> = []
  const add = (name: string, kind: string) => kinds.set(name, (kinds.get(name) ?? new Set<string>()).add(kind))
  const isValue = (name: string) =>
    file.statements.some((statement) =>
      ts.isVariableStatement(statement)
        ? statement.declarationList.declarations.some((one) => bound(one.name).includes(name))
        : (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name?.text === name
    )
  const exported = (node: ts.ExportDeclaration) => {
    const from = node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier)
      ? node.moduleSpecifier.text
      : undefined
    const target = from === undefined ? undefined : posix.join(posix.dirname(path), from)
    if (node.exportClause === undefined) {
      out.push(
        ...(from?.startsWith(".") === true && target !== undefined
          ? lines(modules, target, indent)
          : [`${indent}* from ${from ?? "?"}`])
      )
    } else if (ts.isNamespaceExport(node.exportClause)) {
      out.push(`${indent}${node.exportClause.name.text}`)
      if (target !== undefined) out.push(...lines(modules, target, `${indent}  `))
    } else {
      for (const one of node.exportClause.elements) {
        const local = (one.propertyName ?? one.name).text
        const type = node.isTypeOnly || one.isTypeOnly || from === undefined && !isValue(local)
        add(one.name.text, type ? "type" : from === undefined ? "value" : "export")
      }
    }
  }
  for (const statement of file.statements) {
    if (ts.isExportDeclaration(statement)) exported(statement)
    else if (ts.isExportAssignment(statement)) add("default", "value")
    else if (isExported(statement)) {
      if (ts.isVariableStatement(statement)) {
        for (const one of statement.declarationList.declarations) {
          for (const name of bound(one.name)) add(name, "value")
        }
      } else if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
        add(statement.name.text, "type")
      } else if (ts.isClassDeclaration(statement)) add(statement.name?.text ?? "default", "class")
      else if (ts.isFunctionDeclaration(statement)) add(statement.name?.text ?? "default", "value")
    }
  }
  const own = [...kinds].map(([name, kind]) => `${indent}${name}: ${[...kind].sort().join(" and ")}`).sort()
  return [...own, ...out]
}

/** The names of every entry point, as text for a snapshot. */
export const listing = (own: Package): string => {
  const modules = new Map(own.src.map((module) => [module.path, module]))
  return own.entries.map((entry) => [entry, ...lines(modules, entry, "  ")].join("\n")).join("\n\n").concat("\n")
}
