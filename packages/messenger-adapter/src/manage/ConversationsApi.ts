/**
 * What the platform itself keeps of conversations ("Conversations API for Messenger Platform", 11 February 2026): which there are,
 * and the newest 20 messages of each.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Call from "./Call.ts"
import * as CallRate from "./CallRate.ts"
import type { Managed } from "./Managed.ts"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })
const Id = Schema.Union(
  Schema.String,
  Schema.transform(Schema.Number, Schema.String, {
    strict: true,
    decode: String,
    encode: Number
  })
)

/** The pages print times as texts; seconds are read too. */
const Time = Schema.Union(Schema.String, Schema.Number)

const Paging = optional(Schema.Struct({
  next: optional(Schema.String),
  cursors: optional(Schema.Struct({ after: optional(Schema.String) }))
}))

const Party = Schema.Struct({ id: optional(Id) })

const List = Schema.Struct({
  data: Schema.Array(Schema.Struct({
    id: Id,
    updated_time: optional(Time),
    participants: optional(Schema.Struct({ data: Schema.Array(Party) }))
  })),
  paging: Paging
})

const Ids = Schema.Struct({
  messages: optional(Schema.Struct({ data: Schema.Array(Schema.Struct({ id: Id, created_time: optional(Time) })) }))
})

const Url = Schema.Struct({ url: optional(Schema.String) })

const Attachment = Schema.Struct({
  mime_type: optional(Schema.String),
  name: optional(Schema.String),
  image_data: optional(Url),
  video_data: optional(Url),
  file_url: optional(Schema.String)
})

const Detail = Schema.Struct({
  id: Id,
  created_time: Time,
  from: optional(Party),
  message: optional(Schema.String),
  sticker: optional(Schema.String),
  attachments: optional(Schema.Struct({ data: optional(Schema.Array(Attachment)) })),
  reply_to: optional(Schema.Struct({ mid: optional(Id), id: optional(Id) })),
  is_unsupported: optional(Schema.Boolean)
})
/** One message, as the platform keeps it. */
export type Detail = typeof Detail.Type

/** A conversation or a message, and when it was last touched, in milliseconds since 1970, where that is told. */
export interface Dated {
  readonly id: string
  readonly at?: number
}

/** Milliseconds since 1970 of a time as the platform writes it; `undefined` for one that is none. */
export const instant = (time: string | number): number | undefined => {
  // "+0000" has no colon, which not every reader of dates takes.
  const at = typeof time === "number" ? time : Date.parse(time.replace(/([+-]\d\d)(\d\d)$/, "$1:$2"))
  if (!Number.isFinite(at) || at <= 0) return undefined
  return at < 1e11 ? at * 1000 : at
}

const dated = (id: string, time: string | number | undefined): Dated => {
  const at = time === undefined ? undefined : instant(time)
  return at === undefined ? { id } : { id, at }
}

/** A conversation and the ids of those who take part, the account among them, where that is told. */
export interface Listed extends Dated {
  readonly people: ReadonlyArray<string>
}

/** The conversations of one account. */
export interface ConversationsApi {
  /** Those touched since a moment, the latest first. */
  readonly since: (from: number) => Effect.Effect<ReadonlyArray<Listed>, Call.CallError>
  /** The newest messages of a conversation, at most 20 of which more can be read. */
  readonly messages: (conversation: string) => Effect.Effect<ReadonlyArray<Dated>, Call.CallError>
  readonly message: (id: string) => Effect.Effect<Detail, Call.CallError>
}

/** How many messages of a conversation can be read. */
export const newest = 20

const fields = "id,created_time,from,message,sticker,attachments,reply_to,is_unsupported"

/** The conversations of an account; at most 2 calls a second, as the platform allows, by waiting ("Rate limits"). */
export const make = ({ channel, client }: Managed): ConversationsApi => {
  const { limit } = CallRate.make({ calls: 2, per: "1 second" })
  const page = (from: number, after?: string): Effect.Effect<ReadonlyArray<Listed>, Call.CallError> =>
    Effect.gen(function*() {
      const { data, paging } = yield* Call.read(
        "list the conversations",
        limit(client.get("conversations", {
          platform: channel,
          fields: "id,updated_time,participants",
          ...(after === undefined ? {} : { after })
        })),
        List
      )
      const found = data.map(({ id, participants, updated_time }): Listed => ({
        ...dated(id, updated_time),
        people: (participants?.data ?? []).flatMap((party) => party.id ?? [])
      }))
      const young = found.filter(({ at }) => at === undefined || at >= from)
      const next = paging?.next === undefined ? undefined : paging.cursors?.after
      // They come latest first: an old one ends the search.
      const isLast = next === undefined || next === after || young.length < found.length || found.length === 0
      return isLast ? young : [...young, ...yield* page(from, next)]
    })
  return {
    since: (from) => page(from),
    messages: (conversation) =>
      Effect.map(
        Call.read(
          "read the messages of a conversation",
          limit(client.get(`/${encodeURIComponent(conversation)}`, { fields: "messages" })),
          Ids
        ),
        ({ messages }) => (messages?.data ?? []).slice(0, newest).map(({ created_time, id }) => dated(id, created_time))
      ),
    message: (id) => Call.read("read a message", limit(client.get(`/${encodeURIComponent(id)}`, { fields })), Detail)
  }
}
