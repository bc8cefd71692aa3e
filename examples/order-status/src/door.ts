/**
 * The door of the shop: where its own programs tell what became of a parcel.
 *
 * `POST /parcels` with `Authorization: Bearer …` and `{ "id", "to": { channel, account, person }, "news": { status, day } }`.
 * Telling twice with one `id` is telling once, so the shop may try again until it hears 200.
 *
 * @module
 */
import { Schema } from "effect"
import { createHash, timingSafeEqual } from "node:crypto"
import type { RequestListener } from "node:http"
import { text } from "node:stream/consumers"
import { News } from "./orders.ts"

/** What the shop tells: of whom, and what. */
export const Told = Schema.Struct({
  id: Schema.NonEmptyString,
  to: Schema.Struct({ channel: Schema.String, account: Schema.String, person: Schema.String }),
  news: News
})
export type Told = typeof Told.Type

/** What was said because of it: one outcome for each message. */
type Tell = (told: Told) => Promise<ReadonlyArray<{ readonly status: string }>>

const read = Schema.decodeUnknownEither(Schema.parseJson(Told))

/** Whether two texts are equal, found out in a time that does not tell where they differ. */
const same = (one: string, other: string): boolean => {
  const digest = (value: string) => createHash("sha256").update(value).digest()
  return timingSafeEqual(digest(one), digest(other))
}

/** Answers the shop: 200 with the outcomes, 401 without the token, 404 elsewhere, 400 for what it cannot read, 503 when the bot cannot. */
export const door = (token: string, tell: Tell): RequestListener => async (request, response) => {
  const answer = (status: number, body: unknown) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))

  if (request.method !== "POST" || request.url !== "/parcels") return answer(404, { problem: "POST /parcels" })
  if (!same(request.headers.authorization ?? "", `Bearer ${token}`)) return answer(401, { problem: "wrong token" })
  const told = read(await text(request))
  if (told._tag === "Left") return answer(400, { problem: told.left.message })
  try {
    return answer(200, { outcomes: await tell(told.right) })
  } catch {
    return answer(503, { problem: "the bot is closing, or its store cannot write; tell it again with the same id" })
  }
}
