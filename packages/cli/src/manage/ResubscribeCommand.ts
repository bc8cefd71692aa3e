/**
 * `parley resubscribe`: heals the webhook subscriptions of accounts.
 *
 * @module
 */
import { Subscriptions } from "@parley/messenger-adapter"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Effect from "effect/Effect"
import * as ConfigFile from "../command/ConfigFile.ts"
import { json, print } from "../command/Print.ts"
import * as Chosen from "./Chosen.ts"

/** `parley resubscribe`: subscribes each account to what the framework needs, and keeps what it was subscribed to besides. */
export const resubscribe = CliCommand.make("resubscribe", {
  from: ConfigFile.from,
  account: Chosen.account,
  asJson: Options.boolean("json").pipe(Options.withDescription("Print data for another program."))
}, ({ account, asJson, from }) =>
  Effect.scoped(Effect.gen(function*() {
    const accounts = yield* Chosen.load({ from, account, known: ["--account", "--json"] })
    const healed = yield* Effect.forEach(accounts, (one) =>
      Effect.map(Chosen.refused(one, Subscriptions.heal(one)), (done) => ({ one, ...done })))
    yield* print(
      asJson
        ? json(healed.map(({ one, ...done }) => ({ channel: one.channel, account: one.id, ...done })))
        : healed.map(({ added, one, refused, subscribed }) =>
          Chosen.under(one, [
            added.length === 0 ? "nothing was missing; subscribed again" : `was missing: ${added.join(", ")}`,
            ...refused.map(({ field, reason }) =>
              `refused: ${field} (${reason})`
            ),
            `subscribed: ${subscribed.join(", ")}`
          ])
        ).join("\n")
    )
  }))).pipe(
    CliCommand.withDescription(
      "Subscribe the webhooks of accounts to what bots need, also after Meta switched them off."
    )
  )
