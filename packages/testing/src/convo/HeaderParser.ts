/**
 * The header of a convo, from its text after the word `bot`.
 *
 * @module
 */
import { Nearest } from "@parley/core"
import * as Either from "effect/Either"
import type { Read } from "./LineFault.ts"
import { wrong } from "./LineFault.ts"
import type { Approval, Header } from "./Script.ts"

const fields = ["person", "locale", "start", "seed", "channel", "pack", "approvals", "templates"]
const approvals: ReadonlyArray<Approval> = ["humanAgent", "utility", "news"]
const locale = /^[a-z]{2,3}(?:[_-][A-Za-z0-9]+)*$/

/** The approvals that a list names, or what is wrong with it. */
const approved = (value: string): ReadonlyArray<Approval> | string => {
  if (value === "none") return []
  const found: Array<Approval> = []
  for (const name of value.split(",")) {
    const known = approvals.find((one) => one === name)
    if (known === undefined) {
      return `Approvals are none, or of ${approvals.join(", ")}, with a comma between.${Nearest.hint(name, approvals)}`
    }
    if (!found.includes(known)) found.push(known)
  }
  return found
}

const templateName = /^[\w.-]+$/

/** The templates that a list names, or what is wrong with it. */
const templates = (value: string): ReadonlyArray<string> | string => {
  const names = value === "none" ? [] : value.split(",")
  return names.every((name) => name !== "none" && templateName.test(name))
    ? [...new Set(names)]
    : "Templates are none, or names with a comma between: those that are approved."
}

type Mutable = { -readonly [key in keyof Header]: Header[key] }

const field = (into: Mutable, name: string, value: string): string | undefined => {
  switch (name) {
    case "person": {
      const parts = value.split(/\s+/)
      const last = parts.at(-1)
      if (parts.length > 1 && last !== undefined && locale.test(last)) {
        into.locale = last
        parts.pop()
      }
      into.person = parts.join(" ")
      return undefined
    }
    case "locale":
      if (!locale.test(value)) return "A locale is written like es_ES."
      into.locale = value
      return undefined
    case "start":
      if (Number.isNaN(Date.parse(value))) return "A moment is written like 2026-03-02T09:00Z."
      into.start = value
      return undefined
    case "seed":
      if (!/^\d{1,15}$/.test(value)) return "A seed is a whole number."
      into.seed = Number(value)
      return undefined
    case "channel":
      if (value !== "messenger" && value !== "instagram") {
        return `A channel is messenger or instagram.${Nearest.hint(value, ["messenger", "instagram"])}`
      }
      into.channel = value
      return undefined
    case "pack":
      if (value !== "current" && value !== "seeds") {
        return `A pack is current or seeds.${Nearest.hint(value, ["current", "seeds"])}`
      }
      into.pack = value
      return undefined
    case "approvals": {
      const found = approved(value)
      if (typeof found === "string") return found
      into.approvals = found
      return undefined
    }
    case "templates": {
      const found = templates(value)
      if (typeof found === "string") return found
      into.templates = found
      return undefined
    }
  }
  return `The header holds bot, person, locale, start, seed, channel, pack, approvals and templates, two spaces or more apart.${
    Nearest.hint(name, fields)
  }`
}

/** The header, or what is wrong with it. */
export const parse = (text: string, column: number): Read<Header> => {
  const [bot = "", ...rest] = text.trimEnd().split(/\s{2,}/)
  if (bot === "" || /\s/.test(bot)) {
    return wrong(column, "The name of a bot is one word; more stands two spaces or more apart.")
  }
  const header: Mutable = { _tag: "Header", bot }
  let from = column
  for (const part of rest) {
    from = column + text.indexOf(part, from - column)
    const [, name = "", value = ""] = /^(\S+)\s*([\s\S]*)$/.exec(part) ?? []
    const fault = value === "" && fields.includes(name) ? `What is the ${name}?` : field(header, name, value)
    if (fault !== undefined) return wrong(from, fault)
  }
  return Either.right(header)
}
