/**
 * The statechart as a drawing that is alive: where the dialogue stands, how it came there, what runs.
 *
 * @module
 */
import type { VNode } from "preact"
import { useLayoutEffect, useMemo, useRef } from "preact/hooks"
import type { ChartPicture, PlacePicture } from "../../../src/dev/Protocol.ts"
import { useDesk } from "../desk/Desk.ts"
import * as Length from "../frame/Length.ts"
import type { Box, Line } from "../../../../testing/src/coverage/ChartLayout.ts"
import { short } from "../../../../testing/src/coverage/ChartLayout.ts"
import * as Drawn from "./Drawn.ts"

const smallest = 0.66
const largest = 1.15

const Chip = ({ kind, words, x, y }: {
  readonly kind: string
  readonly words: string
  readonly x: number
  readonly y: number
}) => {
  const width = words.length * 6.2 + 14
  return (
    <g class={`tip ${kind}`} transform={`translate(${x} ${y})`}>
      <rect x={-width / 2} y="-9" width={width} height="18" rx="9" />
      <text y="3.500">{words}</text>
    </g>
  )
}

const Due = ({ box, due }: { readonly due: number; readonly box: Box }) => {
  const words = Length.words(due - useDesk().now.value)
  return <Chip kind="due" words={words} x={box.x + box.width / 2 - 6} y={box.y - box.height / 2} />
}

const Frame = ({ box, inset, name, radius }: {
  readonly box: Box
  readonly inset: number
  readonly name: string
  readonly radius: number
}) => (
  <rect
    class={name}
    x={box.x - box.width / 2 + inset}
    y={box.y - box.height / 2 + inset}
    width={box.width - 2 * inset}
    height={box.height - 2 * inset}
    rx={radius}
  />
)

const Initial = ({ box }: { readonly box: Box }) => {
  const end = box.x - box.width / 2
  return (
    <g class="way initial">
      <circle cx={end - 26} cy={box.y} r="4" />
      <path d={`M${end - 22} ${box.y}L${end - 1} ${box.y}`} marker-end="url(#head)" />
    </g>
  )
}

const Arrow = ({ line, taken }: { readonly line: Line; readonly taken: boolean }) => (
  <g class={`way ${taken ? "taken" : ""}`}>
    <path d={line.path} marker-end={taken ? "url(#head-taken)" : "url(#head)"} />
    {line.label === "" ? null : (
      <>
        <rect
          x={line.at.x - short(line.label).length * 3.15 - 4}
          y={line.at.y - 9}
          width={short(line.label).length * 6.3 + 8}
          height="18"
          rx="5"
        />
        <text x={line.at.x} y={line.at.y + 4}>{short(line.label)}</text>
      </>
    )}
  </g>
)

const Head = ({ id }: { readonly id: string }) => (
  <marker
    id={id}
    viewBox="0 0 8 8"
    refX="7"
    refY="4"
    markerWidth="9"
    markerHeight="9"
    orient="auto-start-reverse"
    markerUnits="userSpaceOnUse"
  >
    <path d="M0.500 0.800L7 4L0.500 7.200z" />
  </marker>
)

/** Parts that look as they did before are the same parts, which are passed over when a step is drawn. */
const useKept = (drawn: Drawn.Drawn) => {
  const parts = useMemo(() => new Map<string, { readonly look: string; readonly part: VNode }>(), [drawn])
  return (id: string, look: string, make: () => VNode): VNode => {
    const before = parts.get(id)
    if (before?.look === look) return before.part
    const part = make()
    parts.set(id, { look, part })
    return part
  }
}

/** What the drawing needs: `chosen` is the state that the reader looks at. */
export interface Props {
  readonly chart: ChartPicture
  readonly drawn: Drawn.Drawn
  readonly place: PlacePicture
  readonly chosen: string | undefined
  /** Must stay the same function: parts that did not change are not drawn again. */
  readonly choose: (state: string | undefined) => void
  readonly whole: boolean
}

