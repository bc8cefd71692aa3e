/**
 * A command could not do its work.
 *
 * @module
 */
import * as Schema from "effect/Schema"

/** What an error says. */
export const reasonOf = (error: unknown): string => error instanceof Error ? error.message : String(error)

/** The command could not do its work; the message is for the person who typed it. */
export class CommandError extends Schema.TaggedError<CommandError>()("CommandError", { reason: Schema.String }) {
  /** Whatever went wrong, as what is told to the person who typed the command. */
  static readonly of = (error: unknown): CommandError => new CommandError({ reason: reasonOf(error) })

  override get message() {
    return this.reason
  }
}
