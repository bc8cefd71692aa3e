/**
 * One state in words: what it says, what it waits for, where it leads, and the line of the source that made it.
 *
 * @module
 */
import type { ChartPicture, StatePicture } from "../../../src/dev/Protocol.ts"
import { useDesk } from "../desk/Desk.ts"
import * as Length from "../frame/Length.ts"

const Place = ({ state }: { readonly state: StatePicture }) => {
  const desk = useDesk()
  const { source } = state
  if (source === undefined) return null
  const place = `${source.file}:${source.line}`
  const copy = async () => {
    await navigator.clipboard.writeText(place)
    desk.tell({ kind: "good", words: `Copied ${place}` })
  }
  return <button type="button" class="source" title="Copy the place" onClick={() => void copy()}>{place}</button>
}

/** The card of a state. */
export const StateCard = ({ chart, current, state }: {
  readonly chart: ChartPicture
  readonly state: StatePicture
  readonly current: boolean
}) => {
  const ways = chart.ways.filter(({ by, from }) => from === state.path && by === "author")
  return (
    <article class="statecard" aria-label={`State ${state.path}`}>
      <header>
        <h3>{state.path}</h3>
        <span class="chip">{state.word}</span>
        {current ? <span class="chip accent">here now</span> : null}
        {state.timer === undefined ?
          null :
          <span class="chip">{state.timer === "dynamic" ? "a timer" : `after ${Length.words(state.timer)}`}</span>}
        {state.task === undefined ? null : <span class="chip">{`task ${state.task}`}</span>}
        <Place state={state} />
      </header>
      {state.words.map((words, index) => <p class="quote" key={index}>{words}</p>)}
      {state.options.length === 0
        ? null
        : <p class="options">{state.options.map((option) => <span key={option}>{option}</span>)}</p>}
      {ways.length === 0 ? null : (
        <ul class="ways">
          {ways.map((way) => (
            <li key={way.id}>
              <span>{way.label === "" ? "then" : way.label}</span> → {way.to ?? "stays"}
            </li>
          ))}
        </ul>
      )}
    </article>
  )
}
