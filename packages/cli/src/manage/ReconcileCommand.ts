/**
 * `parley reconcile`: messages whose webhook never came, read from the platform and put into the store.
 *
 * @module
 */
import { ConversationStore } from "@parley/core"
import { type Accounts, Reconcile } from "@parley/messenger-adapter"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Moment from "../command/Moment.ts"
import { json, print } from "../command/Print.ts"
import * as StoreFile from "../records/StoreFile.ts"
import * as Chosen from "./Chosen.ts"

const day = 24 * 60 * 60 * 1000

const lines = ({ conversations, cut, known, missed, young }: Reconcile.Report, dry: boolean): ReadonlyArray<string> => [
  `${Chosen.count(conversations, "conversation", "conversations")} looked at, `
  + `${Chosen.count(known, "message", "messages")} known, ${missed.length} missed`,
  ...missed.map(({ at, person }) => `${DateTime.formatIso(DateTime.unsafeMake(at))} ${person}`),
  ...(young === 0 ? [] : [
    `${
      Chosen.count(young, "message is", "messages are")
    } younger than a minute, and left: the webhook may be on its way`
  ]),
  ...(cut.length === 0 ? [] : [
    `${
      Chosen.count(cut.length, "conversation has", "conversations have")
    } more than the platform shows: its newest 20 messages`
  ]),
  ...(missed.length === 0 ? [] : [
    dry ? "nothing was handed on (--dry-run)" : "the bot answers them when it starts"
  ])
]

/** `parley reconcile STORE`: what people wrote and the bot never heard, for the bot to take up when it starts. */
export const reconcile = CliCommand.make("reconcile", {
  file: StoreFile.file,
  from: Options.text("config").pipe(
    Options.withDescription(
      "A parley.config.ts, or a folder below one; it names the accounts, or the environment does."
    ),
    Options.withDefault(".")
  ),
  account: Chosen.account,
  since: Options.text("since").pipe(
    Options.withDescription("The day or moment from which on it is looked: 2026-11-20; a day ago unless given."),
    Options.optional
  ),
  dry: Options.boolean("dry-run").pipe(Options.withDescription("Only tell what was missed.")),
  asJson: Options.boolean("json").pipe(Options.withDescription("Print data for another program."))
}, ({ account, asJson, dry, file, from, since }) => {
  const look = (accounts: ReadonlyArray<Accounts.Account>, at: number) =>
    Effect.gen(function*() {
      const store = yield* ConversationStore.ConversationStore
      return yield* Effect.forEach(accounts, (one) =>
        Effect.map(
          Chosen.refused(one, Reconcile.run(one, store, { since: at, dry })),
          (report) => ({ one, report })
        ))
    })
  return Effect.scoped(Effect.gen(function*() {
    const at = yield* Option.match(since, {
      onNone: () => Effect.map(Clock.currentTimeMillis, (now) => now - day),
      onSome: (written) => Moment.read("since", written)
    })
    const accounts = yield* Chosen.load({ from, account, known: [] })
    const found = yield* (dry ? StoreFile.reading(file) : StoreFile.writing(file))(look(accounts, at))
    yield* print(
      asJson
        ? json(found.map(({ one, report }) => ({ channel: one.channel, account: one.id, ...report })))
        : found.map(({ one, report }) => Chosen.under(one, lines(report, dry))).join("\n")
    )
  }))
}).pipe(
  CliCommand.withDescription("Hand on what people wrote while webhooks did not come; no bot may run on the store.")
)
