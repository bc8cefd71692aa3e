/**
 * What the reader must know before anything else: what keeps the bot from running, and that they look at the past.
 *
 * @module
 */
import { useState } from "preact/hooks"
import type { Problem, Reload } from "../../../src/dev/Protocol.ts"
import { useDesk } from "../desk/Desk.ts"
import { Icon } from "./Icon.tsx"
import * as Length from "./Length.ts"

const titles: Readonly<Record<Problem["kind"], string>> = {
  load: "The bot cannot be loaded",
  dialogue: "The dialogue does not fit together",
  types: "The type checker complains",
  failed: "Something failed",
  port: "A port is taken",
  page: "The page is in trouble"
}

const Close = ({ close }: { readonly close: () => void }) => (
  <button type="button" class="button plain" aria-label="Close" onClick={close}>
    <Icon name="close" size={16} />
  </button>
)

/** What keeps the bot from running stays until it is mended. */
const stays: ReadonlySet<Problem["kind"]> = new Set(["load", "dialogue", "port"])

const Fault = ({ close, goesOn, problem }: {
  readonly problem: Problem
  /** The bot of before runs all the same. */
  readonly goesOn: boolean
  readonly close: () => void
}) => (
  <div class={`notice ${problem.kind === "types" ? "warn" : "bad"}`} role="alert">
    <Icon name="warning" />
    <p>
      <strong>{titles[problem.kind]}</strong>
      {problem.source === undefined ? null : (
        <>
          {" "}
          <code>{`${problem.source.file}:${problem.source.line}`}</code>
        </>
      )}
      {`\n${problem.message}`}
      {problem.cure === undefined ? "" : `\n${problem.cure}`}
      {goesOn && stays.has(problem.kind) ? "\nThe bot goes on as it was." : ""}
    </p>
    {stays.has(problem.kind) ? null : <Close close={close} />}
  </div>
)

const changes: Readonly<Record<Exclude<Reload["outcome"], "kept">, string>> = {
  refused: "The change was refused; the bot goes on as it was",
  "begun anew": "Some conversations begin anew after the change",
  stuck: "Some conversations cannot go on after the change; they wait until they can, or until they are forgotten"
}

const Changed = ({ close, reload }: { readonly reload: Reload; readonly close: () => void }) => {
  if (reload.outcome === "kept") return null
  return (
    <div class="notice bad" role="alert">
      <Icon name="warning" />
      <p>
        <strong>{changes[reload.outcome]}</strong>
        {` ${reload.files.join(", ")}`}
        {reload.reasons.map(({ reason }) => `\n${reason}`).join("")}
      </p>
      <Close close={close} />
    </div>
  )
}

const Line = () => {
  const { line } = useDesk()
  if (line.value === "open" || line.value === "opening") return null
  return (
    <div class="notice bad" role="alert">
      <Icon name="warning" />
      <p>
        {line.value === "refused"
          ? "This address has no valid token. Open the one that parley dev printed in the terminal."
          : "The development server does not answer. The page goes on by itself once it is back."}
      </p>
    </div>
  )
}

const Looking = () => {
  const desk = useDesk()
  const past = desk.past.value
  if (past === undefined) return null
  const at = past.person.turns.at(-1)?.at
  return (
    <div class="notice look" role="status">
      <Icon name="history" />
      <p>
        {`You look at turn ${past.turn}${at === undefined ? "" : `, at ${Length.second(at)}`}.`}
        {past.retaken ? " It was taken again by the dialogue of today." : ""}
      </p>
      <button type="button" class="button" onClick={() => void desk.branch(past.turn)}>
        <Icon name="branch" size={16} />What if: branch here
      </button>
      <button type="button" class="button main" onClick={desk.toNow}>Back to now</button>
    </div>
  )
}

/** As many problems as leave room for the page. */
const shown = 2

const keyOf = ({ at, kind, message }: Problem): string => `${kind} ${at} ${message}`

/** The notices, or nothing when all is well. */
export const Notices = () => {
  const { picture } = useDesk()
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const close = (key: string) => setClosed((before) => new Set([...before, key]))
  const problems = (picture.value?.problems ?? []).filter((problem) => !closed.has(keyOf(problem)))
  const reload = picture.value?.reload
  const goesOn = picture.value?.status === "running"
  // Why a change was refused is told as the problem that it is, once.
  const isTold = reload?.outcome === "refused"
    && reload.reasons.every(({ reason }) => problems.some(({ message }) => message === reason))
  return (
    <div class="notices">
      <Line />
      {problems.slice(0, shown).map((problem) => (
        <Fault
          key={keyOf(problem)}
          problem={problem}
          goesOn={goesOn}
          close={() => close(keyOf(problem))}
        />
      ))}
      {problems.length > shown
        ? (
          <div class="notice more">
            <p>{`And ${problems.length - shown} more in the terminal.`}</p>
          </div>
        )
        : null}
      {reload === undefined || isTold || closed.has(`reload ${reload.at}`)
        ? null
        : <Changed reload={reload} close={() => close(`reload ${reload.at}`)} />}
      <Looking />
    </div>
  )
}
