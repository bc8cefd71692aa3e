/**
 * The middle of the page: the statechart of the dialogue, and below it the state that the reader looks at.
 *
 * @module
 */
import { useMemo, useState } from "preact/hooks"
import { useDesk } from "../desk/Desk.ts"
import { Tabs } from "../frame/Tabs.tsx"
import { Drawing } from "./Drawing.tsx"
import * as Drawn from "./Drawn.ts"
import { Running } from "./Running.tsx"
import { StateCard } from "./StateCard.tsx"

/** The chart of the dialogue that is active, or of the one that the reader chose. */
export const Chart = () => {
  const desk = useDesk()
  const [dialogue, setDialogue] = useState<string>()
  const [state, setState] = useState<string>()
  const [kit, setKit] = useState(false)
  const [whole, setWhole] = useState(true)
  const person = desk.person.value
  const picture = desk.picture.value
  const charts = picture?.charts ?? []
  const place = person?.place
  const chart = charts.find((one) => one.dialogue === (dialogue ?? place?.dialogue)) ?? charts[0]
  // Placed anew only when the sources or what is drawn of them change: a step must not wait for it.
  const drawn = useMemo(
    () => chart === undefined ? undefined : Drawn.make(chart, kit),
    [picture?.chartsVersion, chart?.dialogue, kit]
  )
  if (chart === undefined || place === undefined || drawn === undefined) {
    return <section class="column chartside" aria-label="Statechart" />
  }
  const current = place.dialogue === chart.dialogue ? Drawn.innermost(place) : undefined
  const looked = chart.states.find(({ path }) => path === state) ?? chart.states.find(({ path }) => path === current)
  return (
    <section class="column chartside" aria-label="Statechart">
      <div class="charthead">
        {charts.length > 1
          ? (
            <Tabs
              name="Dialogues"
              kind="dialogues"
              panel="chart-panel"
              tabs={charts.map((one) => ({ id: one.dialogue, label: one.dialogue }))}
              chosen={chart.dialogue}
              choose={(id) => {
                setDialogue(id)
                setState(undefined)
              }}
            />
          )
          : (
            <h2>
              {chart.dialogue}
              <span>{` version ${chart.version}`}</span>
            </h2>
          )}
        <span class="space" />
        <button type="button" class="button plain" aria-pressed={kit} onClick={() => setKit(!kit)}>Repair kit</button>
        <button type="button" class="button plain" aria-pressed={whole} onClick={() => setWhole(!whole)}>Fit</button>
      </div>
      <div
        class="chartpanel"
        id="chart-panel"
        role={charts.length > 1 ? "tabpanel" : "group"}
        aria-label={`Dialogue ${chart.dialogue}`}
      >
        <Drawing
          chart={chart}
          drawn={drawn}
          place={place}
          chosen={state}
          choose={setState}
          whole={whole}
        />
      </div>
      <div class="underchart">
        {looked === undefined
          ? (
            <p class="empty">
              {place.dialogue === undefined
                ? "No dialogue is active: write something that starts one."
                : `The conversation is in ${place.dialogue}.`}
            </p>
          )
          : <StateCard chart={chart} state={looked} current={looked.path === current} />}
        <Running chart={chart} place={place} />
      </div>
    </section>
  )
}
