/**
 * A conversation as a picture: SVG that stands by itself, light or dark as the reader has it.
 *
 * @module
 */
import type { Entry } from "./Talk.ts"

const width = 420
const margin = 16
const widest = 280
const inset = 12
const leading = 19
const size = 14

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`)

const light =
  "--page:#ffffff;--bot:#eef1f7;--ink:#1c2330;--soft:#566074;--edge:#8a94a8;--person:#1f5fd0;--colleague:#dff1e3"
const dark =
  "--page:#10141c;--bot:#222a3a;--ink:#e8ecf4;--soft:#a6b0c3;--edge:#66718a;--person:#2a6ae0;--colleague:#1f3d2a"
const sheet = `
text{font:${size}px system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:var(--ink)}
text.note{font-size:12px;fill:var(--soft);text-anchor:middle}
text.name{font-size:11px;fill:var(--soft)}
text.offer{font-size:13px;text-anchor:middle;fill:var(--ink)}
.person text{fill:#ffffff}
.page{fill:var(--page)}
.bot rect{fill:var(--bot)}
.person rect{fill:var(--person)}
.colleague rect{fill:var(--colleague)}
.offer rect{fill:none;stroke:var(--edge)}
`

const narrow = new Set("iljtfrI.,:;'!|()[] -·“”\"")
const wide = new Set("mwMW%@▣☏→")

/** About how wide words are, in the fonts that readers have: the widest of them. */
const wideness = (text: string, font = size): number =>
  [...text].reduce((sum, sign) => {
    const code = sign.codePointAt(0) ?? 0
    if (narrow.has(sign)) return sum + 0.38
    if (wide.has(sign)) return sum + 0.95
    return sum + (code > 0x2e80 ? 1 : sign === sign.toUpperCase() && sign !== sign.toLowerCase() ? 0.72 : 0.61)
  }, 0) * font

/** The lines of a text that is not wider than a bubble. */
const wrapped = (text: string): ReadonlyArray<string> =>
  text.split("\n").flatMap((paragraph) => {
    const lines: Array<string> = []
    let line = ""
    for (const word of paragraph.split(" ")) {
      const longer = line === "" ? word : `${line} ${word}`
      if (line !== "" && wideness(longer) > widest - 2 * inset) {
        lines.push(line)
        line = word
      } else line = longer
    }
    return [...lines, line]
  })

/** A part of the picture, drawn at the height where it begins. */
interface Part {
  readonly height: number
  readonly draw: (top: number) => string
}

const rect = (x: number, y: number, w: number, h: number, round: number): string =>
  `<rect x="${x.toFixed(1)}" y="${y}" width="${w.toFixed(1)}" height="${h}" rx="${round}"/>`

const bubble = (who: "person" | "bot" | "colleague", text: string): Part => {
  const lines = wrapped(text)
  const w = Math.min(widest, Math.max(...lines.map((line) => wideness(line))) + 2 * inset)
  const above = who === "colleague" ? 16 : 0
  const h = lines.length * leading + 13
  const x = who === "person" ? width - margin - w : margin
  return {
    height: above + h + 8,
    draw: (top) =>
      [
        `<g class="${who}">`,
        ...(who === "colleague"
          ? [`<text class="name" x="${x + 2}" y="${top + 11}">a person of the business</text>`]
          : []),
        rect(x, top + above, w, h, 14),
        ...lines.map((line, index) =>
          `<text x="${(x + inset).toFixed(1)}" y="${top + above + 20 + index * leading}">${escape(line)}</text>`
        ),
        "</g>"
      ].join("\n")
  }
}

/** The answers that are offered, side by side as far as they fit. */
const offers = (titles: ReadonlyArray<string>): ReadonlyArray<Part> => {
  const rows: Array<Array<{ readonly title: string; readonly w: number }>> = []
  let left = 0
  for (const title of titles) {
    const w = wideness(title, 13) + 24
    const row = rows.at(-1)
    if (row !== undefined && left + w <= width - 2 * margin) row.push({ title, w })
    else {
      rows.push([{ title, w }])
      left = 0
    }
    left += w + 8
  }
  return rows.map((row) => ({
    height: 38,
    draw: (top) => {
      let x = margin
      return row.map(({ title, w }) => {
        const at = x
        x += w + 8
        return `<g class="offer">${rect(at, top, w, 30, 15)}<text class="offer" x="${(at + w / 2).toFixed(1)}" y="${
          top + 20
        }">${escape(title)}</text></g>`
      }).join("\n")
    }
  }))
}

const note = (text: string): Part => ({
  height: 30,
  draw: (top) => `<text class="note" x="${width / 2}" y="${top + 16}">${escape(text)}</text>`
})

const parts = (entry: Entry): ReadonlyArray<Part> =>
  entry.who === "note" ? [note(entry.text)] : [bubble(entry.who, entry.text), ...offers(entry.offered)]

const reading = (entry: Entry): string =>
  entry.who === "note" ? `(${entry.text})` : `${entry.who}: ${[entry.text, ...entry.offered].join(" / ")}`

/** The picture of a conversation. */
export const render = (entries: ReadonlyArray<Entry>): string => {
  let top = margin
  const drawn = entries.flatMap(parts).map((part) => {
    const text = part.draw(top)
    top += part.height
    return text
  })
  const height = top + margin - 8
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="A conversation">`,
    `<desc>${escape(entries.map(reading).join("\n"))}</desc>`,
    `<style>:root{${light}}@media(prefers-color-scheme:dark){:root{${dark}}}${sheet}</style>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    ...drawn,
    "</svg>",
    ""
  ].join("\n")
}
