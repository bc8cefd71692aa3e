/**
 * `parley profile`: the profile of the configuration against what the accounts have.
 *
 * @module
 */
import { type Accounts, Profile, ProfileApi, ProfileDiff } from "@parley/messenger-adapter"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import { CommandError } from "../command/CommandError.ts"
import * as ConfigFile from "../command/ConfigFile.ts"
import { json, print } from "../command/Print.ts"
import * as Chosen from "./Chosen.ts"

const options = {
  from: ConfigFile.from,
  account: Chosen.account,
  prune: Options.boolean("prune").pipe(
    Options.withDescription("Count, and take away, what only the account has.")
  ),
  asJson: Options.boolean("json").pipe(Options.withDescription("Print data for another program."))
}

const known = ["--account", "--prune", "--json"]

const noProfile = new CommandError({
  reason:
    "The configuration has no profile. Write one: defineConfig({ bots, profile: { getStarted: \"GET_STARTED\" } })"
})

const load = (from: string, account: Option.Option<string>) =>
  Effect.gen(function*() {
    const { profile } = yield* ConfigFile.load(from, known)
    if (profile === undefined) return yield* noProfile
    const accounts = yield* Chosen.load({ from, account, known })
    return { accounts, profile }
  })

/** What the command says of parts that a channel has none of. */
const leftOut = (profile: Profile.Profile, { channel }: Accounts.Account): ReadonlyArray<string> => {
  const ignored = Profile.ignored(profile, channel)
  return ignored.length === 0 ? [] : [`${ignored.join(", ")}: not on Instagram, left out`]
}

const counts = (changes: ReadonlyArray<ProfileDiff.Change>, prune: boolean) =>
  changes.filter(({ change }) => prune || change !== "extra")

const diff = CliCommand.make(
  "diff",
  options,
  ({ account, asJson, from, prune }) =>
    Effect.scoped(Effect.gen(function*() {
      const { accounts, profile } = yield* load(from, account)
      const found = yield* Effect.forEach(
        accounts,
        (one) => Effect.map(Chosen.refused(one, ProfileApi.make(one).diff(profile)), (changes) => ({ one, changes }))
      )
      yield* print(
        asJson
          ? json(found.map(({ changes, one }) => ({ channel: one.channel, account: one.id, changes })))
          : found.map(({ changes, one }) => {
            const lines = [...changes.map(ProfileDiff.describe), ...leftOut(profile, one)]
            return Chosen.under(one, changes.length === 0 ? ["as the code says", ...lines] : lines)
          }).join("\n")
      )
      const differ = found.flatMap(({ changes }) => counts(changes, prune)).length
      if (differ === 0) return
      return yield* new CommandError({
        reason: `${Chosen.count(differ, "setting differs", "settings differ")}; \`parley profile push\` sets ${
          differ === 1 ? "it" : "them"
        }.`
      })
    }))
).pipe(
  CliCommand.withDescription(
    "Tell what the accounts have and the code does not say; exits with 1 when anything differs."
  )
)

const push = CliCommand.make(
  "push",
  options,
  ({ account, asJson, from, prune }) =>
    Effect.scoped(Effect.gen(function*() {
      const { accounts, profile } = yield* load(from, account)
      const done = yield* Effect.forEach(
        accounts,
        (one) =>
          Effect.map(Chosen.refused(one, ProfileApi.make(one).push(profile, { prune })), (pushed) => ({ one, pushed }))
      )
      yield* print(
        asJson
          ? json(done.map(({ one, pushed }) => ({ channel: one.channel, account: one.id, ...pushed })))
          : done.map(({ one, pushed: { changes, removed, set } }) => {
            const left = prune ? [] : changes.filter(({ change }) => change === "extra").map(({ part }) => part)
            return Chosen.under(one, [
              ...(set.length + removed.length === 0 ? ["as the code says: nothing to set"] : []),
              ...(set.length === 0 ? [] : [`set: ${set.join(", ")}`]),
              ...(removed.length === 0 ? [] : [`taken away: ${removed.join(", ")}`]),
              ...(left.length === 0 ? [] : [`left, as the code says nothing of it: ${left.join(", ")}`]),
              ...(set.includes("menu") ? ["a menu may take up to a day to show"] : []),
              ...leftOut(profile, one)
            ])
          }).join("\n")
      )
    }))
).pipe(CliCommand.withDescription("Set what differs: the \"Get started\" button first, and only what differs."))

/** `parley profile diff` and `parley profile push`. */
export const profile = CliCommand.make("profile").pipe(
  CliCommand.withDescription(
    "The greeting, menu, ice breakers and commands of accounts, as the configuration has them."
  ),
  CliCommand.withSubcommands([diff, push])
)
