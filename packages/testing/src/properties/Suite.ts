/**
 * The promises as tests of vitest: one test for each.
 *
 * @module
 */
import type { BotDefinition } from "@parley/core"
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import { describe, it } from "vitest"
import * as Properties from "./Properties.ts"

/** A bot did not keep a promise. The message has the convo that shows it, and the command that finds it again. */
class PromiseBroken extends Error {
  override readonly name = "PromiseBroken"
  constructor(violation: Properties.Violation) {
    super(Properties.describe(violation))
    // Where it is thrown from tells nobody anything.
    this.stack = `${this.name}: ${this.message}`
  }
}

/** The world that the bot is tried in, how long, and from which seed. */
export interface Options extends Omit<Properties.Subject, "bot">, Properties.Options {
  /** How many things happen, all walks together; 1,000 unless given, and 20,000 in continuous integration, where `CI` is set. */
  readonly actions?: number
  /** How long it may take, in milliseconds; ten minutes unless given. */
  readonly timeout?: number
}

/** A walk at one's desk is a twentieth of the one in continuous integration: the same seed begins both, so it is found there as here. */
const usual: Effect.Effect<number> = Config.string("CI").pipe(
  Config.map((value) => !["", "0", "false"].includes(value)),
  Config.withDefault(false),
  Effect.orDie,
  Effect.map((isCI) => isCI ? 20_000 : 1_000)
)

/**
 * Makes one test for each promise that every bot should keep. All of them share the same random walks, which the first one to run
 * waits for.
 */
export const properties = (bot: BotDefinition.BotDefinition, options: Options = {}): void => {
  const { actions, answers, only = Properties.all, seed, timeout = 600_000, ...world } = options
  let checked: Promise<ReadonlyArray<Properties.Violation>> | undefined
  const once = (): Promise<ReadonlyArray<Properties.Violation>> =>
    checked ??= Effect.runPromise(
      Effect.flatMap(actions === undefined ? usual : Effect.succeed(actions), (most) =>
        Properties.check({ ...world, bot }, {
          only,
          actions: most,
          ...(answers === undefined ? {} : { answers }),
          ...(seed === undefined ? {} : { seed })
        }))
    )
  describe(`promises of ${options.name ?? bot.dialogues[0]?.id ?? bot.name}`, () => {
    for (const property of only) {
      it(`${property}: ${Properties.sentences[property]}`, async () => {
        const violation = (await once()).find((one) => one.property === property)
        if (violation !== undefined) throw new PromiseBroken(violation)
      }, timeout)
    }
  })
}
