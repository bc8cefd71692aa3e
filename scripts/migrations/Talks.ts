/**
 * The talks of `migrations`: what a person does, what is said to it, and where two bots differ.
 *
 * @module
 */
import { Convo, type Script } from "@parley/testing"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import * as Examples from "../docs/Examples.ts"

/** Where the bots stand. */
export const folder = join(Examples.root, "migrations")

/** The frameworks that one can come from: each is the name of a folder, and of a page. */
export const peers = ["bottender", "bot-framework", "grammy", "botkit"] as const

/** What a person does. */
export type Act = { readonly says: string } | { readonly taps: string }

/** A message: its words, and the titles that can be tapped. */
export interface Said {
  readonly text: string
  readonly options: ReadonlyArray<string>
}

/** An act, and what is said to it. */
export interface Exchange {
  readonly act: Act
  readonly said: ReadonlyArray<Said>
}

/** A convo, with its exchanges. */
export interface Talk {
  readonly name: string
  readonly script: Script.Script
  readonly exchanges: ReadonlyArray<Exchange>
}

const loose = /\.\.\.|[{}\\]|^\//

/** The line with nothing left open: a message that offers nothing says so. */
const strict = (line: Script.Line): Script.Line =>
  line._tag === "Bot" ? { ...line, expected: { ...line.expected, options: line.expected.options ?? [] } } : line

const actOf = (name: string, { act }: Script.PersonLine): Act => {
  if (act._tag === "Says") return { says: act.text }
  if (act._tag === "Taps") return { taps: act.title }
  throw new Error(`${name}: other bots are told words and taps, not "${act._tag}"`)
}

/** A convo as a talk that other bots can be held to: it may leave nothing open. */
export const read = (name: string, text: string): Talk => {
  const parsed = Convo.parse(text)
  if (parsed._tag === "Left") throw new Error(`${name}: ${parsed.left.map(({ message }) => message).join(" ")}`)
  const lines = parsed.right.lines.map(strict)
  const exchanges: Array<{ readonly act: Act; readonly said: Array<Said> }> = []
  for (const line of lines) {
    if (line._tag === "Person") exchanges.push({ act: actOf(name, line), said: [] })
    if (line._tag !== "Bot") continue
    const { options = [], text } = line.expected
    if ([text, ...options].some((words) => loose.test(words))) {
      throw new Error(`${name}: "${text}" leaves open what is said; write the words`)
    }
    exchanges.at(-1)?.said.push({ text, options })
  }
  return { name, script: { lines }, exchanges }
}

/** Every talk, in the order of their names. */
export const all = (): ReadonlyArray<Talk> => {
  const convos = join(folder, "after", "convos")
  return readdirSync(convos).sort().map((name) => read(name, readFileSync(join(convos, name), "utf8")))
}

const shown = ({ options, text }: Said): string => [text, ...options.map((title) => `[${title}]`)].join("   ")

/** Where a bot says something else than the talk, as lines to be read; none where they say the same. */
export const differences = (talk: Talk, heard: ReadonlyArray<ReadonlyArray<Said>>): ReadonlyArray<string> =>
  talk.exchanges.flatMap(({ act, said }, at) => {
    const wanted = said.map(shown)
    const got = (heard[at] ?? []).map(shown)
    return wanted.join("\n") === got.join("\n") ? [] : [
      `${talk.name}, after ${JSON.stringify("says" in act ? act.says : act.taps)}:`,
      ...wanted.map((line) => `  after   < ${line}`),
      ...got.map((line) => `  before  < ${line}`)
    ]
  })
