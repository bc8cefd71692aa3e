/**
 * The TypeScript examples of the documentation: fenced blocks of the README and of `docs`, and `@example`s of docstrings.
 *
 * A block is a module. ```` ```ts continued ```` goes on where the block before it in the same file stopped;
 * ```` ```ts no-run ```` is compiled only; ```` ```ts in examples/pizza/tests ```` is read as if it stood in that folder.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join, posix, relative, sep } from "node:path"
import { fileURLToPath } from "node:url"
import ts from "typescript"

/** One example: the file it stands in, the line of its first code (from 1), and whether it is compiled only. */
export interface Example {
  readonly path: string
  readonly line: number
  readonly code: string
  readonly noRun: boolean
}

/** A fenced block: the line of its first code (from 1) and what follows the fence. */
export interface Block {
  readonly line: number
  readonly info: string
  readonly code: string
}

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..")

/** The first example: what the README opens with, byte for byte. */
export const first = join(root, "docs", "getting-started", "src", "table.ts")

const walk = (folder: string): ReadonlyArray<string> =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)]
    )
    : []

/** The fenced blocks of a text. */
export const fences = (text: string): ReadonlyArray<Block> => {
  const found: Array<Block> = []
  const lines = text.split("\n")
  for (let at = 0; at < lines.length; at++) {
    const [whole, indent = "", fence, info = ""] = /^(\s*)(`{3,})(.*)$/.exec(lines[at] ?? "") ?? []
    if (whole === undefined) continue
    const start = at + 1
    while (at + 1 < lines.length && lines[at + 1]?.trim() !== fence) at++
    const code = lines.slice(start, at + 1).map((line) => line.startsWith(indent) ? line.slice(indent.length) : line)
    found.push({ line: start + 1, info: info.trim(), code: `${code.join("\n")}\n` })
    at++
  }
  return found
}

const isTypeScript = (block: Block) => /^(ts|typescript)(\s|$)/.test(block.info)

/** Where examples are written, to be compiled. */
export const folder = ".docs-examples"

/** The code of a block, its relative imports made to work from the folder it is written to. */
const placed = (block: Block): string => {
  const home = /\bin (\S+)/.exec(block.info)?.[1]
  if (home === undefined) return block.code
  return block.code.replace(
    /(\bfrom |\bimport )"(\.[^"]*)"/g,
    (_all, word: string, specifier: string) => `${word}"${posix.relative(folder, posix.join(home, specifier))}"`
  )
}

/** The examples of a Markdown text. */
export const ofMarkdown = (path: string, text: string): ReadonlyArray<Example> => {
  const examples: Array<Example> = []
  for (const block of fences(text).filter(isTypeScript)) {
    const noRun = /\bno-run\b/.test(block.info)
    const last = examples.at(-1)
    if (/\bcontinued\b/.test(block.info) && last !== undefined) {
      examples[examples.length - 1] = { ...last, code: last.code + placed(block), noRun: last.noRun || noRun }
    } else examples.push({ path, line: block.line, code: placed(block), noRun })
  }
  return examples
}

const comments = /\/\*\*[\s\S]*?\*\//g

/** The examples of a module's docstrings: an `@example`, up to the next tag, fenced or not. */
export const ofSource = (path: string, text: string): ReadonlyArray<Example> =>
  [...text.matchAll(comments)].flatMap((match) => {
    const above = text.slice(0, match.index).split("\n").length
    const lines = match[0].slice(3, -2).split("\n").map((line) => line.replace(/^\s*\* ?/, ""))
    const examples: Array<Example> = []
    for (let at = 0; at < lines.length; at++) {
      if (!/^@example\b/.test(lines[at]?.trim() ?? "")) continue
      const start = at + 1
      let fenced = false
      const body: Array<string> = []
      while (at + 1 < lines.length && (fenced || !/^\s*@[a-z]+/i.test(lines[at + 1] ?? ""))) {
        at++
        const line = lines[at] ?? ""
        if (/^\s*```/.test(line)) fenced = !fenced
        body.push(line)
      }
      const [block] = fences(body.join("\n"))
      examples.push({
        path,
        line: above + start + (block === undefined ? 0 : block.line - 1),
        code: block === undefined ? `${body.join("\n").trim()}\n` : block.code,
        noRun: block !== undefined && /\bno-run\b/.test(block.info)
      })
    }
    return examples
  })

const name = (path: string) => relative(root, path).split(sep).join("/")

/** Every example of the repository. The README's first block is left out: it is a file that is checked where it stands. */
export const all = (): ReadonlyArray<Example> => {
  // What is made of the docstrings holds declarations; what they show is compiled from the sources.
  const made = [join(root, "docs", "reference"), join(root, "docs", ".vitepress")]
  const markdown = [join(root, "README.md"), ...walk(join(root, "docs"))].filter((path) =>
    path.endsWith(".md") && existsSync(path) && !made.some((folder) => path.startsWith(folder + sep))
  )
  const packages = readdirSync(join(root, "packages")).map((folder) => join(root, "packages", folder))
  const manuals = packages.map((folder) => join(folder, "README.md")).filter((path) => existsSync(path))
  const sources = packages.flatMap((folder) => walk(join(folder, "src"))).filter((path) => path.endsWith(".ts"))
  const example = existsSync(first) ? readFileSync(first, "utf8") : undefined
  return [
    ...[...markdown, ...manuals].flatMap((path) => ofMarkdown(name(path), readFileSync(path, "utf8"))),
    ...sources.flatMap((path) => ofSource(name(path), readFileSync(path, "utf8")))
  ].filter((one) => one.code !== example)
}

const promise = /^\s*\/\/ => (.*)$/

/**
 * The example as a module that checks itself: each `expression // => value` becomes a comparison.
 * Gives nothing when the example promises nothing.
 */
export const checked = (example: Example): string | undefined => {
  const { code } = example
  const file = ts.createSourceFile("example.ts", code, ts.ScriptTarget.Latest, true)
  const edits: Array<{ readonly from: number; readonly to: number; readonly text: string }> = []
  const lineOf = (position: number) => file.getLineAndCharacterOfPosition(position).line
  for (const statement of file.statements) {
    const after = ts.getTrailingCommentRanges(code, statement.end)?.[0]
    const expected = after === undefined ? undefined : promise.exec(code.slice(after.pos, after.end))?.[1]
    if (expected === undefined) continue
    const where = JSON.stringify(`${example.path}:${example.line + lineOf(statement.getStart(file))}`)
    const check = (value: string) => {
      const throws = /^throws (.*)$/.exec(expected)
      return throws === null
        ? `await __example.equal(${where}, () => (${value}), () => (${expected}));`
        : `await __example.throws(${where}, () => (${value}), ${JSON.stringify(throws[1] ?? "")});`
    }
    if (ts.isExpressionStatement(statement)) {
      const value = statement.expression.getText(file)
      edits.push({ from: statement.getStart(file), to: statement.end, text: `;${check(value)}` })
    } else if (ts.isVariableStatement(statement)) {
      const names = statement.declarationList.declarations.map((one) => one.name.getText(file))
      edits.push({ from: statement.end, to: statement.end, text: `;${check(names.at(-1) ?? "")}` })
    }
  }
  if (edits.length === 0) return undefined
  return edits.reverse().reduce((text, edit) => text.slice(0, edit.from) + edit.text + text.slice(edit.to), code)
}