/** The drawing. One state is a stop of the Tab key; the arrow keys walk to the others. */
export const Drawing = ({ chart, choose, chosen, drawn, place, whole }: Props) => {
  const box = useRef<HTMLDivElement>(null)
  const { boxes, frames, height, lines, width } = drawn.layout
  const isHere = place.dialogue === chart.dialogue
  const current = isHere ? Drawn.innermost(place) : undefined
  const initial = boxes.find(({ id }) => id === chart.initial)
  const stop = boxes.some(({ id }) => id === chosen) ? chosen : current ?? boxes[0]?.id
  const kept = useKept(drawn)
  // On a phone it is drawn before it is shown.
  const shown = useDesk().view.value === "chart"
  const kinds = new Map(chart.states.map((state) => [state.path, state]))

  useLayoutEffect(() => {
    const view = box.current
    const at = view?.querySelector("[data-current]")
    if (view === null || at === null || at === undefined) return
    const here = at.getBoundingClientRect()
    const around = view.getBoundingClientRect()
    if (here.top < around.top + 24 || here.bottom > around.bottom - 40) {
      view.scrollTop += here.top + here.height / 2 - around.top - around.height / 2
    }
    if (here.left < around.left + 8 || here.right > around.right - 8) {
      view.scrollLeft += here.left + here.width / 2 - around.left - around.width / 2
    }
  }, [current, chart.dialogue, drawn, shown])

  const walk = (event: KeyboardEvent, from: Box) => {
    const index = boxes.indexOf(from)
    const next = event.key === "ArrowDown" || event.key === "ArrowRight"
      ? boxes[index + 1]
      : event.key === "ArrowUp" || event.key === "ArrowLeft"
      ? boxes[index - 1]
      : undefined
    if (event.key === "Escape") choose(undefined)
    else if (event.key === "Enter" || event.key === " ") choose(from.id)
    else if (next === undefined) return
    else {
      choose(next.id)
      box.current?.querySelector<SVGGElement>(`[data-state="${CSS.escape(next.id)}"]`)?.focus()
    }
    event.preventDefault()
  }

  const looks = (id: string): string =>
    [
      kinds.get(id)?.type ?? "",
      kinds.get(id)?.by ?? "",
      id === chosen ? "chosen" : "",
      isHere && place.states.includes(id) ? "active" : "",
      isHere && place.tasks.some(({ state }) => state === id) ? "busy" : ""
    ].filter((word) => word !== "").join(" ")

  return (
    <div class={`drawing ${whole ? "whole" : ""}`} ref={box}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        style={whole
          ? {
            minWidth: width * smallest,
            minHeight: height * smallest,
            maxWidth: width * largest,
            maxHeight: height * largest
          }
          : {}}
        role="group"
        aria-label={`Statechart of ${chart.dialogue}`}
      >
        <defs>
          <Head id="head" />
          <Head id="head-taken" />
        </defs>
        {frames.map((frame) => (
          <g key={frame.id} class={`frame ${looks(frame.id)}`}>
            <rect
              x={frame.x - frame.width / 2}
              y={frame.y - frame.height / 2}
              width={frame.width}
              height={frame.height}
              rx="14"
            />
            <text x={frame.x - frame.width / 2 + 12} y={frame.y - frame.height / 2 + 15}>{frame.label}</text>
          </g>
        ))}
        {lines.map((line) => (
          <Arrow
            key={line.id}
            line={line}
            taken={isHere && Drawn.wasTaken(drawn, line.id, place)}
          />
        ))}
        {initial === undefined ? null : <Initial box={initial} />}
        {boxes.map((state) => {
          const look = looks(state.id)
          const at = `${look} ${state.id === stop} ${state.id === current}`
          return kept(state.id, at, () => (
            <g
              key={state.id}
              class={`state ${look}`}
              role="button"
              tabindex={state.id === stop ? 0 : -1}
              aria-label={`${state.id}, ${kinds.get(state.id)?.word ?? "state"}${
                state.id === current ? ", current" : ""
              }`}
              aria-pressed={state.id === chosen}
              data-state={state.id}
              {...(state.id === current ? { "data-current": "" } : {})}
              onClick={() => choose(state.id)}
              onKeyDown={(event) => walk(event, state)}
            >
              <Frame box={state} inset={0} radius={11} name="outer" />
              {kinds.get(state.id)?.type === "final" ? <Frame box={state} inset={3} radius={8} name="inner" /> : null}
              <text x={state.x} y={state.y + 4.5}>{short(state.label)}</text>
            </g>
          ))
        })}
        {boxes.map((state) => {
          const commands = drawn.commands.get(state.id)
          return commands === undefined ? null : (
            <Chip
              key={state.id}
              kind={`command ${isHere && commands.some(({ id }) => place.taken.includes(id)) ? "taken" : ""}`}
              words={short(Drawn.label(commands), 14)}
              x={state.x - state.width / 2 + 10}
              y={state.y - state.height / 2}
            />
          )
        })}
        {isHere
          ? place.timers.map((timer) => {
            const at = boxes.find(({ id }) => id === timer.state)
            return at === undefined
              ? null
              : <Due key={timer.id} due={timer.due} box={at} />
          })
          : null}
      </svg>
    </div>
  )
}
