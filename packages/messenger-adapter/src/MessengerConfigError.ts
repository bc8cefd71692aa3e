/**
 * What is wrong with the configuration: all of it at once, each with its cure, and never with a value.
 *
 * @module
 */
import * as Schema from "effect/Schema"

/** One setting, what is wrong with it, and how to mend it. Values are left out: a secret may stand in the wrong place. */
export const Problem = Schema.Struct({ setting: Schema.String, problem: Schema.String, cure: Schema.String })
/** One setting, what is wrong with it, and how to mend it. */
export interface Problem extends Schema.Schema.Type<typeof Problem> {}

/** The Messenger adapter cannot start with these settings. */
export class MessengerConfigError extends Schema.TaggedError<MessengerConfigError>()("MessengerConfigError", {
  problems: Schema.NonEmptyArray(Problem)
}) {
  override get message() {
    const lines = this.problems.map(({ cure, problem, setting }) => `  ${setting} ${problem}: ${cure}`)
    return `Messenger cannot be set up:\n${lines.join("\n")}`
  }
}
