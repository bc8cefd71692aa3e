/**
 * The bodies of calls, as they are read: whatever came in goes through one of these.
 *
 * @module
 */
import { Json } from "@parley/core"
import * as Schema from "effect/Schema"
import type { Act, BotWish, BranchWish, ChannelWish, ClockTurn, FaultWish, PersonWish, SaveWish } from "./Protocol.ts"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

const person = Schema.NonEmptyString
const text = Schema.String.pipe(Schema.minLength(1), Schema.maxLength(20_000))
const short = Schema.String.pipe(Schema.maxLength(2_000))
const Channel = Schema.Literal("messenger", "instagram")
const times = optional(Schema.Int.pipe(Schema.between(1, 1_000)))
const account = optional(Schema.NonEmptyString)
const year = 366 * 86_400_000

const act = <Name extends string, Fields extends Schema.Struct.Fields>(name: Name, fields: Fields) =>
  Schema.Struct({ act: Schema.Literal(name), person, ...fields })

/** See `Protocol`. */
export const deed: Schema.Schema<Act> = Schema.Union(
  act("say", { text, replyTo: optional(short) }),
  act("tap", { what: text }),
  act("postback", { payload: text, title: optional(short) }),
  act("getStarted", { ref: optional(short) }),
  act("command", { name: text }),
  act("attachment", { type: Schema.Literal("image", "audio", "video", "file"), url: text }),
  act("sticker", { id: text }),
  act("location", { latitude: Schema.JsonNumber, longitude: Schema.JsonNumber, title: optional(short) }),
  act("reaction", { mid: text, emoji: optional(short) }),
  act("edit", { mid: text, text }),
  act("unsend", { mid: text }),
  act("read", {}),
  act("referral", { ref: text }),
  act("ad", { adId: text, ref: optional(short), text: optional(short) }),
  act("comment", { text, on: optional(Schema.Literal("post", "live")) }),
  act("post", { text }),
  act("optIn", { kind: Schema.Literal("plugin", "once", "series", "news"), topic: optional(short) }),
  act("rate", { answer: text }),
  act("block", { on: Schema.Boolean }),
  act("takeOver", {}),
  act("humanSays", { text }),
  act("giveBack", {}),
  act("signal", { name: text, payload: optional(Json.Json) }),
  act("withdraw", {}),
  act("forget", {})
)

/** See `Protocol`. */
export const clock: Schema.Schema<ClockTurn> = Schema.Union(
  Schema.Struct({ turn: Schema.Literal("pause") }),
  Schema.Struct({ turn: Schema.Literal("run") }),
  Schema.Struct({ turn: Schema.Literal("by"), millis: Schema.Number.pipe(Schema.between(1, year)) }),
  Schema.Struct({ turn: Schema.Literal("next") })
)

/** See `Protocol`. */
export const fault: Schema.Schema<FaultWish> = Schema.Union(
  Schema.Struct({
    fault: Schema.Literal("status"),
    status: Schema.Int.pipe(Schema.between(400, 599)),
    times,
    account
  }),
  Schema.Struct({ fault: Schema.Literal("code"), code: Schema.Int, subcode: optional(Schema.Int), times, account }),
  Schema.Struct({
    fault: Schema.Literal("latency"),
    millis: Schema.Number.pipe(Schema.between(1, year)),
    times,
    account
  }),
  Schema.Struct({ fault: Schema.Literal("lostAnswer"), times, account }),
  Schema.Struct({ fault: Schema.Literal("lostEcho"), times, account }),
  Schema.Struct({ fault: Schema.Literal("twice"), account }),
  Schema.Struct({ fault: Schema.Literal("expiredToken"), on: Schema.Boolean, account }),
  Schema.Struct({ fault: Schema.Literal("restricted"), on: Schema.Boolean, account }),
  Schema.Struct({ fault: Schema.Literal("none") })
)

const name = Schema.Trim.pipe(Schema.minLength(1), Schema.maxLength(60))

/** See `Protocol`. */
export const newPerson: Schema.Schema<PersonWish> = Schema.Struct({
  name: Schema.typeSchema(name),
  locale: optional(Schema.String.pipe(Schema.pattern(/^[a-z]{2,3}_[A-Z]{2}$/))),
  account
})

/** See `Protocol`. */
export const otherChannel: Schema.Schema<ChannelWish> = Schema.Struct({ person, channel: Channel })

/** See `Protocol`. */
export const branch: Schema.Schema<BranchWish> = Schema.Struct({
  person,
  turn: Schema.Int,
  name: optional(Schema.typeSchema(name))
})

/** See `Protocol`. */
export const save: Schema.Schema<SaveWish> = Schema.Struct({
  person,
  name: Schema.String.pipe(Schema.pattern(/^[A-Za-z0-9][\w-]{0,79}$/)),
  turn: optional(Schema.Int)
})

/** See `Protocol`. */
export const bot: Schema.Schema<BotWish> = Schema.Struct({ bot: Schema.NonEmptyString })
