/**
 * Words that may be loosened: `...` stands for anything, `{id}` captures what stands there (and must meet the same again
 * later), `/re/flags` is a regular expression. A backslash takes the meaning away: `\...`, `\{`, `\/`, `\\`; `\n` is a new
 * line and `\s` a space.
 *
 * @module
 */

/** What earlier lines captured, by name. */
export type Captures = { readonly [name: string]: string }

const token = /\\(\.\.\.|[\s\S])|\.\.\.|\{([A-Za-z_]\w*)\}/g
const regular = /^\/(.+)\/([dimsuvy]*)$/

const meaning = (sign: string): string => (sign === "n" ? "\n" : sign === "s" ? " " : sign)

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")

/** The expression that a pattern stands for, or a sentence that says what is wrong with it. */
export const compile = (pattern: string): RegExp | string => {
  const expression = regular.exec(pattern)
  if (expression !== null) {
    try {
      return new RegExp(expression[1] ?? "", expression[2])
    } catch (error) {
      return `The regular expression cannot be read: ${error instanceof Error ? error.message : String(error)}.`
    }
  }
  const names = new Set<string>()
  let source = ""
  let from = 0
  for (const found of pattern.matchAll(token)) {
    source += literal(pattern.slice(from, found.index))
    from = found.index + found[0].length
    const [, escaped, name] = found
    if (escaped !== undefined) source += literal(meaning(escaped))
    else if (name === undefined) source += "[\\s\\S]*"
    else if (names.has(name)) source += `\\k<${name}>`
    else source += `(?<${name}>[\\s\\S]+?)`
    if (name !== undefined) names.add(name)
  }
  return new RegExp(`^${source}${literal(pattern.slice(from))}$`, "u")
}

const loosened = /\.\.\.|[\\{]|^\//

/** What a text gives to a pattern: the captures, those before it included; or `undefined` when it does not fit. */
export const match = (pattern: string, text: string, captures: Captures): Captures | undefined => {
  if (pattern === "...") return captures
  if (!loosened.test(pattern)) return pattern === text ? captures : undefined
  const compiled = compile(pattern)
  if (typeof compiled === "string") return undefined
  const found = compiled.exec(text)
  if (found === null) return undefined
  const groups = found.groups ?? {}
  for (const name of Object.keys(groups)) {
    if (Object.hasOwn(captures, name) && captures[name] !== groups[name]) return undefined
  }
  return { ...captures, ...groups }
}

/** The words of a pattern with captures put in; a name that nothing captured stays as it is. */
export const fill = (pattern: string, captures: Captures): string =>
  pattern.replace(token, (whole, escaped: string | undefined, name: string | undefined) => {
    if (escaped !== undefined) return meaning(escaped)
    return name !== undefined && Object.hasOwn(captures, name) ? captures[name] ?? whole : whole
  })

const meaningful = /[\\{\n]|\.\.\.| {2}|^[ /[(]| $/

/** The pattern that fits exactly these words. */
export const exactly = (words: string): string =>
  meaningful.test(words)
    ? words
      .replaceAll("\\", "\\\\")
      .replace(/\{(?=[A-Za-z_]\w*\})/g, "\\{")
      .replaceAll("...", "\\...")
      .replaceAll("\n", "\\n")
      .replace(/ (?= )|^ | $/g, "\\s")
      .replace(/^[/[(]/, "\\$&")
    : words
