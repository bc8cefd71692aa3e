/**
 * A bot that is tried out, and the world that it is tried in.
 *
 * @module
 */
import type { BotDefinition } from "@parley/core"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import type { Header } from "../convo/Script.ts"
import type * as Simulation from "../simulation/Simulation.ts"

/** A bot and its world. */
export interface Subject extends
  Pick<
    Simulation.Options,
    "bot" | "locale" | "region" | "channel" | "pack" | "approvals" | "templates" | "guard"
  >
{
  /** The name that convos give the bot; that of its first dialogue unless given. */
  readonly name?: string
  /** Where time begins, in ISO form; 2026-11-02T09:00Z unless given. */
  readonly start?: string
  /**
   * Whether tasks work on what people share, as a calendar is: who comes first then decides what is left for the others, and nobody's
   * webhooks are put in another order. `false` unless given.
   */
  readonly shared?: boolean
}

/** Who talks to the bot, on their own and at the same time. */
export const people = ["Ana", "Ben"] as const

const begins = "2026-11-02T09:00Z"

/** The first line of a convo with the bot. */
export const header = (subject: Subject): Header => {
  const { approvals, bot, channel, locale, name, pack, start } = subject
  return {
    _tag: "Header",
    bot: name ?? bot.dialogues[0]?.id ?? bot.name,
    person: people[0],
    ...(locale === undefined ? {} : { locale }),
    start: start ?? begins,
    ...(channel === undefined ? {} : { channel }),
    ...(pack === undefined ? {} : { pack }),
    ...(approvals === undefined ? {} : { approvals })
  }
}

/** When it begins, in milliseconds since the epoch. */
export const startAt = ({ start }: Subject): number => Date.parse(start ?? begins)

/**
 * The bot with services that outlive its process, as what they stand for would: they are built once, by the first process that asks, and
 * end with the scope.
 */
export const outliving = (bot: BotDefinition.BotDefinition, scope: Scope.Scope): BotDefinition.BotDefinition => {
  if (bot.services === undefined) return bot
  // The services of a definition have forgotten their types.
  const layer = bot.services as Layer.Layer<unknown, unknown>
  let built: Context.Context<unknown> | undefined
  const once = Effect.suspend(() =>
    built !== undefined ?
      Effect.succeed(built) :
      Effect.tap(Layer.buildWithScope(layer, scope), (context) =>
        Effect.sync(() => {
          built = context
        }))
  )
  return { ...bot, services: Layer.effectContext(once) as Layer.Layer<never, unknown> }
}
