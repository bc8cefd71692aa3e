/** What an item of each list is, by the wire schemas: the first kind that it fits, else unknown. */
import * as Schema from "effect/Schema"
import * as Raw from "../../../src/inbound/Raw.ts"
import * as Topics from "../../../src/inbound/Topics.ts"
import * as ChangeValue from "../../../src/wire/ChangeValue.ts"
import * as MessagingEvent from "../../../src/wire/MessagingEvent.ts"
import * as Wire from "../../../src/wire/Wire.ts"
import { become, type Kinds } from "./kinds.ts"
import { feed, instagramComment, mention, template } from "./posts.ts"
import {
  fits,
  type Found,
  idOf,
  numberOf,
  of,
  type Plain,
  plain,
  there,
  unknown,
  type Verdict,
  verdict
} from "./values.ts"

const kinds = Object.entries(MessagingEvent.kinds).map(([property, value]) => ({
  property: property as keyof Kinds,
  // The schemas differ in type, not in how they are asked.
  ...fits(Schema.Struct({ ...MessagingEvent.common, [property]: value as Schema.Schema<unknown> }))
}))

/** The list of our own app's roles, where it stands there, is one of ids; and nobody else's roles have a place in the event. */
const roles = (value: unknown, ourApp: string | undefined): { readonly fits: boolean; readonly whole: boolean } => {
  const object = plain(value) ?? {}
  const own = ourApp !== undefined && Object.hasOwn(object, ourApp)
  return {
    fits: !own || Schema.is(Schema.NullOr(Schema.Array(Wire.Id)))(object[ourApp]),
    whole: Object.keys(object).length === (own ? 1 : 0)
  }
}

const feeds = fits(ChangeValue.Feed)

/** What an item of `messaging` is. */
export const event = (item: Plain, account: string, ourApp: string | undefined): Verdict => {
  const field = item["field"]
  if (field === "group_feed") {
    const isSide = Schema.is(Schema.NullishOr(Wire.Party))
    return feeds.lenient(item) && isSide(item["recipient"]) ? verdict(feed(item, account), true) : unknown
  }
  const kind = kinds.find(({ property }) => there(item[property]))
  if (kind !== undefined) {
    if (!kind.lenient(item)) return unknown
    const value = (item as Plain)[kind.property]
    const ours = kind.property === "app_roles" ? roles(value, ourApp) : { fits: true, whole: true }
    if (!ours.fits) return unknown
    // By its schema the value is of its property's kind.
    const make = become[kind.property] as (value: unknown, ourApp: string | undefined) => Found
    return verdict(make(value, ourApp), kind.strict(item) && ours.whole)
  }
  return typeof field === "string" && Topics.isReport(field)
    ? verdict({ event: { _tag: "Reported", topic: field, raw: Raw.keep(item) } }, true)
    : unknown
}

type ChangeTopics = typeof ChangeValue.topics
const changes: {
  readonly [K in keyof ChangeTopics]: (value: Schema.Schema.Type<ChangeTopics[K]>, account: string) => Found
} = {
  feed,
  group_feed: feed,
  comments: instagramComment(false),
  live_comments: instagramComment(true),
  mention,
  mentions: mention,
  ratings: (value, account) => {
    if (!Schema.is(ChangeValue.Review)(value)) return feed(value, account)
    return {
      event: of({
        _tag: "Reviewed",
        change: value.verb,
        score: numberOf(value.rating),
        recommends: there(value.recommendation_type) ? value.recommendation_type === "positive" : undefined,
        text: value.review_text,
        post: idOf(value.open_graph_story_id),
        raw: Raw.keep(value)
      })
    }
  },
  leadgen: (value) => ({
    event: of({
      _tag: "Submitted",
      kind: "leadAd",
      submission: String(value.leadgen_id),
      form: idOf(value.form_id),
      answers: []
    })
  }),
  inbox_labels: (value) => ({
    event: of({
      _tag: "Labelled",
      change: value.action === "add" ? "added" : "removed",
      label: String(value.label.id),
      name: value.label.name
    })
  }),
  message_template_status_update: template,
  messenger_template_status_update: template
}

const topics = new Map(
  Object.entries(ChangeValue.topics).map(([field, value]) => [
    field,
    fits(Schema.Struct({
      field: Schema.String,
      id: Wire.optional(Schema.Unknown),
      time: Wire.optional(Schema.Unknown),
      value: Wire.optional(value as Schema.Schema<unknown>)
    }))
  ])
)

/** What an item of `changes` is. */
export const change = (item: Plain, account: string, ourApp: string | undefined): Verdict => {
  const { field, value } = item
  if (typeof field !== "string") return unknown
  const report = () => verdict({ event: { _tag: "Reported", topic: field, raw: Raw.keep(item) } }, true)
  const topic = topics.get(field)
  if (topic !== undefined) {
    if (!topic.lenient(item)) return unknown
    if (!there(value)) return report()
    // By its schema the value is of its field's kind.
    const make = changes[field as keyof ChangeTopics] as (value: unknown, account: string) => Found
    return verdict(make(value, account), topic.strict(item))
  }
  if (Topics.isReport(field)) return report()
  const inner = plain(value)
  return inner !== undefined &&
      (inner["field"] === "group_feed" || kinds.some(({ property }) => there(inner[property])))
    ? event(inner, account, ourApp)
    : unknown
}

const calls = fits(ChangeValue.Call)

/** What an item of `calls` is. */
export const call = (item: Plain): Verdict => {
  if (!calls.lenient(item)) return unknown
  const value = item
  return verdict({
    event: of({
      _tag: "Called",
      call: String(value.id),
      change: value.call_status ?? value.event,
      by: value.call_direction === "user_initiated"
        ? "person"
        : value.call_direction === "business_initiated"
        ? "business"
        : undefined
    })
  }, calls.strict(item))
}
