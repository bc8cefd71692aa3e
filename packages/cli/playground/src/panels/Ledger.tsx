/**
 * The ledger: each message of the bot with the lane that it took, and why; what was held or refused, with the reason.
 *
 * @module
 */
import { useState } from "preact/hooks"
import type { LedgerPicture } from "../../../src/dev/Protocol.ts"
import { useDesk } from "../desk/Desk.ts"
import * as Length from "../frame/Length.ts"

type Kept = "all" | "stuck" | "disclosures"

const filters = [["all", "All"], ["stuck", "Held and refused"], ["disclosures", "Disclosures"]] as const

const keeps = (kept: Kept, row: LedgerPicture): boolean =>
  kept === "all" || (kept === "disclosures" ? row.discloses === true : row.verdict !== "sent")

const tone = ({ outcome, verdict }: LedgerPicture): string => {
  if (verdict === "refused" || outcome === "failed" || outcome === "refused") return "bad"
  if (verdict !== "sent" || outcome === "unknown" || outcome === "parked") return "warn"
  return outcome === "sent" ? "good" : ""
}

const evidence = (row: LedgerPicture): string | undefined => {
  if (row.act === undefined) return undefined
  const at = row.actAt === undefined ? "" : ` at ${Length.second(row.actAt)}`
  const until = row.until === undefined ? "" : `, open until ${Length.day(row.until)}, ${Length.hour(row.until)}`
  return `${row.act}${at}${until}`
}

const Fact = ({ name, words }: { readonly name: string; readonly words: string | undefined }) =>
  words === undefined || words === "" ? null : (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{words}</dd>
    </div>
  )

const Row = ({ row }: { readonly row: LedgerPicture }) => (
  <li class="entry">
    <p class="head">
      <span class={`chip ${tone(row)}`}>{row.outcome === "" ? row.verdict : row.outcome}</span>
      {row.lane === undefined ? null : <span class="chip">{row.lane}</span>}
      {row.tag === undefined ? null : <span class="chip">{row.tag}</span>}
      {row.discloses === true ? <span class="chip accent">disclosure</span> : null}
      <span class="space" />
      <time dateTime={new Date(row.at).toISOString()}>{Length.second(row.at)}</time>
    </p>
    <p class="words">{row.words}</p>
    {row.reason === undefined ? null : <p class="reason">{row.reason}</p>}
    <details>
      <summary>{`Why: ${row.rule ?? row.purpose}`}</summary>
      <dl>
        <Fact name="Rule" words={row.rule} />
        <Fact name="Evidence" words={evidence(row)} />
        <Fact name="Purpose" words={row.purpose} />
        <Fact name="Permission" words={row.permission} />
        <Fact name="Rules of" words={row.pack} />
        <Fact name="Written by" words={row.author} />
        <Fact name="Turn" words={String(row.turn)} />
      </dl>
    </details>
  </li>
)

/** The ledger of the person on the desk, the newest first. */
export const Ledger = () => {
  const desk = useDesk()
  const [kept, keep] = useState<Kept>("all")
  const { ledger: rows = [], waiting = 0 } = desk.person.value ?? {}
  const shown = rows.filter((row) => keeps(kept, row)).toReversed()
  const live = desk.past.value === undefined
  return (
    <>
      <div class="row">
        <div class="choice" role="group" aria-label="Which messages">
          {filters.map(([id, label]) => (
            <button
              key={id}
              type="button"
              aria-pressed={kept === id}
              onClick={() => keep(id)}
            >
              {label}
            </button>
          ))}
        </div>
      </div>
      {shown.length === 0
        ? (
          <p class="empty">
            {kept === "all"
              ? "Every message of the bot stands here with the rule by which it was sent."
              : kept === "stuck"
              ? "Nothing was held back."
              : "Nothing was disclosed yet."}
          </p>
        )
        : <ol class="entries">{shown.map((row, index) => <Row key={`${shown.length - index}`} row={row} />)}</ol>}
      {live && waiting > 0
        ? (
          <button type="button" class="button" onClick={() => void desk.act({ act: "withdraw" })}>
            Take back what waits
          </button>
        )
        : null}
    </>
  )
}
