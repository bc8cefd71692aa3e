/**
 * Coverage as one page that needs nothing besides: the statecharts coloured, and what is missing.
 *
 * @module
 */
import { escape, svg } from "./Drawing.ts"
import type { Element } from "./Element.ts"
import * as Summary from "./Summary.ts"
import type { Tally } from "./Tally.ts"
import * as TextReport from "./TextReport.ts"

/** What the page knows besides the numbers. */
export interface Options {
  /** `file:line` of an element. */
  readonly place?: (element: Element) => string | undefined
  /** A convo that reaches an element, as text. */
  readonly convo?: (element: Element) => string | undefined
}

const style = `
:root{color-scheme:light dark}
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem}
table{border-collapse:collapse}td,th{padding:.15rem 1rem .15rem 0;text-align:left;vertical-align:top}
.chart{overflow:auto;border:1px solid #8884;border-radius:8px;margin:1rem 0;background:#fff}
svg text{font:12px system-ui,sans-serif;text-anchor:middle;fill:#222}svg text.on{font-size:11px;fill:#555}svg text.on.no{fill:#b3261e}
svg path{fill:none;stroke-width:1.4}svg path.yes{stroke:#2e7d32}svg path.no{stroke:#b3261e;stroke-dasharray:5 3}
svg g rect{fill:#eee;stroke:#888}svg g.yes rect{fill:#dff2e0;stroke:#2e7d32}svg g.no rect{fill:#fbe2e0;stroke:#b3261e}svg g.frame rect{fill:none;stroke-dasharray:4 3}
marker.yes path{fill:#2e7d32;stroke:none}marker.no path{fill:#b3261e;stroke:none}
pre{background:#8881;padding:.6rem;border-radius:6px;overflow:auto}code{font-size:.92em}
`

const share = ({ covered, total }: Summary.Share): string => `${covered} of ${total}`

const rows = ({ kinds }: Summary.Part): string =>
  kinds.map(({ kind, ...one }) =>
    `<tr><td>${escape(TextReport.nameOf(kind))}</td><td>${share(one)}</td><td>${Summary.percent(one)} %</td></tr>`
  ).join("")

const missing = (element: Element, { convo, place }: Options): string => {
  const text = convo?.(element)
  const how = text === undefined
    ? ""
    : `<details><summary>a convo that reaches it</summary><pre>${escape(text)}</pre></details>`
  return `<tr><td>${element.kind}</td><td>${escape(element.label)}${how}</td><td><code>${
    escape(place?.(element) ?? "")
  }</code></td></tr>`
}

/** The page. */
export const render = (tally: Tally, options: Options = {}): string => {
  const summary = Summary.of(tally)
  const parts = summary.parts.map((part) =>
    part.dialogue === ""
      ? `<h2>The bot</h2><table>${rows(part)}</table>`
      : `<h2>${escape(part.dialogue)}, ${Summary.percent(part.all)} %</h2><table>${
        rows(part)
      }</table><div class="chart">${svg(tally, part.dialogue)}</div>`
  )
  const left = summary.missing.length === 0
    ? "<p>Nothing is missing.</p>"
    : `<table><tr><th>kind</th><th>what</th><th>where</th></tr>${
      summary.missing.map((element) => missing(element, options)).join("")
    }</table>`
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Dialogue coverage</title><style>${style}</style>`
    + `<h1>Dialogue coverage: ${Summary.percent(summary.all)} %</h1><p>${
      share(summary.all)
    } of what the dialogues hold; besides, ${share(summary.kit)} of what the repair kit answers.</p>${
      parts.join("")
    }<h2>Not covered</h2>${left}</html>\n`
}
