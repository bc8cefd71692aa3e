/**
 * Colours are for terminals: what goes into a file or to another program has none.
 *
 * @module
 */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import { stripVTControlCharacters } from "node:util"

/** Whether a stream shows colours: a terminal does, unless `NO_COLOR` is set to anything (no-color.org, read 2026-11-21). */
export const isOn = (
  stream: { readonly isTTY?: boolean },
  environment: { readonly [name: string]: string | undefined }
): boolean => stream.isTTY === true && (environment["NO_COLOR"] ?? "") === ""

const plain = (given: ReadonlyArray<unknown>): ReadonlyArray<unknown> =>
  given.map((one) => typeof one === "string" ? stripVTControlCharacters(one) : one)

/** Takes the colours out of what a command prints to standard output (`output`) and standard error (`errors`), where they have none. */
export const only =
  (colours: { readonly output: boolean; readonly errors: boolean }) =>
  <A, E, R>(command: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Console.consoleWith((console) =>
      Effect.withConsole(command, {
        ...console,
        log: (...given) => console.log(...(colours.output ? given : plain(given))),
        error: (...given) => console.error(...(colours.errors ? given : plain(given)))
      })
    )
