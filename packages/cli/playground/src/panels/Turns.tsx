/**
 * The turns of the journal: go to any of them, look, go on from there, or keep the talk as a convo.
 *
 * @module
 */
import { useRef, useState } from "preact/hooks"
import type { TurnPicture } from "../../../src/dev/Protocol.ts"
import { useDesk } from "../desk/Desk.ts"
import { Icon, type Name } from "../frame/Icon.tsx"
import * as Length from "../frame/Length.ts"
import { SaveConvo } from "./SaveConvo.tsx"

const icons: Readonly<Record<TurnPicture["by"], Name>> = {
  person: "person",
  business: "lock",
  time: "clock",
  work: "flash",
  signal: "flash",
  channel: "send"
}

/** What the channel tells of what was said before. */
const receipts: ReadonlySet<string> = new Set(["Settled", "Echoed", "Delivered", "Read"])

const isReceipt = ({ by, kind }: TurnPicture): boolean => by === "channel" && receipts.has(kind)

const Turn = ({ looked, turn }: { readonly turn: TurnPicture; readonly looked: boolean }) => {
  const desk = useDesk()
  return (
    <li>
      <button
        type="button"
        class={`turn ${turn.by} ${turn.outcome}`}
        aria-current={looked ? "step" : "false"}
        onClick={() => void desk.look(turn.turn)}
      >
        <span class="number">{turn.turn}</span>
        <Icon name={icons[turn.by]} size={16} />
        <span class="title">
          {turn.title}
          <small>
            {turn.error ?? (turn.states.length === 0 ? turn.outcome : turn.states.at(-1))}
            {turn.said === 0 ? "" : ` · said ${turn.said}`}
          </small>
        </span>
        <time dateTime={new Date(turn.at).toISOString()}>{Length.second(turn.at)}</time>
      </button>
    </li>
  )
}

/** The turns of the person on the desk, the newest first. While one is looked at, the later ones stay in the list. */
export const Turns = () => {
  const desk = useDesk()
  const dialog = useRef<HTMLDialogElement>(null)
  const [all, setAll] = useState(false)
  const past = desk.past.value
  const id = desk.person.value?.id
  const turns = desk.picture.value?.persons.find((person) => person.id === id)?.turns ?? []
  const at = past?.turn ?? turns.at(-1)?.turn
  return (
    <>
      <div class="row">
        <button
          type="button"
          class="button"
          disabled={at === undefined}
          onClick={() => at !== undefined && void desk.branch(at)}
        >
          <Icon name="branch" size={16} />What if
        </button>
        <button type="button" class="button" disabled={at === undefined} onClick={() => dialog.current?.showModal()}>
          <Icon name="save" size={16} />Save as convo
        </button>
        <span class="space" />
        <button type="button" class="button plain" aria-pressed={all} onClick={() => setAll(!all)}>Receipts</button>
      </div>
      <p class="hint">
        {past === undefined
          ? "Choose a turn to see the talk and the chart as they stood."
          : `What if goes on from turn ${past.turn}, as somebody new.`}
      </p>
      {turns.length === 0
        ? <p class="empty">No turns yet.</p>
        : (
          <ol class="turns" aria-label="Turns">
            {turns.filter((turn) => all || !isReceipt(turn)).toReversed().map((turn) => (
              <Turn key={turn.turn} turn={turn} looked={turn.turn === past?.turn} />
            ))}
          </ol>
        )}
      <SaveConvo dialog={dialog} turn={past?.turn} />
    </>
  )
}
