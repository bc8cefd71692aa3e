/**
 * What a person does on a line, from its text.
 *
 * @module
 */
import { Nearest } from "@parley/core"
import * as Either from "effect/Either"
import type { Read } from "./LineFault.ts"
import { wrong } from "./LineFault.ts"
import type { Act } from "./Script.ts"

const tap = /^\[((?:\\[\s\S]|[^\]\\])*)\]$/
const inBrackets = /^\((get started|live comment|[a-z]+)(?:\s+([\s\S]*))?\)$/
const known = [
  "get started",
  "payload",
  "image",
  "audio",
  "video",
  "file",
  "location",
  "ref",
  "checkbox",
  "ad",
  "comment",
  "live comment",
  "post",
  "rates",
  "wants news",
  "wants no news",
  "reacts",
  "reads",
  "blocks",
  "unblocks"
]

const special = (word: string, rest: string): Act | string => {
  switch (word) {
    case "get started":
      return { _tag: "GetsStarted" }
    case "reads":
      return { _tag: "Reads" }
    case "blocks":
      return { _tag: "Blocks" }
    case "unblocks":
      return { _tag: "Unblocks" }
    case "location": {
      const [latitude, longitude, ...more] = rest.split(/[\s,]+/).map(Number)
      return latitude !== undefined && longitude !== undefined && more.length === 0
          && Number.isFinite(latitude) && Number.isFinite(longitude)
        ? { _tag: "SharesLocation", latitude, longitude }
        : "A place is written in degrees: (location 41.39 2.17)."
    }
  }
  if (word === "wants") {
    if (rest === "news") return { _tag: "WantsNews" }
    if (rest === "no news") return { _tag: "WantsNoNews" }
    return "What a person wants is (wants news) or (wants no news)."
  }
  if (rest === "") return `Something is missing after "${word}".`
  switch (word) {
    case "payload":
      return { _tag: "SendsPayload", payload: rest }
    case "ref":
      return { _tag: "Follows", ref: rest }
    case "checkbox":
      return { _tag: "TicksCheckbox", ref: rest }
    case "reacts":
      return { _tag: "Reacts", reaction: rest }
    case "ad":
      return { _tag: "ClicksAd", ad: rest }
    case "rates":
      return { _tag: "Rates", answer: rest }
    case "comment":
      return { _tag: "Comments", text: rest }
    case "live comment":
      return { _tag: "Comments", text: rest, live: true }
    case "post":
      return { _tag: "Posts", text: rest }
    case "image":
    case "audio":
    case "video":
    case "file":
      return { _tag: "SendsMedia", kind: word, url: rest }
  }
  return `A person does one of: ${known.join(", ")}.${Nearest.hint(word, known)} `
    + "To write words that stand in brackets, put a backslash before the first."
}

/** What a person does, or what is wrong with it. */
export const parse = (text: string, column: number): Read<Act> => {
  if (text === "") return wrong(column, "What does the person say? Write the words after the mark.")
  const title = tap.exec(text)?.[1]
  if (title !== undefined) return Either.right({ _tag: "Taps", title: title.replace(/\\([\s\S])/g, "$1") })
  const [, word, rest = ""] = inBrackets.exec(text) ?? []
  if (word !== undefined) {
    const act = special(word, rest.trim())
    return typeof act === "string" ? wrong(column, act) : Either.right(act)
  }
  return Either.right({ _tag: "Says", text })
}
