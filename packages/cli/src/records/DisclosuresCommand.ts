/**
 * `parley disclosures`: when the people of a store were told that they speak with a machine.
 *
 * @module
 */
import { ConversationStore, DisclosureReport, Records } from "@parley/core"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { CommandError } from "../command/CommandError.ts"
import * as Moment from "../command/Moment.ts"
import { json, print } from "../command/Print.ts"
import * as StoreFile from "./StoreFile.ts"

const moment = (name: string, description: string) =>
  Options.text(name).pipe(Options.withDescription(description), Options.optional)

const momentOf = (name: string, text: Option.Option<string>, otherwise: number) =>
  Option.match(text, { onNone: () => Effect.succeed(otherwise), onSome: (written) => Moment.read(name, written) })

const lapseOf = (text: Option.Option<string>) =>
  Option.match(text, {
    onNone: () => Effect.succeed({}),
    onSome: (written) =>
      Option.match(Duration.decodeUnknown(written), {
        onNone: () =>
          Effect.fail(new CommandError({ reason: `--lapse is "${written}"; write a length such as "24 hours".` })),
        onSome: (length) => Effect.succeed({ lapse: Duration.toMillis(length) })
      })
  })

const iso = (at: number): string => DateTime.formatIso(DateTime.unsafeMake(at))

const noticeData = ({ saidAt, toldAt, ...notice }: DisclosureReport.Notice) => ({
  ...notice,
  saidAt: iso(saidAt),
  ...(toldAt === undefined ? {} : { toldAt: iso(toldAt) })
})

/** The report with its moments as ISO 8601. */
const data = ({ conversations, from, until }: DisclosureReport.Report) => ({
  from: iso(from),
  until: iso(until),
  conversations: conversations.map(({ toldBefore, ...account }) => ({
    ...account,
    ...(toldBefore === undefined ? {} : { toldBefore: noticeData(toldBefore) }),
    notices: account.notices.map(noticeData),
    violations: account.violations.map(({ at, ...violation }) => ({ ...violation, at: iso(at) }))
  }))
})

const printed = (report: DisclosureReport.Report, how: "text" | "csv" | "json"): string => {
  switch (how) {
    case "csv":
      return DisclosureReport.toCsv(report)
    case "json":
      return json(data(report))
    case "text":
      return report.conversations.length === 0 ? "Nothing happened in this time." : DisclosureReport.describe(report)
  }
}

/** `parley disclosures STORE`: every conversation of a time with the moments at which the person was told. */
export const disclosures = CliCommand.make("disclosures", {
  file: StoreFile.file,
  from: moment("from", "The first moment that counts, as 2026-11-01 or 2026-11-01T09:00Z; the beginning unless given."),
  to: moment("to", "The first moment that no longer counts; now unless given."),
  lapse: Options.text("lapse").pipe(
    Options.withDescription("Words after such a silence need a notice too: \"24 hours\". Not judged unless given."),
    Options.optional
  ),
  format: StoreFile.format,
  asJson: StoreFile.asJson
}, (options) =>
  Effect.gen(function*() {
    const store = yield* ConversationStore.ConversationStore
    const from = yield* momentOf("from", options.from, 0)
    const until = yield* momentOf("to", options.to, (yield* Clock.currentTimeMillis) + 1)
    if (until <= from) return yield* new CommandError({ reason: "--to is not after --from; give a later moment." })
    const report = yield* Records.disclosures(store, { from, until, ...(yield* lapseOf(options.lapse)) })
    yield* print(printed(report, options.asJson ? "json" : options.format))
  }).pipe(StoreFile.reading(options.file))).pipe(
    CliCommand.withDescription(
      "Show when each person was told that they speak with a machine, and where they were not."
    )
  )
