/**
 * Plays a convo for someone who reads along: prints the conversation as it goes, and at a difference the line, what was
 * said instead, and the state.
 *
 * @module
 */
import * as Bots from "./Bots.ts"
import * as Convo from "./Convo.ts"
import * as Report from "./Report.ts"

/** How a replay is shown. `bots` are those of the nearest `parley.config.ts` unless given. */
export interface Options {
  readonly bots?: Bots.Bots
  /** The rules to play under, whatever the convo says: those of the day, or those of the seed pages. */
  readonly pack?: "current" | "seeds"
  /** The moment at which the convo begins, in ISO form, whatever it says. */
  readonly on?: string
  readonly colour?: boolean
  /** Takes one line of output, without its line end. */
  readonly write: (line: string) => void
}

/** Plays the convo of a file; resolves with whether it went as written. Rejects when file or configuration cannot be read. */
export const run = async (file: string, options: Options): Promise<boolean> => {
  const colour = options.colour === true
  const { bots, templates } = options.bots === undefined ? await Bots.load(file) : { bots: options.bots, templates: [] }
  const outcome = await Convo.runFile(file, {
    bots,
    ...(templates === undefined ? {} : { templates }),
    ...(options.pack === undefined ? {} : { pack: options.pack }),
    ...(options.on === undefined ? {} : { on: options.on }),
    onSpoken: ({ text, tone }) => options.write(colour ? Report.paint(tone, text) : text)
  })
  const lines = outcome._tag === "Failed"
    ? Report.render({ ...outcome.report, conversation: [] }, { colour })
    : Convo.explain(outcome, { colour })
  options.write("")
  options.write(lines ?? `${file}: as written`)
  return outcome._tag === "Passed"
}
