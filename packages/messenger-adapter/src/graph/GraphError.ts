/**
 * What the Graph API can say no to, as data: eleven kinds, each asking for another decision.
 *
 * @module
 */
import * as Schema from "effect/Schema"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** What the platform told: the HTTP status, its codes and its words, the id of the call, and the way to mend it. */
const told = {
  status: Schema.JsonNumber,
  code: optional(Schema.JsonNumber),
  subcode: optional(Schema.JsonNumber),
  said: optional(Schema.String),
  trace: optional(Schema.String),
  cure: Schema.String
}

/**
 * A trouble of the platform that passes. `carriedOut` tells whether the request may have been carried out all the same
 * ("maybe": trying again may say it twice).
 */
export const Transient = Schema.TaggedStruct("Transient", { ...told, carriedOut: Schema.Literal("no", "maybe") })
/** Too many calls. `waitFor` is how long the platform asks us to wait, in milliseconds, when it says so. */
export const RateLimited = Schema.TaggedStruct("RateLimited", { ...told, waitFor: optional(Schema.JsonNumber) })
/** The window is shut: it may be said once the person writes again. */
export const WindowClosed = Schema.TaggedStruct("WindowClosed", told)
/** The rules do not allow it, also in an open window: it was asked too often, or the tag is misused. */
export const Disallowed = Schema.TaggedStruct("Disallowed", told)
/**
 * Two messages of a series follow too closely. `nextAt` is from when the next one may go, when the platform says so.
 */
export const TooSoon = Schema.TaggedStruct("TooSoon", { ...told, nextAt: optional(Schema.JsonNumber) })
/** This person cannot be reached until they write: they blocked the account, left, or the id is not theirs. */
export const Unreachable = Schema.TaggedStruct("Unreachable", told)
/** The person ended the series that the message belongs to; other messages reach them. */
export const Stopped = Schema.TaggedStruct("Stopped", told)
/** What the call rests on is used up or gone: the comment was answered, the message deleted. */
export const Gone = Schema.TaggedStruct("Gone", told)
/** The content is not what the platform takes. */
export const BadContent = Schema.TaggedStruct("BadContent", told)
/**
 * Token, permission, app or account are not set up for it. `scope` tells what will not go out until someone mends it: nothing of the
 * account, or nothing that uses `feature`; without it, this call alone.
 */
export const Configuration = Schema.TaggedStruct("Configuration", {
  ...told,
  scope: optional(Schema.Literal("account", "feature")),
  feature: optional(Schema.String)
})
/** An error that the table does not know. */
export const Unrecognised = Schema.TaggedStruct("Unrecognised", told)

/** What the Graph API can say no to. */
export const GraphError = Schema.Union(
  Transient,
  RateLimited,
  WindowClosed,
  Disallowed,
  TooSoon,
  Unreachable,
  Stopped,
  Gone,
  BadContent,
  Configuration,
  Unrecognised
).annotations({ identifier: "GraphError" })
/** What the Graph API can say no to. */
export type GraphError = Schema.Schema.Type<typeof GraphError>

/** One sentence: the code, the cure, and the platform's own words. */
export const describe = (error: GraphError): string => {
  const code = error.code === undefined
    ? `HTTP ${error.status}`
    : error.subcode === undefined
    ? `code ${error.code}`
    : `code ${error.code}/${error.subcode}`
  return error.said === undefined
    ? `${code}: ${error.cure}`
    : `${code}: ${error.cure} (the platform said: ${error.said})`
}
