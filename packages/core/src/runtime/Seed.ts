/**
 * Numbers that depend on a text alone: the seed of a turn, the fingerprint of a snapshot.
 *
 * @module
 */
import type { Json } from "../model/Json.ts"

const basis = 0x811c9dc5
const prime = 0x01000193

const withText = (before: number, text: string): number => {
  let hash = before
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index)
    hash = Math.imul(hash, prime)
  }
  return hash
}

/** Codes of no UTF-16 unit, so that no text can be taken for where one ends or a value begins. */
const marks = { text: 0x10001, plain: 0x10002, list: 0x10003, record: 0x10004, end: 0x10005 } as const

const withMark = (hash: number, mark: number): number => Math.imul(hash ^ mark, prime)

const withJson = (before: number, value: Json): number => {
  if (typeof value === "string") return withText(withMark(before, marks.text), value)
  if (typeof value !== "object" || value === null) return withText(withMark(before, marks.plain), String(value))
  let hash: number
  if (Array.isArray(value)) {
    hash = withMark(before, marks.list)
    for (const one of value as ReadonlyArray<Json>) hash = withJson(hash, one)
    return withMark(hash, marks.end)
  }
  const record = value as { readonly [key: string]: Json }
  hash = withMark(before, marks.record)
  for (const key in record) hash = withJson(withText(withMark(hash, marks.text), key), record[key]!)
  return withMark(hash, marks.end)
}

/** A whole number below 2³² (FNV-1a over UTF-16 units); the same text always gives the same one. */
export const fromText = (text: string): number => withText(basis, text) >>> 0

/** The same for a JSON value: equal values whose names come in the same order always give the same number. */
export const fromJson = (value: Json): number => withJson(basis, value) >>> 0
