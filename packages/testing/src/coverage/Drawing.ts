/**
 * The statechart of a dialogue as a drawing, coloured by what was covered.
 *
 * @module
 */
import * as ChartLayout from "./ChartLayout.ts"
import type { Element } from "./Element.ts"
import type { Tally } from "./Tally.ts"

/** Text that stands safely in a page. */
export const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`)

/** What stands on an arrow: the part of the label that is in brackets. */
const onArrow = ({ label }: Element): string => /\((.*)\)$/.exec(label)?.[1] ?? ""

/** What ways lead from and to that are no states: any state, and the one that a command came from. */
const anywhere = "(anywhere)"
const back = "(back)"

const spots = (
  states: ReadonlyArray<Element>,
  ways: ReadonlyArray<ChartLayout.Way>
): ReadonlyArray<ChartLayout.Spot> => {
  const names = new Set(states.map(({ state }) => state))
  return [
    ...states.map(({ state }) => {
      const dot = state.lastIndexOf(".")
      const parent = state.slice(0, Math.max(0, dot))
      return names.has(parent) ? { id: state, label: state.slice(dot + 1), parent } : { id: state, label: state }
    }),
    ...[anywhere, back].filter((aside) => ways.some(({ from, to }) => from === aside || to === aside)).map((id) => ({
      id,
      label: id
    }))
  ]
}

const at = (value: number): string => value.toFixed(1)

const tip = (name: string): string =>
  `<marker id="${name}" class="${name}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"/></marker>`

/** The dialogue as SVG: covered states and ways are green, the others red. The repair kit's are left out. */
export const svg = (tally: Tally, dialogue: string): string => {
  const own = tally.elements.filter((element) => element.dialogue === dialogue && element.by === "author")
  const states = own.filter(({ kind }) => kind === "state")
  const ways = own.flatMap((element): ReadonlyArray<ChartLayout.Way> => {
    const { id, kind, state, to } = element
    return kind !== "transition" || to === undefined
      ? []
      : [{ id, from: state === "" ? anywhere : state, to, label: onArrow(element) }]
  })
  const { boxes, frames, height, lines, width } = ChartLayout.layout(spots(states, ways), ways)
  const byId = new Map(own.map((element) => [element.id, element]))
  const byState = new Map(states.map((state) => [state.state, state]))
  const seen = (id: string): string => ((tally.seen[id] ?? 0) > 0 ? "yes" : "no")
  const arrows = lines.map(({ at: place, id, label, path }) => {
    const text = `<text class="on ${seen(id)}" x="${at(place.x)}" y="${at(place.y + 4)}">${
      escape(ChartLayout.short(label))
    }</text>`
    const whole = byId.get(id)?.label ?? label
    return `<path class="${seen(id)}" d="${path}" marker-end="url(#${seen(id)})"><title>${
      escape(whole)
    }</title></path>${text}`
  })
  const box = (isFrame: boolean) => (one: ChartLayout.Box): string => {
    const state = byState.get(one.id)
    const kind = state === undefined ? "aside" : `${seen(state.id)}${isFrame ? " frame" : ""}`
    const top = one.y - one.height / 2
    return `<g class="${kind}"><rect x="${at(one.x - one.width / 2)}" y="${at(top)}" width="${at(one.width)}" height="${
      at(one.height)
    }" rx="6"/><text x="${at(one.x)}" y="${at(isFrame ? top + 14 : one.y + 4)}">${
      escape(ChartLayout.short(one.label))
    }</text><title>${escape(state?.word ?? one.id)}</title></g>`
  }
  return `<svg viewBox="0 0 ${width.toFixed(0)} ${height.toFixed(0)}" width="${
    width.toFixed(0)
  }" role="img" aria-label="${escape(dialogue)}"><defs>${tip("yes")}${tip("no")}</defs>${
    frames.map(box(true)).join("")
  }${arrows.join("")}${boxes.map(box(false)).join("")}</svg>`
}
