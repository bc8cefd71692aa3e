/**
 * The sights of an emulator for one who waits for them over HTTP: as server-sent events, or one answer at a time.
 *
 * @module
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { ServerResponse } from "node:http"
import type { Service } from "./Emulator.ts"
import type { Sight } from "./Feed.ts"

const concerns = (psid: string | null, page: string | null) => (sight: Sight): boolean =>
  (psid === null || sight.psid === psid) && (page === null || sight.page === page)

/** Streams sights until the connection closes: first those after `after`, then each as it happens. */
export const stream = (
  emulator: Service,
  query: URLSearchParams,
  lastEventId: string | undefined,
  response: ServerResponse
) => {
  const mine = concerns(query.get("psid"), query.get("page"))
  const after = query.get("after") ?? lastEventId
  // Headers leave only with the first bytes, so a comment goes ahead of everything.
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" }).write(": connected\n\n")
  const send = (sight: Sight) => {
    if (mine(sight)) response.write(`id: ${sight.seq}\nevent: ${sight.what.kind}\ndata: ${JSON.stringify(sight)}\n\n`)
  }
  if (after !== undefined && after !== null) emulator.sightsAfter(Number(after)).forEach(send)
  response.on("close", emulator.watch(send))
}

/** The longest that one answer is waited for, in milliseconds. */
const longest = 60_000

/** The sights after a number; when there are none yet, waits for the first. */
export const next = (emulator: Service, query: URLSearchParams): Effect.Effect<ReadonlyArray<Sight>> =>
  Effect.suspend(() => {
    const mine = concerns(query.get("psid"), query.get("page"))
    const found = emulator.sightsAfter(Number(query.get("after") ?? emulator.lastSight())).filter(mine)
    const asked = Number(query.get("wait") ?? 20_000)
    const wait = Number.isFinite(asked) ? Math.min(Math.max(asked, 0), longest) : longest
    if (found.length > 0 || wait === 0) return Effect.succeed(found)
    const first = Effect.async<ReadonlyArray<Sight>>((resume) => {
      const stop = emulator.watch((sight) => {
        if (!mine(sight)) return
        stop()
        resume(Effect.succeed([sight]))
      })
      return Effect.sync(stop)
    })
    return Effect.raceFirst(first, Effect.as(Effect.sleep(Duration.millis(wait)), []))
  })
