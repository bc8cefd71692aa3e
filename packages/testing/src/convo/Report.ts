/**
 * What is told of a convo that failed: the conversation so far, the line, what came instead, and where the bot stood.
 *
 * @module
 */

/** How a line of the conversation is shown. */
export type Tone = "person" | "bot" | "note" | "wrong"

/** One line of the conversation as it went. */
export interface Spoken {
  readonly tone: Tone
  readonly text: string
}

/** A convo that did not go as written. `line` counts from 1; `instead` is what came in its place. */
export interface Report {
  readonly file: string | undefined
  readonly line: number
  readonly expected: string
  readonly problem: string
  readonly instead: ReadonlyArray<string>
  readonly conversation: ReadonlyArray<Spoken>
  readonly state: string | undefined
  readonly window: string | undefined
  /** The point in time within the convo, ISO. */
  readonly at: string
}

const colours: { readonly [tone in Tone]: string } = {
  person: "\u001b[36m",
  bot: "\u001b[32m",
  note: "\u001b[2m",
  wrong: "\u001b[31m"
}
const reset = "\u001b[0m"

/** A text in the colour of its tone. */
export const paint = (tone: Tone, text: string): string => `${colours[tone]}${text}${reset}`

const shown = 30

/** A report as text, ending without a line end. */
export const render = (report: Report, options: { readonly colour?: boolean } = {}): string => {
  const tint = (tone: Tone, text: string) => (options.colour === true ? paint(tone, text) : text)
  const earlier = report.conversation.length - shown
  return [
    tint("wrong", `${report.file ?? "convo"}:${report.line} ${report.problem}`),
    "",
    ...(earlier > 0 ? [tint("note", `    … ${earlier} earlier lines`)] : []),
    ...report.conversation.slice(-shown).map(({ text, tone }) => tint(tone, `    ${text}`)),
    tint("wrong", `  → ${report.expected}`),
    ...report.instead.map((text) => tint("wrong", `    instead: ${text}`)),
    "",
    ...(report.state === undefined ? [] : [`    state    ${report.state}`]),
    ...(report.window === undefined ? [] : [`    window   ${report.window}`]),
    `    time     ${report.at}`
  ].join("\n")
}
