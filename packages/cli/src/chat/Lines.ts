/**
 * The lines that a person types, or that are piped in: one at a time, in order, none lost.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as Scope from "effect/Scope"
import { createInterface, type Interface } from "node:readline"

/** Where lines come from, and how a line is printed without spoiling the one that is being typed. */
export interface Lines {
  /** The next line, or none when the input has ended (or the person pressed Ctrl-C or Ctrl-D). */
  readonly next: Effect.Effect<Option.Option<string>>
  readonly print: (line: string) => void
  /** Shows a passing sign (typing dots) that the next line replaces; nothing where there is no terminal. */
  readonly sign: (text: string | undefined) => void
}

const clearLine = "\r\u001b[K"

const queueOf = (reader: Interface) => {
  const waiting: Array<string> = []
  let ended = false
  let taker: ((line: Option.Option<string>) => void) | undefined
  const end = () => {
    ended = true
    taker?.(Option.none())
    taker = undefined
  }
  reader.on("line", (line) => {
    if (taker === undefined) waiting.push(line)
    else {
      const give = taker
      taker = undefined
      give(Option.some(line))
    }
  })
  reader.on("close", end)
  reader.on("SIGINT", () => reader.close())
  return Effect.async<Option.Option<string>>((resume) => {
    const line = waiting.shift()
    if (line !== undefined) resume(Effect.succeed(Option.some(line)))
    else if (ended) resume(Effect.succeed(Option.none()))
    else taker = (given) => resume(Effect.succeed(given))
    return Effect.sync(() => {
      taker = undefined
    })
  })
}

/** Lines from standard input, to standard output. With a terminal there is a prompt. */
export const make = (
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  prompt: string
): Effect.Effect<Lines, never, Scope.Scope> =>
  Effect.map(
    Effect.acquireRelease(
      Effect.sync(() => {
        const terminal = input.isTTY === true && output.isTTY === true
        return {
          terminal,
          reader: createInterface(terminal ? { input, output, prompt, terminal } : { input, terminal })
        }
      }),
      ({ reader }) => Effect.sync(() => reader.close())
    ),
    ({ reader, terminal }) => {
      const line = queueOf(reader)
      let open = true
      reader.once("close", () => {
        open = false
      })
      // Newer versions of Node refuse to prompt once the input has ended.
      const prompt = () => {
        if (terminal && open) reader.prompt(true)
      }
      const show = (text: string) => {
        output.write(terminal ? `${clearLine}${text}\n` : `${text}\n`)
        prompt()
      }
      return {
        next: Effect.zipRight(Effect.sync(prompt), line),
        print: show,
        sign: (text) => {
          if (!terminal) return
          output.write(`${clearLine}${text ?? ""}`)
          if (text === undefined) prompt()
        }
      }
    }
  )
