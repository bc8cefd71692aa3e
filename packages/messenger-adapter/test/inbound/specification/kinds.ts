/** What each kind of event becomes, by the wire schemas. */
import * as Schema from "effect/Schema"
import * as Raw from "../../../src/inbound/Raw.ts"
import * as Apps from "../../../src/wire/Apps.ts"
import type * as MessagingEvent from "../../../src/wire/MessagingEvent.ts"
import * as Metadata from "../../../src/wire/Metadata.ts"
import * as Wire from "../../../src/wire/Wire.ts"
import { type Found, idOf, instantOf, numberOf, of, plain, there } from "./values.ts"

export type Kinds = typeof MessagingEvent.kinds
type Value<K extends keyof Kinds> = Schema.Schema.Type<Kinds[K]>

const attachment = (value: Schema.Schema.Type<typeof MessagingEvent.Attachment>): object =>
  of({
    kind: value.type ?? "unknown",
    raw: Raw.keep(value),
    url: value.payload?.url ?? value.url,
    title: value.payload?.title ?? value.title
  })

const located = (list: ReadonlyArray<unknown>): object | undefined => {
  for (const one of list) {
    if (plain(one)?.["type"] !== "location") continue
    const coordinates = plain(plain(plain(one)?.["payload"])?.["coordinates"])
    const [latitude, longitude] = [coordinates?.["lat"], coordinates?.["long"]]
    const is = Schema.is(Wire.Numeric)
    if (is(latitude) && is(longitude)) return { latitude: numberOf(latitude), longitude: numberOf(longitude) }
  }
  return undefined
}

const referral = (value: Schema.Schema.Type<typeof MessagingEvent.Referral>): object =>
  of({
    raw: Raw.keep(value),
    ref: value.ref,
    source: value.source,
    ad: idOf(value.ad_id),
    product: idOf(value.product?.id)
  })

const message = (value: Value<"message">, ourApp: string | undefined): Found => {
  const mid = String(value.mid)
  if (value.is_deleted === true) return { event: { _tag: "Deleted", mid } }
  if (value.is_echo === true) {
    const echo = value
    const app = idOf(echo.app_id)
    const known = app !== undefined && ourApp !== undefined
    const ours = there(echo.metadata) && !(known && app !== ourApp) ? Metadata.decode(echo.metadata) : undefined
    return {
      event: of({
        _tag: "Echoed",
        mid,
        outbound: ours?.outbound,
        app,
        by: app !== undefined && ours === undefined ? Apps.kind(app, ourApp) : undefined,
        text: echo.text,
        attachments: echo.attachments?.length ? echo.attachments.map(attachment) : undefined
      })
    }
  }
  const said = value
  const attachments = [
    ...(said.attachments ?? []).map(attachment),
    ...(said.is_unsupported === true ? [{ kind: "unsupported" }] : []),
    ...(there(said.reply_to?.story)
      ? [of({ kind: "story_reply", raw: Raw.keep(said.reply_to.story), url: said.reply_to.story.url })]
      : [])
  ]
  return {
    act: said.referral?.source === "ADS" ? "adMessage" : "message",
    event: of({
      _tag: "Said",
      mid,
      text: said.text,
      choice: said.quick_reply?.payload,
      replyTo: idOf(said.reply_to?.mid),
      location: located(said.attachments ?? []),
      attachments: attachments.length > 0 ? attachments : undefined,
      referral: there(said.referral) ? referral(said.referral) : undefined
    })
  }
}

const optIn = (value: Value<"optin">): Found => {
  const begun = { _tag: "OptedIn", ref: value.ref, payload: value.payload }
  if (!("type" in value) || !there(value.type)) {
    return { act: "plugin", event: of({ ...begun, kind: there(value.user_ref) ? "checkbox" : "sendToMessenger" }) }
  }
  // Every leave has these; the union of their schemas does not say so.
  const leave = value as Schema.Schema.Type<typeof MessagingEvent.NewsOptIn>
  const changes: { readonly [status: string]: string } = {
    "STOP NOTIFICATIONS": "stopped",
    "RESUME NOTIFICATIONS": "resumed"
  }
  const change = changes[String(leave.notification_messages_status)]
  const kinds = { one_time_notif_req: "oneTime", notification_messages: "recurring", news_messages: "news" } as const
  const token = value.type === "one_time_notif_req"
    ? value.one_time_notif_token
    : value.type === "notification_messages"
    ? value.notification_messages_token
    : undefined
  return {
    act: "optIn",
    event: of({
      ...begun,
      kind: value.type,
      permission: kinds[value.type],
      change: value.type === "one_time_notif_req" ? "granted" : change ?? "granted",
      raw: Raw.keep(value),
      token: idOf(token),
      topic: leave.notification_messages_topic ?? leave.title,
      expiresAt: instantOf(leave.token_expiry_timestamp),
      nextAt: instantOf(leave.next_eligible_time)
    })
  }
}

