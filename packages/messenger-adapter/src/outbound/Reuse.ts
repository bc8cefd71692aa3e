/**
 * Media that was sent before goes by the id that the platform gave it, and is not fetched again.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type * as AttachmentCache from "../graph/AttachmentCache.ts"
import type { GraphClient, Outcome } from "../graph/GraphClient.ts"

/** A body whose media the author wants kept. */
const Reusable = Schema.Struct({
  message: Schema.Struct({
    attachment: Schema.Struct({
      type: Schema.String,
      payload: Schema.Struct({ url: Schema.String, is_reusable: Schema.Literal(true) })
    })
  })
})

const decode = Schema.decodeUnknownOption(Reusable, { onExcessProperty: "ignore" })

/** Most bodies have no media, and are told apart without a schema. */
const hasAttachment = (body: object): boolean =>
  "message" in body && typeof body.message === "object" && body.message !== null && "attachment" in body.message

const reusable = (body: object): Option.Option<typeof Reusable.Type> =>
  hasAttachment(body) ? decode(body) : Option.none()

const Answer = Schema.parseJson(Schema.Struct({ attachment_id: Schema.String }))
const idIn = Schema.decodeUnknownOption(Answer)

/** The platform's word for an id that expired, or that is another page's. */
const unknownId = 2018074

const isUnknownId = (outcome: Outcome): boolean =>
  outcome._tag === "Rejected" && (outcome.error.subcode === unknownId || outcome.error.code === unknownId)

/** The body with the id in the place of the address. */
const byId = (body: object, type: string, id: string): object => {
  const message = "message" in body && typeof body.message === "object" ? body.message : {}
  return { ...body, message: { ...message, attachment: { type, payload: { attachment_id: id } } } }
}

/**
 * The client of an account that knows media by their ids. An id that the platform does not take any more is forgotten, and the
 * message goes by its address in the same send: a message that was turned away was not said.
 */
export const over = (client: GraphClient, account: string, cache: AttachmentCache.AttachmentCache): GraphClient => ({
  ...client,
  post: (edge, body, more) => {
    const found = edge === "messages" ? reusable(body) : Option.none()
    if (Option.isNone(found)) return client.post(edge, body, more)
    const { payload: { url }, type } = found.value.message.attachment
    const key: AttachmentCache.Key = { account, kind: type, url }
    const byAddress = Effect.tap(client.post(edge, body, more), (outcome) =>
      outcome._tag === "Answered"
        ? Option.match(idIn(outcome.body), {
          onNone: () => Effect.void,
          onSome: ({ attachment_id }) => cache.keep(key, attachment_id)
        })
        : Effect.void)
    return Effect.flatMap(cache.find(key), (kept) =>
      Option.isNone(kept)
        ? byAddress
        : Effect.flatMap(client.post(edge, byId(body, type, kept.value.id), more), (outcome) =>
          isUnknownId(outcome) ? Effect.zipRight(cache.forget(key), byAddress) : Effect.succeed(outcome)))
  }
})
