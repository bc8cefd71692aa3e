/**
 * The ledger of a conversation for a person who reads it in a terminal.
 *
 * @module
 */
import type { MessageLedger } from "@parley/core"

const evidence = (row: MessageLedger.Row): string => {
  if (row.act !== undefined && row.actAt !== undefined) {
    return `${row.act} of ${row.actAt}${row.until === undefined ? "" : `, until ${row.until}`}`
  }
  return row.permission === undefined ? row.reason ?? "" : `permission ${row.permission}`
}

/** One message in two lines: what was said and how it ended, then why it might travel or might not. */
const lines = (row: MessageLedger.Row): ReadonlyArray<string> => {
  const lane = row.lane === undefined ? "" : ` in ${row.lane}${row.tag === undefined ? "" : ` (${row.tag})`}`
  const pack = row.packVersion === undefined ? row.pack : `${row.pack}@${row.packVersion}`
  const notice = row.discloses === true ? "  #disclosure" : ""
  return [
    `${row.at}  ${row.author}: ${row.words}${notice}`,
    `  ${row.outcome}${lane}; rule ${row.rule ?? "none"}, ${pack}${evidence(row) === "" ? "" : `; ${evidence(row)}`}`
  ]
}

/** The lines of a ledger, a conversation after the other. */
export const render = (rows: ReadonlyArray<MessageLedger.Row>): ReadonlyArray<string> => {
  const names = [...new Set(rows.map(({ conversation }) => conversation))]
  return names.flatMap((name) => [
    name,
    ...rows.filter(({ conversation }) => conversation === name).flatMap(lines),
    ""
  ])
}
