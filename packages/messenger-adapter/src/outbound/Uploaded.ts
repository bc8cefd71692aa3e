/**
 * The uploads that a request names by their ids, and whether they are still there: an id of ours that has ended is refused before
 * anything is sent.
 *
 * @module
 */
import type { Instant } from "@parley/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as Unsendable from "./Unsendable.ts"

/** Until when an id of an account is of use, where it was uploaded here. */
export type EndOf = (account: string, id: string) => Effect.Effect<Option.Option<Instant.Instant>>

type Fields = { readonly [name: string]: unknown }

const object = (value: unknown): Fields =>
  // Bodies are ours: only string keys.
  typeof value === "object" && value !== null ? value as Fields : {}

const list = (value: unknown): ReadonlyArray<unknown> => Array.isArray(value) ? value : []

/** The ids that stand in a body: of media, of each of several pictures, of the media of a template. */
export const ids = (body: object): ReadonlyArray<string> => {
  if (!("message" in body)) return []
  const { attachment, attachments } = object(body.message)
  if (attachment === undefined && attachments === undefined) return []
  const payloads = [attachment, ...list(attachments)].map((one) => object(object(one)["payload"]))
  return payloads
    .flatMap((payload) => [payload, ...list(payload["elements"]).map(object)])
    .map(({ attachment_id }) => attachment_id)
    .filter((id) => typeof id === "string")
}

const ended = (id: string, at: Instant.Instant): Unsendable.Unsendable => ({
  _tag: "Unsendable",
  field: "url",
  problem: `the upload ${id} ended on ${
    DateTime.formatIsoDateUtc(DateTime.unsafeMake(at))
  }, as uploads do after 90 days`,
  cure: "upload the file again and send its new id, or give its address with `reuse`"
})

/** The first upload of these that has ended at `now`; one that nothing is known of is left to the platform. */
export const problem = (
  { account, endOf, now, uploads }: {
    readonly account: string
    readonly endOf: EndOf
    readonly now: Instant.Instant
    readonly uploads: ReadonlyArray<string>
  }
): Effect.Effect<Unsendable.Unsendable | undefined> =>
  Effect.map(
    Effect.forEach(uploads, (id) =>
      Effect.map(endOf(account, id), (end) =>
        Option.isSome(end) && end.value <= now ? ended(id, end.value) : undefined)),
    (found) =>
      found.find((one) => one !== undefined)
  )
