/**
 * `parley templates`: the utility templates of the configuration against what the pages have.
 *
 * @module
 */
import { type Accounts, TemplateApi, TemplateDiff, UtilityTemplate } from "@parley/messenger-adapter"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import { CommandError } from "../command/CommandError.ts"
import * as ConfigFile from "../command/ConfigFile.ts"
import { json, print } from "../command/Print.ts"
import * as Chosen from "./Chosen.ts"

const shared = {
  from: ConfigFile.from,
  account: Chosen.account,
  prune: Options.boolean("prune").pipe(Options.withDescription("Count, and delete, what only the page has.")),
  asJson: Options.boolean("json").pipe(Options.withDescription("Print data for another program."))
}

const known = ["--account", "--prune", "--replace", "--wait", "--json"]

const noTemplates = new CommandError({
  reason:
    "The configuration has no templates. Write one: defineConfig({ bots, templates: [UtilityTemplate.make({ … })] })"
})

const load = (from: string, account: Option.Option<string>) =>
  Effect.gen(function*() {
    const { templates: declared = [] } = yield* ConfigFile.load(from, known)
    if (declared.length === 0) return yield* noTemplates
    const accounts = yield* Chosen.load({ from, account, known })
    const templates = yield* Effect.mapError(
      Effect.forEach(declared, (one) => Effect.suspend(() => UtilityTemplate.read(one))),
      (error) => new CommandError({ reason: error.message })
    )
    // Instagram has none, and accounts of both channels may stand in one configuration.
    const pages = accounts.filter(({ channel }) => channel === "messenger")
    if (pages.length > 0) return { pages, templates }
    return yield* new CommandError({ reason: "There is no page among the accounts, and Instagram has no templates." })
  })

const differs = (changes: ReadonlyArray<TemplateDiff.Change>, prune: boolean) =>
  changes.filter(({ change }) => prune || change !== "extra")

const told = (one: Accounts.Account, changes: ReadonlyArray<TemplateDiff.Change>): string =>
  Chosen.under(
    one,
    changes.length === 0
      ? ["as the code says, and all approved"]
      : changes.flatMap((change) => TemplateDiff.describe(change).split("\n"))
  )

const diff = CliCommand.make(
  "diff",
  shared,
  ({ account, asJson, from, prune }) =>
    Effect.scoped(Effect.gen(function*() {
      const { pages, templates } = yield* load(from, account)
      const found = yield* Effect.forEach(
        pages,
        (one) => Effect.map(Chosen.refused(one, TemplateApi.make(one).diff(templates)), (changes) => ({ one, changes }))
      )
      yield* print(
        asJson
          ? json(found.map(({ changes, one }) => ({ channel: one.channel, account: one.id, changes })))
          : found.map(({ changes, one }) => told(one, changes)).join("\n")
      )
      const number = found.flatMap(({ changes }) => differs(changes, prune)).length
      if (number === 0) return
      return yield* new CommandError({
        reason: `${Chosen.count(number, "template is", "templates are")} not as the code says, or not approved; `
          + "`parley templates push` hands in what is missing."
      })
    }))
).pipe(
  CliCommand.withDescription(
    "Tell which templates the pages lack, have in other words, or have not approved; exits with 1 when there are any."
  )
)

const push = CliCommand.make("push", {
  ...shared,
  replace: Options.boolean("replace").pipe(
    Options.withDescription(
      "Delete templates whose words differ and hand them in anew. Until they are approved they cannot be sent."
    )
  ),
  wait: Options.boolean("wait").pipe(Options.withDescription("Wait up to 5 minutes for their approval."))
}, ({ account, asJson, from, prune, replace, wait }) =>
  Effect.scoped(Effect.gen(function*() {
    const { pages, templates } = yield* load(from, account)
    const done = yield* Effect.forEach(pages, (one) =>
      Effect.gen(function*() {
        const api = TemplateApi.make(one)
        const pushed = yield* Chosen.refused(one, api.push(templates, { prune, replace }))
        const statuses = yield* Chosen.refused(one, api.settled(templates, wait ? {} : { within: 0 }))
        return { one, ...pushed, waits: statuses.filter(({ status }) => status !== "approved") }
      }))
    yield* print(
      asJson
        ? json(done.map(({ one, ...rest }) => ({ channel: one.channel, account: one.id, ...rest })))
        : done.map(({ created, deleted, left, one, waits }) =>
          Chosen.under(one, [
            ...(created.length + deleted.length + left.length === 0 ? ["nothing to hand in"] : []),
            ...created.map(({ template }) => `handed in: ${template}`),
            ...deleted.map((template) => `deleted: ${template}`),
            ...left.map((template) => `left: ${template} has other words on the page; name it anew, or give --replace`),
            ...waits.map(({ languages, name, status }) => `${name}/${languages.join()} is ${status ?? "pending"}`)
          ])
        ).join("\n")
    )
    const unsent = done.flatMap(({ left, waits }) => [...left, ...(wait ? waits : [])]).length
    if (unsent === 0) return
    return yield* new CommandError({
      reason: `${Chosen.count(unsent, "template", "templates")} cannot be sent as the code has ${
        unsent === 1 ? "it" : "them"
      }.`
    })
  }))).pipe(CliCommand.withDescription("Hand in the templates that a page does not have."))

/** `parley templates diff` and `parley templates push`. */
export const templates = CliCommand.make("templates").pipe(
  CliCommand.withDescription("The utility templates of pages, as the configuration has them."),
  CliCommand.withSubcommands([diff, push])
)
