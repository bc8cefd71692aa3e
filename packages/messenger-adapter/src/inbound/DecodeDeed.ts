/**
 * What else a person does in a conversation: forms, carts, games, links of accounts, thumbs and calls ("Webhook Events
 * Reference" and the pages of the templates, read 2026-11-21).
 *
 * @module
 */
import type { Deed, Inbound } from "@parley/core"
import type * as Types from "effect/Types"
import type { Finding } from "./Finding.ts"
import { keep } from "./Raw.ts"
import type { Reader } from "./Reader.ts"

type Of<Tag extends Inbound.Event["_tag"]> = Types.Mutable<Extract<Inbound.Event, { _tag: Tag }>>

/** `account_linking`: the person went through the business's own login page, or undid it. */
export const linking = (reader: Reader): Finding | undefined => {
  const change = reader.word("status", ["linked", "unlinked"])
  const code = reader.text("authorization_code")
  if (change === undefined) return reader.refuse("status", "missing")
  const event: Of<"Linked"> = { _tag: "Linked", change }
  if (code !== undefined) event.code = code
  return { kind: "linking", event }
}

/** `response_feedback`: the thumb under one message. */
export const thumb = (reader: Reader): Finding | undefined => {
  const mid = reader.id("mid")
  const feedback = reader.word("feedback", ["Good response", "Bad response"])
  if (mid === undefined || feedback === undefined) return reader.refuse("mid or feedback", "missing")
  return { kind: "thumb", event: { _tag: "Judged", mid, verdict: feedback === "Good response" ? "good" : "bad" } }
}

/** `messaging_customer_information`: the address form. */
export const customerInformation = (reader: Reader): Finding => {
  const answers: Array<Deed.FormAnswer> = []
  reader.objects("screens", (screen) => {
    screen.id("screen_id")
    screen.objects("responses", (response) => {
      const name = response.text("key")
      const value = response.text("value")
      if (name === undefined) response.refuse("key", "missing")
      else answers.push({ name, value: value ?? "" })
    })
  })
  return { kind: "form", act: "form", event: { _tag: "Submitted", kind: "customerInformation", answers } }
}

/** `form`: an instant form was sent; its answers are fetched from the form. */
export const leadForm = (reader: Reader): Finding => {
  const event: Of<"Submitted"> = { _tag: "Submitted", kind: "leadForm", answers: [] }
  const id = reader.id("id")
  const form = reader.id("form_id") ?? id
  if (form !== undefined) event.form = form
  return { kind: "form", act: "form", event }
}

const orderItem = (reader: Reader): Deed.OrderItem => {
  const item: Types.Mutable<Deed.OrderItem> = { raw: keep(reader.fields) }
  const ids = [reader.id("id"), reader.id("product_id"), reader.id("retailer_id")]
  const product = ids.find((id) => id !== undefined)
  const name = reader.text("name")
  const quantity = reader.number("quantity")
  const price = reader.number("unit_price")
  const currency = reader.text("currency")
  if (product !== undefined) item.product = product
  if (name !== undefined) item.name = name
  if (quantity !== undefined) item.quantity = quantity
  if (price !== undefined) item.price = price
  if (currency !== undefined) item.currency = currency
  return item
}

/** `order`: a cart. */
export const order = (reader: Reader): Finding => {
  const event: Of<"Ordered"> = { _tag: "Ordered", items: reader.objects("products", orderItem, "kept") ?? [] }
  const note = reader.text("note")
  if (note !== undefined) event.note = note
  return { kind: "order", act: "order", event }
}

/** `game_play`. */
export const game = (reader: Reader): Finding | undefined => {
  const id = reader.id("game_id")
  const player = reader.id("player_id")
  const score = reader.number("score")
  const payload = reader.text("payload")
  if (id === undefined) return reader.refuse("game_id", "missing")
  const event: Of<"Played"> = { _tag: "Played", game: id }
  if (player !== undefined) event.player = player
  if (score !== undefined) event.score = score
  if (payload !== undefined) event.payload = payload
  return { kind: "game", act: "game", event }
}

/** `template`: the code of a coupon was uncovered. */
export const coupon = (reader: Reader): Finding | undefined => {
  const what = reader.text("type")
  const code = reader.text("coupon_code")
  const payload = reader.text("payload")
  if (what === undefined) return reader.refuse("type", "missing")
  const event: Of<"Revealed"> = { _tag: "Revealed", what }
  if (code !== undefined) event.code = code
  if (payload !== undefined) event.payload = payload
  return { kind: "coupon", act: "coupon", event }
}

const callers = { user_initiated: "person", business_initiated: "business" } as const

/** One item of `calls` ("Calling webhooks", 23 March 2026). The person is its `from` or `to`, whichever is not the account. */
export const call = (reader: Reader, account: string): Finding | undefined => {
  const id = reader.id("id")
  const told = reader.text("event")
  const status = reader.text("call_status")
  const sides = [reader.id("from"), reader.id("to"), reader.id("recipient_id")]
  const person = sides.find((side) => side !== undefined && side !== account)
  const direction = reader.word("call_direction", ["user_initiated", "business_initiated"])
  reader.instant("timestamp")
  const change = status ?? told
  if (id === undefined || change === undefined) return reader.refuse("id or event", "missing")
  const event: Of<"Called"> = { _tag: "Called", call: id, change }
  if (direction !== undefined) event.by = callers[direction]
  return { kind: "call", ...(person === undefined ? {} : { person }), event }
}
