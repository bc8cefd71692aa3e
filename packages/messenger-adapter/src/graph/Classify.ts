/**
 * An answer of the Graph API that is no success becomes one of our errors. The one place where its codes are read.
 *
 * @module
 */
import type * as Types from "effect/Types"
import * as ErrorTable from "./ErrorTable.ts"
import type { GraphError } from "./GraphError.ts"
import type { Response } from "./GraphHttp.ts"
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

/** Words of the platform, cut; a token that it repeats in them is taken out. */
const words = (value: unknown): string | undefined =>
  typeof value === "string" && value !== ""
    ? value.replace(/\b(?:EAA|IG)[A-Za-z0-9]{16,}/g, "<token>").slice(0, longestWords)
    : undefined

/**
 * The longest wait, in milliseconds, that the usage header asks for (it counts minutes); none when it asks for none.
 */
const usageWait = (headers: Response["headers"]): number | undefined => {
  const header = headers["x-business-use-case-usage"]
  if (typeof header !== "string") return undefined
  let minutes = 0
  for (const uses of Object.values(objectIn(header) ?? {})) {
    for (const use of Array.isArray(uses) ? uses : []) {
      minutes = Math.max(minutes, integer(object(use)?.estimated_time_to_regain_access) ?? 0)
    }
  }
  return minutes > 0 ? minutes * 60_000 : undefined
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
const byStatus = (status: number): { readonly kind: ErrorTable.Kind; readonly cure: string } => {
  if (status === 429) return { kind: "RateLimited", cure: "too many calls; it is tried again later" }
  if (status >= 500) return { kind: "Uncertain", cure: "a trouble of the platform" }
  if (status === 401 || status === 403) {
    return { kind: "Configuration", cure: "the token or its permissions were not accepted; check them" }
  }
  return { kind: "Unrecognised", cure: "an error that is not known; look the code up in Meta's error reference" }
}

/** What is made of the one subcode about which two of Meta's pages contradict each other. */
export type Reading = Required<Readings>["unreachable1545041"]

const contested = 1_545_041

/**
 * What helps to read an answer: how the contested subcode is read ("unreachable" unless given), the tag of the message.
 */
export interface Context {
  readonly reading?: Reading
  readonly tag?: string
}

const rowOf = (
  code: number,
  subcode: number | undefined,
  { reading, tag }: Context
): Omit<ErrorTable.Row, "code"> | undefined => {
  if (subcode === contested && reading === "window") return ErrorTable.find(10, 2018278)
  const ended = code === 100 && subcode === undefined && tag !== undefined ? ErrorTable.ofTag(tag) : undefined
  return ended ?? ErrorTable.find(code, subcode)
}

/**
 * The error that an answer holds. Total: any status and any body give one. Decided by code and subcode, and by the
 * status only where there is no code that we know.
 */
export const classify = (response: Response, context: Context = {}): GraphError => {
  const error = object(objectIn(response.body)?.error)
  const code = integer(error?.code)
  const subcode = integer(error?.error_subcode)
  const row = code === undefined ? undefined : rowOf(code, subcode, context)
  const transient = error?.is_transient === true
    ? { kind: "Uncertain" as const, cure: "the platform calls it passing" }
    : undefined
  const { cure, kind } = row ?? transient ?? byStatus(response.status)
  const told: Types.Mutable<Omit<Extract<GraphError, { _tag: "Unrecognised" }>, "_tag">> = {
    status: response.status,
    cure
  }
  const said = words(error?.message)
  const trace = words(error?.fbtrace_id)
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
      const waitFor = usageWait(response.headers) ?? retryAfter(response.headers)
      return { _tag: "RateLimited", ...told, ...(waitFor === undefined ? {} : { waitFor }) }
    }
    case "TooSoon": {
      const nextAt = nextEligible(error)
      return { _tag: "TooSoon", ...told, ...(nextAt === undefined ? {} : { nextAt }) }
    }
    default:
      return { _tag: kind, ...told }
  }
}
