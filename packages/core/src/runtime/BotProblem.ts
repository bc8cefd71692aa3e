/**
 * The parts of a bot do not fit together.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import * as Route from "../dialogue/Route.ts"
import type { BotDefinition } from "./BotDefinition.ts"
import type { Service as Transport } from "./Transport.ts"

/** Why a bot cannot run: every problem at once, each with its cure. */
export class BotProblem extends Schema.TaggedError<BotProblem>()("BotProblem", {
  problems: Schema.Array(Schema.String)
}) {
  override get message() {
    return this.problems.length === 1
      ? `The bot cannot run: ${this.problems[0]}`
      : ["The bot cannot run:", ...this.problems.map((problem) => `- ${problem}`)].join("\n")
  }
}

/** The services of a bot could not be built. */
export const fromServices = (error: unknown): BotProblem => {
  const reason = error instanceof Error ? error.message : String(error)
  return new BotProblem({ problems: [`its services could not be built: ${reason}`] })
}

const repeated = (names: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index))
]

/** All that is wrong with the parts of a bot. */
export const find = (
  definition: BotDefinition<unknown>,
  transports: ReadonlyArray<Transport>
): ReadonlyArray<string> => {
  const problems: Array<string> = []
  if (definition.dialogues.length === 0) problems.push("it has no dialogue; give it one in `dialogues`")
  if (transports.length === 0) problems.push("it has no transport; give it one in `transports`")
  problems.push(...Route.check(definition.dialogues).map((problem) => problem.message))
  const { fallback } = definition
  if (typeof fallback === "object" && !definition.dialogues.some((dialogue) => dialogue.id === fallback.dialogue)) {
    problems.push(`its fallback is dialogue "${fallback.dialogue}", which it does not have; add it to \`dialogues\``)
  }
  for (const path of repeated(transports.map((transport) => transport.path))) {
    problems.push(`two transports answer at ${path}; give each a path of its own`)
  }
  const accounts = transports.flatMap((transport) => transport.accounts)
  for (const account of repeated(accounts.map((one) => `${one.channel}/${one.account}`))) {
    problems.push(`the account ${account} is served twice; leave one out`)
  }
  return problems
}
