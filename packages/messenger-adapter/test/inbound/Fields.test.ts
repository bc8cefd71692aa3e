import { Dialogue, type Inbound, Route, Start } from "@parley/core"
import * as Schema from "effect/Schema"
import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import * as Decode from "../../src/inbound/Decode.ts"
import * as JsonText from "../../src/inbound/JsonText.ts"
import type * as MessagingEvent from "../../src/wire/MessagingEvent.ts"
import * as SubscribedFields from "../../src/wire/SubscribedFields.ts"
import { type Item, itemsOf } from "./items.ts"
import * as mutations from "./mutations.ts"

type Plain = { readonly [key: string]: unknown }

const isPlain = (value: unknown): value is Plain => typeof value === "object" && value !== null && !Array.isArray(value)

/** The field under which Meta sends an event that has this property ("Webhook Events Reference", read 2026-11-21). */
const fieldOfKind: { readonly [K in keyof typeof MessagingEvent.kinds]: string } = {
  message: "messages",
  postback: "messaging_postbacks",
  referral: "messaging_referrals",
  optin: "messaging_optins",
  reaction: "message_reactions",
  message_edit: "message_edits",
  read: "message_reads",
  delivery: "message_deliveries",
  pass_thread_control: "messaging_handovers",
  take_thread_control: "messaging_handovers",
  request_thread_control: "messaging_handovers",
  app_roles: "messaging_handovers",
  messaging_feedback: "messaging_feedback",
  response_feedback: "response_feedback",
  account_linking: "messaging_account_linking",
  messaging_customer_information: "messaging_customer_information",
  form: "messaging_in_thread_lead_form_submit",
  order: "send_cart",
  game_play: "messaging_game_plays",
  template: "messages",
  call_permission_reply: "call_permission_reply",
  policy_enforcement: "messaging_policy_enforcement",
  "policy-enforcement": "messaging_policy_enforcement"
}

const fieldOf = ({ item, list }: Item): string | undefined => {
  if (list === "standby") return "standby"
  if (!isPlain(item)) return undefined
  if (typeof item["field"] === "string") return item["field"]
  const message = item["message"]
  if (isPlain(message) && message["is_echo"] === true) return "message_echoes"
  return Object.entries(fieldOfKind).find(([kind]) => item[kind] !== undefined && item[kind] !== null)?.[1]
}

/** Every item of the fixtures, with what it becomes and the field that it comes by. */
const told = mutations.names.flatMap((name) => {
  const body = JsonText.parse(mutations.text(name))
  const items = itemsOf(body)
  const channel = isPlain(body) && body["object"] === "instagram" ? "instagram" as const : "messenger" as const
  return items.flatMap((item) => {
    const field = fieldOf(item)
    const entry = { ...(isPlain(item.entry) ? item.entry : {}) }
    for (const [key, value] of Object.entries(entry)) if (Array.isArray(value)) delete entry[key]
    const alone = item.list === "entry" ? item.entry : { ...entry, [item.list]: [item.item] }
    const [inbound] = Decode.decode({ object: channel === "instagram" ? "instagram" : "page", entry: [alone] }, {
      receivedAt: 1_763_700_001_000
    }) ?? []
    return field === undefined || inbound === undefined ? [] : [{ name, channel, field, inbound }]
  })
})

/** A dialogue that begins with whatever a dialogue can begin with. */
const eager = (() => {
  const d = Dialogue.setup({ id: "eager", version: 1, context: Schema.Struct({}), states: ["end"] })
  return d.make({
    initial: "end",
    starts: [
      /./,
      Start.getStarted,
      Start.comment(),
      Start.post(),
      Start.rated()
    ],
    states: { end: d.end() }
  })
})()

/** Kinds of which the dialogues hear where one of them waits or is named. */
const awaited: ReadonlySet<Inbound.Event["_tag"]> = new Set(["Referred", "OptedIn", "Routed"])

