/**
 * The stream of pictures: whoever listens gets the newest one, no more often than a screen shows them.
 *
 * @module
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { ServerResponse } from "node:http"
import type { Playground } from "./Playground.ts"

/** How long a change waits for others, in milliseconds. */
const frame = 16

/** How often a picture is sent though nothing told of a change: dots end by themselves, and so do windows. */
const heartbeat = Duration.seconds(1)

/** The stream. */
export interface Pictures {
  /** Sends pictures until the connection closes: one now, then each change. */
  readonly stream: (response: ServerResponse) => void
}

/** Makes the stream of a playground. `written` turns a picture into text. */
export const make = (
  playground: Playground,
  written: (value: unknown) => string
): Effect.Effect<Pictures, never, Scope.Scope> =>
  Effect.gen(function*() {
    const open = new Set<ServerResponse>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const event = () => `data: ${written(playground.picture())}\n\n`
    const send = () => {
      timer = undefined
      if (open.size === 0) return
      const text = event()
      for (const response of open) {
        // A page that does not keep up gets the next one: pictures are whole.
        if (!response.writableNeedDrain) response.write(text)
      }
    }
    yield* Effect.acquireRelease(
      Effect.sync(() =>
        playground.watch(() => {
          // A frame of the page's own, on whatever clock the bot runs.
          // @effect-diagnostics-next-line globalTimers:off
          timer ??= setTimeout(send, frame)
        })
      ),
      (stop) =>
        Effect.sync(() => {
          stop()
          clearTimeout(timer)
        })
    )
    // The page is watched by people: it keeps their time, whatever the playground's own clock shows.
    yield* Effect.forkScoped(
      Effect.withClock(Effect.forever(Effect.delay(Effect.sync(() => playground.touch()), heartbeat)), Clock.make())
    )
    return {
      stream: (response) => {
        response.writeHead(200, {
          "content-type": "text/event-stream; charset=utf-8",
          "cache-control": "no-store",
          "x-content-type-options": "nosniff"
        })
        response.write(event())
        open.add(response)
        response.on("close", () => open.delete(response))
      }
    }
  })
