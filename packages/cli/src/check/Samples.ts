/**
 * What people and services may say to a dialogue: answers that its schemas take, words that its patterns know, payloads of signals.
 *
 * @module
 */
import type { Definition, Paths } from "@parley/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import * as Schema from "effect/Schema"

/** What a person would write or send, the likeliest first, with what a schema is given to read. */
const likely: ReadonlyArray<readonly [line: string, sent: unknown]> = [
  ...[
    "Ana Lopez",
    "2",
    "12",
    "ana@example.com",
    "2026-12-24",
    "18:30",
    "+41 79 123 45 67",
    "https://example.com",
    "12 Main Street",
    "yes"
  ].map((words) => [words, words] as const),
  ["(location 41.39 2.17)", { latitude: 41.39, longitude: 2.17 }],
  ...["image", "audio", "video", "file"].map((kind) => {
    const url = `https://example.com/${kind}`
    return [`(${kind} ${url})`, { kind, url }] as const
  })
]

type Answers = Schema.Schema<unknown, unknown>

const takes = <I>(schema: Schema.Schema<unknown, I>, sent: unknown): boolean =>
  Either.isRight(Schema.decodeUnknownEither(schema)(sent))

/** What a convo can hold on one line without a second meaning. */
const isPlain = (words: string): boolean => /^[^\s()[\]{}\\#](?:[^()[\]{}\\\n\r]*[^\s()[\]{}\\])?$/.test(words)

/** Values of a schema, the same ones each time; none where it says nothing of them. */
const values = <I>(schema: Schema.Schema<unknown, I>): ReadonlyArray<unknown> => {
  try {
    return FastCheck.sample(Arbitrary.make(schema), { numRuns: 50, seed: 1 })
  } catch {
    return []
  }
}

const shortest = (texts: ReadonlyArray<string>): string | undefined =>
  [...texts].sort((one, other) => one.length - other.length)[0]

const made = (schema: Answers): string | undefined =>
  shortest(
    values(schema).flatMap((value) => {
      const sent = Schema.encodeEither(schema)(value)
      return Either.isRight(sent) && typeof sent.right === "string" && isPlain(sent.right) && takes(schema, sent.right)
        ? [sent.right]
        : []
    })
  )

const fitting = (pattern: RegExp): string | undefined => {
  const fits = (words: string): boolean => words.search(pattern) >= 0
  const inside = pattern.source.replace(/\\./g, " ").match(/\p{L}+/gu) ?? []
  const known = [...inside, ...likely.map(([line]) => line)].find(fits)
  if (known !== undefined) return known
  try {
    const one = FastCheck.stringMatching(new RegExp(pattern.source, "u"))
    return shortest(FastCheck.sample(one, { numRuns: 50, seed: 1 }).filter((words) => isPlain(words) && fits(words)))
  } catch {
    return undefined
  }
}

const opening = (start: Definition.Start): string | undefined => {
  switch (start._tag) {
    case "Pattern":
      return fitting(start.pattern)
    case "Comment":
    case "Post": {
      const words = start.pattern === undefined ? "hello" : fitting(start.pattern)
      return words === undefined ? undefined : `(${start._tag === "Comment" ? "comment" : "post"} ${words})`
    }
    case "Anything":
      return "hello"
    default:
      return undefined
  }
}

const payload = <I>(schema: Schema.Schema<unknown, I>): string | undefined => {
  if (takes(schema, {})) return "{}"
  const one = Schema.encodeEither(schema)
  return shortest(
    values(schema).flatMap((value) => {
      const sent = one(value)
      const text = Either.isRight(sent) ? JSON.stringify(sent.right) : undefined
      return text !== undefined && /^[ -~]+$/.test(text) && !/\s{2}/.test(text) ? [text] : []
    })
  )
}

interface Node {
  readonly meta?: unknown
  readonly states: { readonly [name: string]: Node }
}

/** The button under a request for leave, by its kind; Meta's words in English ("Notify me", "Get updates"). */
const button = (root: Node, state: string): string => {
  let node: Node | undefined = root
  for (const name of state.split(".")) node = node?.states[name]
  const meta = node?.meta
  const isSeries = typeof meta === "object" && meta !== null && "permission" in meta && meta.permission === "recurring"
  return isSeries ? "[Get updates]" : "[Notify me]"
}

/** What is said to one dialogue. */
export const of = ({ machine, signals, states }: Definition.Definition): Paths.Samples => {
  const schemaOf = (state: string): Answers | undefined => states.find(({ path }) => path === state)?.answer
  return {
    answer: (state, way) => {
      if (way === "granted") return button(machine.root, state)
      const schema = schemaOf(state)
      return schema === undefined ? undefined : likely.find(([, sent]) => takes(schema, sent))?.[0] ?? made(schema)
    },
    odd: (state) => {
      const schema = schemaOf(state)
      return schema === undefined ? undefined : likely.find(([, sent]) => !takes(schema, sent))?.[0]
    },
    opening,
    payload: (signal) => {
      const schema = signals[signal]
      return schema === undefined ? undefined : payload(schema)
    }
  }
}
