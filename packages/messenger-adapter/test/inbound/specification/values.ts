/**
 * The slow decoder: the wire schemas say of which kind an item is, and a plain mapping what it becomes. `inbound/Decode` must say
 * the same of every body there is.
 */
import type { Inbound } from "@parley/core"
import * as Schema from "effect/Schema"

/** What an item is: `whole` when the event says all of it, else the item is kept beside it. */
export interface Verdict {
  readonly event: Inbound.Event | "Unknown"
  readonly act?: string
  readonly whole: boolean
}

export type Plain = { readonly [key: string]: unknown }
export const plain = (value: unknown): Plain | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value as Plain : undefined

export const unknown: Verdict = { event: "Unknown", whole: true }
export const there = <A>(value: A | null | undefined): value is A => value !== undefined && value !== null
export const idOf = (value: string | number | null | undefined): string | undefined =>
  there(value) ? String(value) : undefined
export const numberOf = (value: string | number | null | undefined): number | undefined =>
  there(value) ? Number(value) + 0 : undefined
export const instantOf = (value: string | number | null | undefined): number | undefined => {
  const read = numberOf(value)
  return read === undefined || read <= 0 ? undefined : Math.trunc(read < 1e11 ? read * 1000 : read)
}

/** The record without what is missing. */
export const of = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => there(value as unknown))) as T

/** Whether the schema takes the value, with more in it (`lenient`) or not (`strict`). */
export const fits = <A, I>(schema: Schema.Schema<A, I>) => {
  const lenient = Schema.is(schema)
  const strict = Schema.is(schema, { onExcessProperty: "error" })
  return { lenient, strict }
}

/** What a value that fits becomes, before it is known whether it is whole. */
export type Found = Pick<Verdict, "act"> & { readonly event: object }

export const verdict = (found: Found, whole: boolean): Verdict => // The mapping above is held against the model by the test of the fixtures.
({ event: found.event as Inbound.Event, whole, ...(found.act === undefined ? {} : { act: found.act }) })
