/**
 * What the Graph API can say no to, as data: seven kinds, each asking for another decision.
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
/** The rules do not allow it now: the window is shut, or the tag does not fit. */
export const WindowClosed = Schema.TaggedStruct("WindowClosed", told)
/** This person cannot be reached: they blocked the account, left, or the id is not theirs. */
export const Unreachable = Schema.TaggedStruct("Unreachable", told)
/** The content is not what the platform takes. */
export const BadContent = Schema.TaggedStruct("BadContent", told)
/** Token, permission, app or account are not set up for it: nothing will go out until someone mends it. */
export const Configuration = Schema.TaggedStruct("Configuration", told)
/** An error that the table does not know. */
export const Unrecognised = Schema.TaggedStruct("Unrecognised", told)

/** What the Graph API can say no to. */
export const GraphError = Schema.Union(
  Transient,
  RateLimited,
  WindowClosed,
  Unreachable,
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