const isHeard = ({ event, standby }: Inbound.Inbound): boolean =>
  standby !== true
  && (awaited.has(event._tag) || Route.route({ dialogues: [eager], event, locale: "en" })._tag !== "NotForDialogue")

const logins = { messenger: ["facebook"], instagram: ["facebook", "instagram"] } as const

/** Comments on Instagram are the app's own subscription where the account is connected through a page. */
const appsOwn: ReadonlySet<string> = new Set(["comments", "live_comments"])

describe("the subscribed fields", () => {
  it("hold the field of every event that a dialogue can hear, but for those that are subscribed by hand", () => {
    const heard = told.filter(({ inbound }) => isHeard(inbound))
    const missing = heard.flatMap(({ channel, field }) =>
      logins[channel].flatMap((login) => {
        const subscribed = SubscribedFields.of(channel, login)
        const isThere = SubscribedFields.namesOf(field).some((name) => subscribed.includes(name))
        const isOwn = channel === "instagram" && login === "facebook" && appsOwn.has(field)
        return isThere || isOwn || SubscribedFields.byHand.includes(field) ? [] : [`${channel} (${login}): ${field}`]
      })
    )

    expect([...new Set(missing)]).toEqual([])
    expect(new Set(heard.map(({ inbound }) => inbound.event._tag))).toEqual(
      new Set(["Said", "Tapped", "Referred", "OptedIn", "Rated", "Commented", "Routed"])
    )
  })

  it("hold what tells of our own words, of who has the conversation, and of what the forms that we send come to", () => {
    const needed = new Set(["Echoed", "Delivered", "Read", "Routed", "Linked", "Enforced", "TemplateChanged"])
    const forms = ["address-form.json", "instant-form.json", "coupon-revealed.json", "survey-answer.json"]
    const missing = told.filter(({ channel }) => channel === "messenger")
      .filter(({ inbound, name }) => needed.has(inbound.event._tag) || forms.includes(name))
      .flatMap(({ field }) => {
        const subscribed = SubscribedFields.of("messenger", "facebook")
        return SubscribedFields.namesOf(field).some((name) => subscribed.includes(name)) ? [] : [field]
      })

    expect([...new Set(missing)]).toEqual([])
  })

  it("are by hand only where nothing else is known to hear of it", () => {
    const all = [...SubscribedFields.of("messenger", "facebook"), ...SubscribedFields.of("instagram", "instagram")]
    expect(SubscribedFields.byHand.filter((field) => all.includes(field))).toEqual([])
  })

  it("through a page are spelled as the page's edge spells them, also for Instagram", () => {
    const page = SubscribedFields.of("messenger", "facebook")
    expect(SubscribedFields.of("instagram", "facebook").filter((field) => !page.includes(field))).toEqual([])
  })

  it("stand in the documentation, column by column, and so do those by hand", () => {
    const [, after = ""] = readFileSync(new URL("../../../../docs/messenger.md", import.meta.url), "utf8")
      .split("### What is subscribed\n")
    const section = after.split("\n### ")[0]?.split("\n## ")[0] ?? ""
    const rows = section.split("\n").filter((line) => line.startsWith("| ")).map((line) =>
      line.split("|").slice(2, 5).map((cell) => cell.trim())
    )
    const column = (index: number): ReadonlyArray<string> =>
      rows.flatMap((cells) =>
        [...(cells[index] === "the same" ? cells[0] ?? "" : cells[index] ?? "").matchAll(/`(\w+)`/g)].map((
          [, name = ""]
        ) => name)
      ).toSorted()

    expect(column(0)).toEqual(SubscribedFields.of("messenger", "facebook").toSorted())
    expect(column(1)).toEqual(SubscribedFields.of("instagram", "facebook").toSorted())
    expect(column(2)).toEqual(SubscribedFields.of("instagram", "instagram").toSorted())
    for (const field of SubscribedFields.byHand) expect(section).toContain(`\`${field}\``)
  })
})
