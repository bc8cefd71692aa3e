/**
 * What goes on, told on a terminal's standard error once a command has taken longer than a second. The line is gone before anything
 * else is printed; what is no terminal is told nothing.
 *
 * @module
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"

/** Who tells it. */
export interface Service {
  /** Names what is done now: "exploring pizza". */
  readonly tell: (what: string) => Effect.Effect<void>
  /** Takes the line away, as something is about to be printed. */
  readonly hush: Effect.Effect<void>
}

/** Tells nobody, unless a command runs under `during`. */
export class Progress extends Context.Reference<Progress>()("@parley/cli/Progress", {
  defaultValue: (): Service => ({ tell: () => Effect.void, hush: Effect.void })
}) {}

/** Names what is done now. */
export const tell = (what: string): Effect.Effect<void> => Effect.flatMap(Progress, (progress) => progress.tell(what))

/** Where the line is shown. */
export type Screen = Pick<NodeJS.WriteStream, "isTTY" | "write">

const quietFor = Duration.seconds(1)

const make = (screen: Screen, first: string) => {
  let what = first
  let isShown = false
  const clear = Effect.sync(() => {
    if (isShown) screen.write("\r\u001b[K")
    isShown = false
  })
  const show = (millis: number) =>
    Effect.sync(() => {
      isShown = true
      screen.write(`\r${what} … ${Math.floor(millis / 1000)} s\u001b[K`)
    })
  const service: Service = {
    tell: (now) =>
      Effect.sync(() => {
        what = now
      }),
    hush: clear
  }
  const watch = Effect.gen(function*() {
    const began = yield* Clock.currentTimeMillis
    yield* Effect.sleep(quietFor)
    while (true) {
      yield* show((yield* Clock.currentTimeMillis) - began)
      yield* Effect.sleep("200 millis")
    }
  })
  return { service, watch, clear }
}

/** Runs a command; from its second second on, `screen` tells what goes on, `what` until the command names it better. */
export const during =
  (screen: Screen, what: string) => <A, E, R>(command: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> => {
    if (screen.isTTY !== true) return command
    return Effect.suspend(() => {
      const { clear, service, watch } = make(screen, what)
      const told = Effect.provideService(command, Progress, service)
      return Effect.ensuring(Effect.raceFirst(told, watch), clear)
    })
  }