const routing =
  (change: "passed" | "taken" | "requested") =>
  (value: Value<"pass_thread_control">, ourApp: string | undefined): Found => {
    const from = idOf(value.previous_owner_app_id ?? value.requested_owner_app_id)
    const to = idOf(value.new_owner_app_id)
    const who = change === "requested" ? from : to
    return {
      event: of({
        _tag: "Routed",
        change: change === "passed" && to === undefined ? "released" : change,
        from,
        to,
        by: who === undefined ? undefined : Apps.kind(who, ourApp),
        metadata: value.metadata,
        toUs: ourApp === undefined || change === "requested" ? undefined : to === ourApp
      })
    }
  }

const survey = (value: Value<"messaging_feedback">): Found => ({
  act: "surveyAnswer",
  event: {
    _tag: "Rated",
    raw: Raw.keep(value),
    answers: (value.feedback_screens ?? []).flatMap((screen) =>
      Object.entries(screen.questions ?? {}).flatMap(([question, answer]) =>
        answer === null ? [] : of({
          question,
          words: answer.type === "free_form" ? answer.payload : undefined,
          score: answer.type === "free_form"
            ? undefined
            : numberOf(answer.payload),
          followUp: answer.follow_up?.payload
        })
      )
    )
  }
})

const order = (value: Value<"order">): Found => ({
  act: "order",
  event: of({
    _tag: "Ordered",
    note: value.note,
    items: (value.products ?? []).map((item) =>
      of({
        raw: Raw.keep(item),
        product: idOf(item.id ?? item.product_id ?? item.retailer_id),
        name: item.name,
        quantity: numberOf(item.quantity),
        price: numberOf(item.unit_price),
        currency: item.currency
      })
    )
  })
})

const enforced = (value: Value<"policy_enforcement">): Found => ({
  event: of({ _tag: "Enforced", action: value.action, reason: value.reason })
})

export const become: { readonly [K in keyof Kinds]: (value: Value<K>, ourApp: string | undefined) => Found } = {
  message,
  postback: (value) => ({
    act: "postback",
    event: there(value.payload)
      ? of({
        _tag: "Tapped",
        payload: value.payload,
        mid: idOf(value.mid),
        title: value.title,
        referral: "referral" in value && there(value.referral) ? referral(value.referral) : undefined
      })
      : of({ _tag: "TappedElsewhere", mid: idOf(value.mid), title: value.title })
  }),
  referral: (value) => ({
    act: value.source === "ADS" ? "adReferral" : "referral",
    event: { _tag: "Referred", referral: referral(value) }
  }),
  optin: optIn,
  reaction: (value) => ({
    act: value.action === "react" ? "reaction" : "unreaction",
    event: of({
      _tag: "Reacted",
      mid: String(value.mid),
      action: value.action,
      reaction: value.reaction,
      emoji: value.emoji
    })
  }),
  message_edit: (value) => ({
    event: { _tag: "Edited", mid: String(value.mid), text: value.text, number: numberOf(value.num_edit) }
  }),
  read: (value) => ({ event: of({ _tag: "Read", watermark: instantOf(value.watermark), mid: idOf(value.mid) }) }),
  delivery: (value) => ({
    event: of({
      _tag: "Delivered",
      watermark: instantOf(value.watermark),
      mids: value.mids?.length ? value.mids.map(String) : undefined
    })
  }),
  pass_thread_control: routing("passed"),
  take_thread_control: routing("taken"),
  request_thread_control: routing("requested"),
  app_roles: (value, ourApp) => {
    const ours = ourApp === undefined || !Object.hasOwn(value, ourApp) ? [] : value[ourApp] ?? []
    return {
      event: of({
        _tag: "Routed",
        change: "roles",
        toUs: ourApp === undefined ? undefined : (ours as ReadonlyArray<unknown>).includes("primary_receiver")
      })
    }
  },
  messaging_feedback: survey,
  response_feedback: (value) => ({
    event: { _tag: "Judged", mid: String(value.mid), verdict: value.feedback === "Good response" ? "good" : "bad" }
  }),
  account_linking: (value) => ({ event: of({ _tag: "Linked", change: value.status, code: value.authorization_code }) }),
  messaging_customer_information: (value) => ({
    act: "form",
    event: {
      _tag: "Submitted",
      kind: "customerInformation",
      answers: (value.screens ?? []).flatMap((screen) =>
        (screen.responses ?? []).map((answer) => ({ name: answer.key, value: answer.value ?? "" }))
      )
    }
  }),
  form: (value) => ({
    act: "form",
    event: of({ _tag: "Submitted", kind: "leadForm", form: idOf(value.form_id ?? value.id), answers: [] })
  }),
  order,
  game_play: (value) => ({
    act: "game",
    event: of({
      _tag: "Played",
      game: String(value.game_id),
      player: idOf(value.player_id),
      score: numberOf(value.score),
      payload: value.payload
    })
  }),
  template: (value) => ({
    act: "coupon",
    event: of({ _tag: "Revealed", what: value.type, code: value.coupon_code, payload: value.payload })
  }),
  call_permission_reply: (value) => ({
    act: "optIn",
    event: of({
      _tag: "OptedIn",
      kind: "call",
      change: value.response === "approve" ? "granted" : "declined",
      expiresAt: instantOf(value.expiration_timestamp)
    })
  }),
  policy_enforcement: enforced,
  "policy-enforcement": enforced
}
