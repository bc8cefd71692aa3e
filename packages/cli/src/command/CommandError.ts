/**
 * A command could not do its work.
 *
 * @module
 */
import * as Schema from "effect/Schema"

/** The command could not do its work; the message is for the person who typed it. */
export class CommandError extends Schema.TaggedError<CommandError>()("CommandError", { reason: Schema.String }) {
  override get message() {
    return this.reason
  }
}
