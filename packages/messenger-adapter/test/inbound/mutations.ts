/** Bodies by chance: real ones with a piece replaced, taken away, doubled or put in, as text or as a tree. */
import { readdirSync, readFileSync } from "node:fs"

const folder = new URL("../fixtures/webhooks/", import.meta.url)

/** The names of the fixtures. */
export const names: ReadonlyArray<string> = readdirSync(folder).toSorted()

/** The text of a fixture. */
export const text = (name: string): string => readFileSync(new URL(name, folder), "utf8")

/** The fixtures, as short as JSON is. */
export const bodies: ReadonlyArray<string> = names.map((name) => text(name).replaceAll(/\n\s*/g, ""))

/** Chance that begins where it is told, and goes the same way each time (xorshift32). */
export class Chance {
  private state: number

  constructor(seed: number) {
    this.state = (seed ^ 0x9e37_79b9) >>> 0 || 1
    for (let round = 0; round < 8; round++) this.below(2)
  }

  /** A whole number from 0 up to and without `bound`. */
  below(bound: number): number {
    let next = this.state
    next ^= next << 13
    next ^= next >>> 17
    next ^= next << 5
    this.state = next >>> 0
    return this.state % bound
  }

  pick<A>(list: ReadonlyArray<A>): A {
    const at = this.below(list.length)
    for (const found of list.slice(at, at + 1)) return found
    throw new Error("there is nothing to pick from")
  }
}

/** Values that stand where others should, as JSON. */
const values: ReadonlyArray<string> = [
  "null",
  "true",
  "false",
  "0",
  "-0",
  "-1",
  "1",
  "7",
  "1e400",
  "1.5",
  "9007199254740993",
  "123456789012345678901234567890",
  "1763700000",
  "1763700000123",
  "8640000000000001",
  "\"\"",
  "\"x\"",
  "\"7\"",
  "\"12345678901234567\"",
  "\"ADS\"",
  "\"add\"",
  "\"free_form\"",
  "\"react\"",
  "\"STOP NOTIFICATIONS\"",
  "\"\\ud800\"",
  "\"\\u0000\"",
  `"${"y".repeat(600)}"`,
  "[]",
  "{}",
  "[[]]",
  "[{}]",
  "[null]",
  "[\"a\"]",
  "{\"id\":\"9\"}",
  "{\"id\":9}",
  "{\"__proto__\":{\"polluted\":true}}",
  "{\"constructor\":{\"prototype\":{\"polluted\":true}}}",
  `${"[".repeat(60)}${"]".repeat(60)}`
]

const keys = [
  "__proto__",
  "constructor",
  "id",
  "mid",
  "text",
  "message",
  "postback",
  "from",
  "field",
  "value",
  "messaging"
]

type Box = { [key: string]: unknown } | Array<unknown>

const boxes = (tree: unknown, found: Array<Box> = []): Array<Box> => {
  if (typeof tree === "object" && tree !== null) {
    found.push(tree as Box)
    for (const inner of Object.values(tree)) boxes(inner, found)
  }
  return found
}

const put = (box: Box, key: string, value: unknown): void => {
  Object.defineProperty(box, key, { value, writable: true, enumerable: true, configurable: true })
}

/** Changes the tree in one place. */
export const changeTree = (tree: unknown, chance: Chance): void => {
  const all = boxes(tree)
  if (all.length === 0) return
  const box = chance.pick(all)
  const known = Object.keys(box)
  const value: unknown = JSON.parse(chance.pick(values))
  const key = known.length > 0 ? chance.pick(known) : "x"
  const entries = box as { [key: string]: unknown }
  switch (chance.below(6)) {
    case 0:
    case 1:
      return put(box, key, value)
    case 2:
      return Array.isArray(box) ? void box.splice(Number(key) || 0, 1) : void delete entries[key]
    case 3:
      return Array.isArray(box) ? void box.push(value) : put(box, chance.pick(keys), value)
    case 4: {
      // What stands elsewhere in the body, at a place where it should not.
      const other = chance.pick(all)
      return put(box, key, JSON.parse(JSON.stringify(other)) as unknown)
    }
    default:
      return put(box, Array.isArray(box) ? String(box.length) : `${key}_`, entries[key])
  }
}

const signs = ["{", "}", "[", "]", "\"", ",", ":", "\\", "0", "e", "-", ".", " ", "\u0000", "é", "\ud800", "t", "n"]

/** Changes the text in one place. */
export const changeText = (body: string, chance: Chance): string => {
  const at = chance.below(body.length + 1)
  const length = chance.below(4) === 0 ? chance.below(40) : chance.below(3)
  const put = chance.below(3) === 0 ? "" : chance.below(2) === 0 ? chance.pick(signs) : chance.pick(values)
  return body.slice(0, at) + put + body.slice(at + length)
}

/** A body by chance: a tree changed in one to four places, and one in five broken as text besides. */
export const body = (chance: Chance): string => {
  const original = chance.pick(bodies)
  if (chance.below(5) === 0) return changeText(original, chance)
  const tree: unknown = JSON.parse(original)
  const times = 1 + chance.below(4)
  for (let time = 0; time < times; time++) changeTree(tree, chance)
  return JSON.stringify(tree)
}

interface Request {
  readonly method: string
  readonly url: string
  readonly headers: { readonly [name: string]: string | ReadonlyArray<string> | undefined }
  readonly body: Uint8Array
}

const name = "x-hub-signature-256"
const hex = "0123456789abcdef"

/** The request with its signature, or what was signed, changed: no two of these are the same request as before. */
export const forged = (chance: Chance, right: Request, header: string): Request => {
  const withHeader = (value: string | ReadonlyArray<string> | undefined): Request => ({
    ...right,
    headers: { ...right.headers, [name]: value }
  })
  const at = 7 + chance.below(64)
  switch (chance.below(8)) {
    case 0:
    case 1: {
      const other = hex[(hex.indexOf(header.charAt(at)) + 1 + chance.below(15)) % 16] ?? "0"
      return withHeader(header.slice(0, at) + other + header.slice(at + 1))
    }
    case 2:
      return withHeader(header.slice(0, -1 - chance.below(70)))
    case 3:
      return withHeader(chance.pick([` ${header}`, `${header} `, `${header}\n`, header.toUpperCase(), header.slice(7)]))
    case 4:
      return withHeader(chance.pick([undefined, "", "sha256=", [header], [header, header], `${header},${header}`]))
    case 5:
      // The older kind, whose key is the same.
      return { ...withHeader(undefined), headers: { "x-hub-signature": `sha1=${header.slice(7, 47)}` } }
    case 6:
      return withHeader(header.slice(0, at) + header.charAt(at) + header.slice(at))
    default: {
      const body = Uint8Array.from(right.body)
      const index = chance.below(body.length)
      body[index] = (body[index] ?? 0) ^ (1 << chance.below(8))
      return { ...right, body }
    }
  }
}
