/**
 * Dialogues as a picture: SVG that stands by itself, light or dark as the reader has it.
 *
 * @module
 */
import { ChartLayout } from "@parley/testing"
import type { ChartPicture } from "../dev/Picture.ts"
import * as Drawn from "./Drawn.ts"

/** How a picture is made. */
export interface Options {
  /** The repair kit's states and ways, too. */
  readonly kit: boolean
  /** `auto`: the reader's choice decides, in a browser; `light` unless given, as whatever makes pixels of it reads no choice. */
  readonly theme?: "auto" | "light"
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`)

const at = (value: number): string => value.toFixed(1)

const light = "--page:#ffffff;--box:#f4f6fb;--edge:#8a94a8;--ink:#1c2330;--soft:#566074;--first:#1f6feb;--last:#2f7d4f"
const dark = "--page:#10141c;--box:#1b2230;--edge:#66718a;--ink:#e8ecf4;--soft:#a6b0c3;--first:#6aa5ff;--last:#6cc08b"

const colours: { readonly [name: string]: string } = Object.fromEntries(
  light.split(";").map((one) => one.split(":") as [string, string])
)

const sheet = `
text{font:13px system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;text-anchor:middle;fill:var(--ink)}
text.title{font-size:15px;font-weight:600;text-anchor:start}
text.on{font-size:11px;fill:var(--soft);stroke:var(--page);stroke-width:4px;paint-order:stroke}
rect{fill:var(--box);stroke:var(--edge)}
rect.page{fill:var(--page);stroke:none}
rect.frame{fill:none;stroke-dasharray:4 3}
rect.first{stroke:var(--first);stroke-width:2}
rect.last{stroke:var(--last)}
rect.inner{fill:none}
rect.aside{fill:none;stroke-dasharray:3 3}
path.way{fill:none;stroke:var(--edge);stroke-width:1.3}
marker path{fill:var(--edge)}
`

/** Rasterisers know no variables: the light colours stand in their places. */
const fixed = sheet.replace(/var\((--\w+)\)/g, (_, name: string) => colours[name] ?? "#000")

const style = (theme: Options["theme"]): string =>
  theme === "auto" ? `:root{${light}}@media(prefers-color-scheme:dark){:root{${dark}}}${sheet}` : fixed

const titleHeight = 34

const box = (chart: ChartPicture, { height, id, label, width, x, y }: ChartLayout.Box, isFrame: boolean): string => {
  const state = chart.states.find(({ path }) => path === id)
  const kind = id === Drawn.anywhere
    ? "aside"
    : isFrame
    ? "frame"
    : id === chart.initial
    ? "first"
    : state?.type === "final"
    ? "last"
    : ""
  const rect = (name: string, by: number) =>
    `<rect class="${name}" x="${at(x - width / 2 + by)}" y="${at(y - height / 2 + by)}" width="${
      at(width - 2 * by)
    }" height="${at(height - 2 * by)}" rx="${10 - by}"/>`
  const told = state === undefined
    ? label
    : [`${state.path} (${state.word})`, ...state.words].join("\n")
  return `<g>${rect(kind, 0)}${kind === "last" ? rect("last inner", 3) : ""}<text x="${at(x)}" y="${
    at(isFrame ? y - height / 2 + 16 : y + 4.5)
  }">${escape(ChartLayout.short(label))}</text><title>${escape(told)}</title></g>`
}

const line = ({ at: place, label, path }: ChartLayout.Line, tip: string): ReadonlyArray<string> => [
  `<path class="way" d="${path}" marker-end="url(#${tip})"><title>${escape(label)}</title></path>`,
  label === ""
    ? ""
    : `<text class="on" x="${at(place.x)}" y="${at(place.y + 4)}">${escape(ChartLayout.short(label))}</text>`
]

interface Sheet {
  readonly width: number
  readonly height: number
  readonly body: string
}

/** One dialogue under its name. */
const drawing = (chart: ChartPicture, kit: boolean, tip: string): Sheet => {
  const { layout } = Drawn.make(chart, kit)
  const lines = layout.lines.map((one) => line(one, tip))
  const body = [
    `<text class="title" x="16" y="24">${escape(chart.dialogue)}</text>`,
    `<g transform="translate(0 ${titleHeight})">`,
    ...layout.frames.map((one) => box(chart, one, true)),
    // Words stand above all lines, so that none crosses them out.
    ...lines.map(([path = ""]) => path),
    ...layout.boxes.map((one) => box(chart, one, false)),
    ...lines.map(([, words = ""]) => words),
    "</g>"
  ]
  const title = 32 + chart.dialogue.length * 9
  return { width: Math.max(layout.width, title), height: layout.height + titleHeight, body: body.join("\n") }
}

/** The picture of dialogues, one below the other. */
export const render = (charts: ReadonlyArray<ChartPicture>, { kit, theme }: Options): string => {
  const tip = "tip"
  const sheets = charts.map((chart) => drawing(chart, kit, tip))
  const width = Math.ceil(Math.max(1, ...sheets.map((one) => one.width)))
  const height = Math.ceil(Math.max(1, sheets.reduce((sum, one) => sum + one.height, 0)))
  let below = 0
  const placed = sheets.map((one) => {
    const text = `<g transform="translate(0 ${at(below)})">${one.body}</g>`
    below += one.height
    return text
  })
  const names = escape(charts.map(({ dialogue }) => dialogue).join(", "))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Statechart of ${names}">`,
    `<style>${style(theme)}</style>`,
    `<defs><marker id="${tip}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    ...placed,
    "</svg>",
    ""
  ].join("\n")
}
