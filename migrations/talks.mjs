/* What every bot here is played with: lines of a person on stdin, what was said to each of them as the last line of stdout. */
import { text } from "node:stream/consumers"

/** The talks: of each the acts of a person, in order, `{ says }` or `{ taps }`. */
export const talks = async () => JSON.parse(await text(process.stdin))

/** Plays each talk with a person of its own, and prints what was said after each act. */
export const tell = async (all, begin) => {
  const heard = []
  for (const acts of all) {
    const act = await begin()
    const said = []
    for (const one of acts) said.push(await act(one))
    heard.push(said)
  }
  process.stdout.write(`\n${JSON.stringify(heard)}\n`)
}
