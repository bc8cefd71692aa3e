/**
 * `parley ledger`: what was said in the conversations of a store, and why it might be.
 *
 * @module
 */
import { ConversationId, ConversationStore, MessageLedger, Records } from "@parley/core"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Effect from "effect/Effect"
import { json, print } from "../command/Print.ts"
import * as LedgerView from "./LedgerView.ts"
import * as StoreFile from "./StoreFile.ts"

const waitingOf = (waiting: number): ReadonlyArray<string> =>
  waiting === 0
    ? []
    : [`${waiting} ${waiting === 1 ? "message waits" : "messages wait"} now; \`parley held\` lists them.`]

/** The rows for a terminal, for a spreadsheet or for a program. */
const printed = (
  rows: ReadonlyArray<MessageLedger.Row>,
  waiting: number,
  how: "text" | "csv" | "json"
): string => {
  switch (how) {
    case "csv":
      return MessageLedger.toCsv(rows)
    case "json":
      return json(rows)
    case "text":
      return rows.length === 0 ? "Nothing was said." : [...LedgerView.render(rows), ...waitingOf(waiting)].join("\n")
  }
}

/** `parley ledger STORE`: each message with its lane, rule and evidence. */
export const ledger = CliCommand.make("ledger", {
  file: StoreFile.file,
  conversation: Options.text("conversation").pipe(
    Options.withDescription("One conversation, as channel/account/person; all of them unless given."),
    Options.optional
  ),
  format: StoreFile.format,
  asJson: StoreFile.asJson
}, ({ asJson, conversation, file, format }) =>
  Effect.gen(function*() {
    const store = yield* ConversationStore.ConversationStore
    const ids = yield* StoreFile.conversations(store, conversation)
    const rows = yield* Effect.forEach(ids, (id) => Records.ledger(store, id))
    const keys = new Set(ids.map(ConversationId.key))
    const waiting = (yield* Records.held(store)).filter((one) => keys.has(ConversationId.key(one.conversation)))
    yield* print(printed(rows.flat(), waiting.length, asJson ? "json" : format))
  }).pipe(StoreFile.reading(file))).pipe(
    CliCommand.withDescription("Show what was said in a store's conversations, in which lane, and why.")
  )
