/**
 * A terminal without a screen: streams that say they are one, keys that are typed, and what was written to them.
 */
import { PassThrough } from "node:stream"

export const ctrlC = "\u0003"
export const ctrlD = "\u0004"

export interface Terminal {
  readonly input: NodeJS.ReadStream
  readonly output: NodeJS.WriteStream
  /** Presses keys. */
  readonly type: (keys: string) => void
  /** Everything written so far, escapes included. */
  readonly raw: () => string
  /** The lines as they stand on the screen: what was cleared is gone, colours and cursor moves apart. */
  readonly screen: () => ReadonlyArray<string>
  /** Resolves once a line of the screen is this text. */
  readonly shows: (line: string | RegExp) => Promise<void>
}

/** A line as it looks: a carriage return takes the cursor back, `G` moves it to a column, `K` and `J` clear from it on. */
const line = (text: string): string => {
  let shown = ""
  let at = 0
  const put = (words: string) => {
    shown = shown.slice(0, at).padEnd(at) + words + shown.slice(at + words.length)
    at += words.length
  }
  for (const [index, part] of text.split("\u001b").entries()) {
    const [code = "", number = "", letter = ""] = (index > 0 && /^\[([0-9;?]*)([A-Za-z])/.exec(part)) || []
    if (letter === "G") at = Number(number || "1") - 1
    if (letter === "K" || letter === "J") shown = shown.slice(0, at)
    for (const [back, words] of part.slice(code.length).split("\r").entries()) {
      if (back > 0) at = 0
      put(words)
    }
  }
  return shown.trimEnd()
}

export const make = (): Terminal => {
  const input = new PassThrough()
  const output = new PassThrough()
  let written = ""
  const waiting = new Set<() => void>()
  output.on("data", (data: Buffer) => {
    written += data.toString()
    for (const look of waiting) look()
  })
  const screen = () => written.split(/\r?\n/).map(line)
  return {
    // What readline and the chat use of a terminal, and no more.
    input: Object.assign(input, { isTTY: true, setRawMode: () => input }) as unknown as NodeJS.ReadStream,
    output: Object.assign(output, { isTTY: true, columns: 100, rows: 40 }) as unknown as NodeJS.WriteStream,
    type: (keys) => {
      input.write(keys)
    },
    raw: () => written,
    screen,
    shows: (wanted) =>
      new Promise((resolve) => {
        const look = () => {
          if (!screen().some((one) => typeof wanted === "string" ? one === wanted : wanted.test(one))) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      })
  }
}
