/**
 * Plays a convo for someone who reads along: prints the conversation as it goes, and at a difference the line, what was
 * said instead, and the state.
 *
 * @module
 */
import type * as Bots from "./Bots.ts"
import * as Convo from "./Convo.ts"
import * as Report from "./Report.ts"
import * as Suite from "./Suite.ts"

/** How a replay is shown. `bots` are those of the nearest `parley.config.ts` unless given. */
export interface Options extends Report.Options {
  readonly bots?: Bots.Bots
  /** The rules to play under, whatever the convo says. */
  readonly rules?: Suite.Rules
  /** Takes one line of output, without its line end. */
  readonly write: (line: string) => void
}

/** Plays the convo of a file; resolves with whether it went as written. Rejects when file or configuration cannot be read. */
export const run = async (file: string, options: Options): Promise<boolean> => {
  const { bots, rules = {}, write, ...shown } = options
  const playing = bots === undefined ? await new Suite.Configurations().of(file, rules) : { bots, ...rules }
  const outcome = await Convo.runFile(file, {
    ...playing,
    onSpoken: ({ text, tone }) => write(shown.colour === true ? Report.paint(tone, text) : text)
  })
  write("")
  write(Convo.explain(outcome, shown) ?? `${file}: as written`)
  return outcome._tag === "Passed"
}
