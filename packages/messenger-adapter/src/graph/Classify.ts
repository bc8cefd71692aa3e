/**
 * An answer of the Graph API that is no success becomes one of our errors. The one place where its codes are read.
 *
 * @module
 */
import type * as Types from "effect/Types"
import * as ErrorTable from "./ErrorTable.ts"
import * as Feature from "./Feature.ts"
import type { GraphError } from "./GraphError.ts"
import type { Response } from "./GraphHttp.ts"
import * as Usage from "./Usage.ts"
import type { Readings } from "../policy/Readings.ts"

type Fields = { readonly [name: string]: unknown }

const objectIn = (text: string): Fields | undefined => {
  try {
    return object(JSON.parse(text))
  } catch {
    return undefined
  }
}

const object = (value: unknown): Fields | undefined =>
  // Made by `JSON.parse`: only string keys.
  typeof value === "object" && value !== null && !Array.isArray(value) ? value as Fields : undefined

const integer = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isSafeInteger(value) ? value : undefined

const longestWords = 300

/** Words of the platform, cut; a token that it repeats in them is taken out, and so is whatever else is secret of the call. */
const words = (value: unknown, secrets: ReadonlyArray<string> = []): string | undefined => {
  if (typeof value !== "string" || value === "") return undefined
  const told = secrets.reduce((text, secret) => secret === "" ? text : text.replaceAll(secret, "<secret>"), value)
  return told.replace(/\b(?:EAA|IG)[A-Za-z0-9]{16,}/g, "<token>").slice(0, longestWords)
}

/** The standard header, where it counts seconds. */
const retryAfter = (headers: Response["headers"]): number | undefined => {
  const header = headers["retry-after"]
  return typeof header === "string" && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : undefined
}

/** Values below this are seconds: in milliseconds they would lie before March 1973. */
const seconds = 1e11

/**
 * From when a series may go on, in milliseconds since the epoch. The name is that of the list of tokens; that errors
 * tell it too is not documented.
 */
const nextEligible = (error: Fields | undefined): number | undefined => {
  const data = typeof error?.error_data === "string" ? objectIn(error.error_data) : object(error?.error_data)
  const at = integer(data?.next_eligible_time)
  return at === undefined || at <= 0 ? undefined : at < seconds ? at * 1000 : at
}

/** What an answer without a known code means, by its status alone. */
const byStatus = (status: number): Omit<ErrorTable.Row, "code"> => {
  if (status === 429) return { kind: "RateLimited", cure: "too many calls; it is tried again later" }
  if (status >= 500) return { kind: "Uncertain", cure: "a trouble of the platform" }
  if (status === 401 || status === 403) {
    const cure = "the token or its permissions were not accepted; check them"
    return { kind: "Configuration", cure, scope: "permission" }
  }
  return { kind: "Unrecognised", cure: "an error that is not known; look the code up in Meta's error reference" }
}

/** What is made of the one subcode about which two of Meta's pages contradict each other. */
export type Reading = Required<Readings>["unreachable1545041"]

const contested = 1_545_041

/**
 * What helps to read an answer: how the contested subcode is read ("unreachable" unless given), what was posted, and what must not be
 * repeated of it.
 */
export interface Context {
  readonly reading?: Reading
  readonly body?: object
  readonly secrets?: ReadonlyArray<string>
}

const tagOf = (body: object | undefined): string | undefined =>
  body !== undefined && "tag" in body && typeof body.tag === "string" ? body.tag : undefined

/** The row of the template that was posted, by its name and language. */
const templateRow = (body: object | undefined): Omit<ErrorTable.Row, "code"> | undefined => {
  const message = body !== undefined && "message" in body ? object(body.message) : undefined
  const template = object(message?.template)
  const code = object(template?.language)?.code
  return typeof template?.name !== "string"
    ? undefined
    : ErrorTable.ofTemplate(template.name, typeof code === "string" ? code : undefined)
}

/** Whether a body says something to somebody. */
const carries = (body: object): boolean => "message" in body || "recipient" in body || "tag" in body

const rowOf = (
  code: number,
  subcode: number | undefined,
  said: string | undefined,
  { body, reading }: Context
): Omit<ErrorTable.Row, "code"> | undefined => {
  if (subcode === contested && reading === "window") return ErrorTable.find(10, 2018278)
  if (code === 100 && subcode === undefined) {
    const tag = tagOf(body)
    const told = said === undefined ? undefined : ErrorTable.ofWords(said)
    const ended = told ?? (tag === undefined ? undefined : ErrorTable.ofTag(tag)) ?? templateRow(body)
    if (ended !== undefined) return ended
    if (body !== undefined && !carries(body)) return ErrorTable.ofCall(said)
  }
  return ErrorTable.find(code, subcode)
}

/**
 * What a missing permission stands in the way of: what the call used, by the platform's words or by what was posted; with nothing out
 * of the ordinary, it is the account.
 */
const reach = (
  row: Omit<ErrorTable.Row, "code">,
  said: string | undefined,
  body: object | undefined
): { readonly scope?: "account" | "feature"; readonly feature?: string; readonly cure: string } => {
  const { cure, scope } = row
  if (scope === undefined || scope === "account") return scope === undefined ? { cure } : { cure, scope }
  const human = said !== undefined && /human[ _]?agent/i.test(said)
  const feature = Feature.of(human ? { tag: "HUMAN_AGENT" } : body ?? {})
  if (feature === undefined) return scope === "feature" ? { cure } : { cure, scope: "account" }
  if (scope === "plain") return { cure }
  return { cure: scope === "permission" ? feature.cure : cure, scope: "feature", feature: feature.name }
}

/**
 * The error that an answer holds. Total: any status and any body give one. Decided by code and subcode, and by the
 * status only where there is no code that we know.
 */
export const classify = (response: Response, context: Context = {}): GraphError => {
  const error = object(objectIn(response.body)?.error)
  const code = integer(error?.code)
  const subcode = integer(error?.error_subcode)
  const said = words(error?.message, context.secrets)
  const row = code === undefined ? undefined : rowOf(code, subcode, said, context)
  const transient = error?.is_transient === true
    ? { kind: "Uncertain" as const, cure: "the platform calls it passing" }
    : undefined
  const known = row ?? transient ?? byStatus(response.status)
  const { cure, kind } = known
  const told: Types.Mutable<Omit<Extract<GraphError, { _tag: "Unrecognised" }>, "_tag">> = {
    status: response.status,
    cure
  }
  const trace = words(error?.fbtrace_id, context.secrets)
  if (code !== undefined) told.code = code
  if (subcode !== undefined) told.subcode = subcode
  if (said !== undefined) told.said = said
  if (trace !== undefined) told.trace = trace
  switch (kind) {
    case "Uncertain":
      return { _tag: "Transient", ...told, carriedOut: "maybe" }
    case "Transient":
      return { _tag: "Transient", ...told, carriedOut: "no" }
    case "RateLimited": {
      const waitFor = Usage.wait(response.headers) ?? retryAfter(response.headers)
      return { _tag: "RateLimited", ...told, ...(waitFor === undefined ? {} : { waitFor }) }
    }
    case "TooSoon": {
      const nextAt = nextEligible(error)
      return { _tag: "TooSoon", ...told, ...(nextAt === undefined ? {} : { nextAt }) }
    }
    case "Configuration":
      return { _tag: kind, ...told, ...reach(known, said, context.body) }
    default:
      return { _tag: kind, ...told }
  }
}
