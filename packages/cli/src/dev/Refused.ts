/**
 * A call of the page that is not done.
 *
 * @module
 */
import * as Schema from "effect/Schema"

/** Why, for the page: `code` decides the status, `reason` names the cure. */
export class Refused extends Schema.TaggedError<Refused>()("Refused", {
  code: Schema.Literal("token", "host", "origin", "unknown", "wrong", "method", "not now", "large", "broken"),
  reason: Schema.String
}) {
  override get message() {
    return this.reason
  }
}
