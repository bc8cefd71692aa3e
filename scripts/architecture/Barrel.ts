/**
 * The barrel of a package lists its modules in order of dependence, the ground first. A module that is not public is
 * listed all the same, in a comment of its own: `// internal: ./runtime/DueQueue.ts`.
 *
 * @module
 */
import { posix } from "node:path"
import ts from "typescript"
import type { Module } from "./Sources.ts"

/** The barrel's path in every package. */
export const path = "src/index.ts"

/** One line of the barrel: the module it stands for, and its text with the comments above it. */
export interface Line {
  readonly module: string
  readonly text: string
}

const internal = /^\/\/ internal: (\.\/\S+\.ts)$/

const inside = (specifier: string) => posix.join("src", specifier)

const comments = (text: string): ReadonlyArray<Line> =>
  text.split("\n").flatMap((line) => {
    const specifier = internal.exec(line)?.[1]
    return specifier === undefined ? [] : [{ module: inside(specifier), text: line }]
  })

/** The head of the barrel (its module doc) and its lines, in order. A module exported twice counts where it is first. */
const parse = (text: string): { readonly head: string; readonly lines: ReadonlyArray<Line> } => {
  const file = ts.createSourceFile("index.ts", text, ts.ScriptTarget.Latest)
  const lines: Array<Line> = []
  let end = 0
  let head = ""
  for (const statement of file.statements) {
    const from = ts.isExportDeclaration(statement) ? statement.moduleSpecifier : undefined
    if (from === undefined || !ts.isStringLiteral(from)) continue
    const doc = lines.length === 0 ? /^\s*\/\*\*[\s\S]*?@module[\s\S]*?\*\/\n*/.exec(text)?.[0] ?? "" : ""
    if (lines.length === 0) {
      head = doc
      end = doc.length
    }
    const before = text.slice(end, statement.getStart(file))
    lines.push(...comments(before))
    const own = before.split("\n").filter((line) => line.trim() !== "" && !internal.test(line)).join("\n")
    lines.push({
      module: inside(from.text),
      text: `${own === "" ? "" : `${own}\n`}${statement.getText(file)}`
    })
    end = statement.end
  }
  return { head, lines: [...lines, ...comments(text.slice(end))] }
}

/** Where each module stands. */
const positions = (lines: ReadonlyArray<Line>): ReadonlyMap<string, number> => {
  const all = new Map<string, number>()
  lines.forEach((line, index) => all.has(line.module) || all.set(line.module, index))
  return all
}

/** Every import of something listed later, every module that is not listed, every line without a module. */
export const violations = (src: ReadonlyArray<Module>): ReadonlyArray<string> => {
  const barrel = src.find((module) => module.path === path)
  if (barrel === undefined) return [`${path} is missing`]
  const order = positions(parse(barrel.text).lines)
  const modules = src.filter((module) => module.path !== path)
  const known = new Set(modules.map((module) => module.path))
  const missing = [...order.keys()].filter((listed) => !known.has(listed))
  return [
    ...missing.map((listed) => `${path} lists ${listed}, which does not exist`),
    ...modules.flatMap((module) => {
      const own = order.get(module.path)
      if (own === undefined) {
        return [`${module.path} is not listed in ${path}; run \`npm run barrels\``]
      }
      return module.internal.filter((target) => target === path || (order.get(target) ?? -1) > own).map((target) =>
        `${module.path} imports ${target}, which ${path} lists later`
      )
    })
  ]
}

/** The barrel's text with every module listed and in order, moving as little as possible. */
export const sorted = (src: ReadonlyArray<Module>, entries: ReadonlyArray<string>): string => {
  const { head, lines } = parse(src.find((module) => module.path === path)?.text ?? "")
  const modules = new Map(src.filter((module) => module.path !== path).map((module) => [module.path, module]))
  const listed = lines.filter((line) => modules.has(line.module))
  const names = new Set(listed.map((line) => line.module))
  const unlisted = [...modules.keys()].filter((name) => !names.has(name))
    .sort((a, b) => Number(entries.includes(a)) - Number(entries.includes(b)))
  const placed = new Set<string>()
  const out: Array<string> = []
  const place = (name: string): void => {
    if (placed.has(name)) return
    placed.add(name)
    modules.get(name)?.internal.filter((target) => modules.has(target)).forEach(place)
    const own = listed.filter((line) => line.module === name).map((line) => line.text)
    out.push(...(own.length > 0 ? own : [`// internal: ./${name.slice("src/".length)}`]))
  }
  ;[...names, ...unlisted].forEach(place)
  return `${head}${out.join("\n")}\n`
}
