/**
 * How much of its allowance an app or a page has used, by the headers that come with every answer ("Messenger Platform rate limits",
 * 23 March 2026; "Graph API rate limits", read 2026-11-21).
 *
 * @module
 */
import type { GraphError } from "./GraphError.ts"
import type { Response } from "./GraphHttp.ts"

type Fields = { readonly [name: string]: unknown }

const objectIn = (text: string): Fields => {
  try {
    const value: unknown = JSON.parse(text)
    // Made by `JSON.parse`: only string keys.
    return typeof value === "object" && value !== null ? value as Fields : {}
  } catch {
    return {}
  }
}

const number = (value: unknown): number => typeof value === "number" && Number.isFinite(value) && value > 0 ? value : 0

const percents = ["call_count", "total_time", "total_cputime"]

const percentIn = (use: Fields): number => Math.max(...percents.map((name) => number(use[name])))

/** The uses that a header counts: of the app, or of each page and kind of call. */
const usesIn = (header: string): ReadonlyArray<Fields> =>
  Object.values(objectIn(header)).flatMap((uses): ReadonlyArray<Fields> =>
    Array.isArray(uses) ? uses.filter((use): use is Fields => typeof use === "object" && use !== null) : []
  )

const isOfMessages = ({ type }: Fields): boolean => type === undefined || type === "messenger" || type === "instagram"

/** The limits count the last day: no honest wait is longer. */
const longest = 24 * 60

const minutesIn = (uses: ReadonlyArray<Fields>): number =>
  Math.min(longest, uses.reduce((most, use) => Math.max(most, number(use["estimated_time_to_regain_access"])), 0))

/** The longest wait, in milliseconds, that the usage header asks for (it counts minutes); none when it asks for none. */
export const wait = (headers: Response["headers"]): number | undefined => {
  const header = headers["x-business-use-case-usage"]
  const minutes = typeof header === "string" ? minutesIn(usesIn(header)) : 0
  return minutes > 0 ? minutes * 60_000 : undefined
}

/** How far messages have come: `percent` of what is allowed, and how long they are shut out already, in milliseconds. */
export interface Usage {
  readonly percent: number
  readonly waitFor: number
}

const little: Usage = { percent: 0, waitFor: 0 }

/** A number of three digits, or of two that begin with a nine: without one there is nothing to slow down for. */
const isHigh = (header: unknown): header is string =>
  typeof header === "string" && (/[:\s](?:9\d|\d{3,})\b/.test(header) || /regain_access"\s*:\s*[1-9]/.test(header))

/** How far messages have come, by the headers of an answer. */
export const read = (headers: Response["headers"]): Usage => {
  const business = headers["x-business-use-case-usage"]
  const app = headers["x-app-usage"]
  if (!isHigh(business) && !isHigh(app)) return little
  const uses = isHigh(business) ? usesIn(business).filter(isOfMessages) : []
  const ofApp = isHigh(app) ? percentIn(objectIn(app)) : 0
  return {
    percent: uses.reduce((most, use) => Math.max(most, percentIn(use)), ofApp),
    waitFor: minutesIn(uses) * 60_000
  }
}

/** Limits of the whole app or account, and not of one person or kind of message. */
const shared: ReadonlyArray<number | undefined> = [4, 17, 32, 341, 80001, 80002, 80006]

/** Whether a limit holds up all that the account does. */
export const isShared = ({ code, subcode, waitFor }: Extract<GraphError, { _tag: "RateLimited" }>): boolean =>
  waitFor !== undefined || (code === undefined ? true : subcode === undefined && shared.includes(code))
