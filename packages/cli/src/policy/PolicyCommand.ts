/**
 * `parley policy diff`: what a channel's rules say on one day and did not on another, or in one pack and not in another.
 *
 * @module
 */
import { PolicyPack } from "@parley/core"
import { Packs } from "@parley/messenger-adapter"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { CommandError } from "../command/CommandError.ts"
import * as Moment from "../command/Moment.ts"
import { json, print } from "../command/Print.ts"

/** The packs by the names that a person types. */
const packs = {
  messenger: Packs.named("current", "messenger"),
  instagram: Packs.named("current", "instagram"),
  seeds: Packs.named("seeds", "messenger"),
  "instagram-seeds": Packs.named("seeds", "instagram")
} as const

const names = ["messenger", "instagram", "seeds", "instagram-seeds"] as const

/** A day of a pack, with the choices between readings that a day alone does not have. */
interface Side {
  readonly name: keyof typeof packs
  readonly at: number
}

const rulebook = ({ at, name }: Side): PolicyPack.Rulebook => ({
  ...PolicyPack.on(packs[name], at),
  choices: packs[name].choices
})

const dayOf = (at: number): string => DateTime.formatIso(DateTime.unsafeMake(at)).replace("T00:00:00.000Z", "")

const described = (changes: ReadonlyArray<PolicyPack.Change>, before: Side, after: Side): string => {
  const between = `${before.name} on ${dayOf(before.at)} and ${after.name} on ${dayOf(after.at)}`
  if (changes.length === 0) return `Nothing differs between ${between}.`
  const count = changes.length === 1 ? "1 rule differs" : `${changes.length} rules differ`
  return [`${count} between ${between}:`, ...changes.map(({ words }) => words)].join("\n")
}

const momentOf = (name: string, text: Option.Option<string>, otherwise: number) =>
  Option.match(text, { onNone: () => Effect.succeed(otherwise), onSome: (written) => Moment.read(name, written) })

const diff = CliCommand.make("diff", {
  from: Options.text("from").pipe(
    Options.withDescription("The first day or moment: 2024-06-01. Needed unless --against is given."),
    Options.optional
  ),
  to: Options.text("to").pipe(Options.withDescription("The second one; now unless given."), Options.optional),
  pack: Options.choice("pack", names).pipe(
    Options.withDescription("Whose rules: a channel's timeline up to today, or the pages of 2023 and 2024 alone."),
    Options.withDefault("messenger" as const)
  ),
  against: Options.choice("against", names).pipe(
    Options.withDescription("Whose rules on the second day; those of --pack unless given."),
    Options.optional
  ),
  asJson: Options.boolean("json").pipe(Options.withDescription("Print data for another program."))
}, ({ against, asJson, from, pack, to }) =>
  Effect.gen(function*() {
    if (Option.isNone(from) && Option.isNone(against)) {
      return yield* new CommandError({
        reason: "Give the first day with --from (2024-06-01), or another pack with --against."
      })
    }
    const second = yield* momentOf("to", to, yield* Clock.currentTimeMillis)
    const first = yield* momentOf("from", from, second)
    const before: Side = { name: pack, at: first }
    const after: Side = { name: Option.getOrElse(against, () => pack), at: second }
    const changes = PolicyPack.diff(rulebook(before), rulebook(after))
    yield* print(asJson ? json(changes) : described(changes, before, after))
  })).pipe(CliCommand.withDescription("Tell in words what the rules say on one day and not on another."))

/** `parley policy`: the rules themselves. */
export const policy = CliCommand.make("policy").pipe(
  CliCommand.withDescription("Read the rules: `policy diff` tells what changed between two days, or two packs."),
  CliCommand.withSubcommands([diff])
)
