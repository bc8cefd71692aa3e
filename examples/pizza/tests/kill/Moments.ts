/**
 * The moments at which the process can be made to die: a store and a way to the Graph API that end it there, as `kill -9`
 * would, before or after the real one has done its work.
 *
 * @module
 */
import type { ConversationStore } from "@parley/core"
import type { GraphHttp } from "@parley/messenger-adapter"
import { Effect } from "effect"

/** Where the process can die by itself. */
export type Moment =
  | "accept.before"
  | "accept.after"
  | "commit.before"
  | "commit.after"
  | "claim.after"
  | "send.before"
  | "send.answered"
  | "settle.before"
  | "settle.after"
  | "task.running"

/** Dies at the given occurrence of a moment: `commit.after:2` at the end of the second commit. */
export const bomb = (armed: string | undefined) => {
  const [moment, count] = armed?.split(":") ?? []
  let left = Number(count ?? 1)
  return (reached: Moment): Effect.Effect<void> =>
    Effect.sync(() => {
      if (reached === moment && --left === 0) process.kill(process.pid, "SIGKILL")
    })
}

type Bomb = ReturnType<typeof bomb>

/** The store, with the moments around its writes. */
export const store = (real: ConversationStore.Service, at: Bomb): ConversationStore.Service => ({
  ...real,
  accept: (batch) => at("accept.before").pipe(Effect.zipRight(real.accept(batch)), Effect.zipLeft(at("accept.after"))),
  commit: (turn) => at("commit.before").pipe(Effect.zipRight(real.commit(turn)), Effect.zipLeft(at("commit.after"))),
  claimOutbox: (id, now) =>
    Effect.tap(real.claimOutbox(id, now), (claim) => claim._tag === "Claimed" ? at("claim.after") : Effect.void),
  settle: (settlements) =>
    at("settle.before").pipe(Effect.zipRight(real.settle(settlements)), Effect.zipLeft(at("settle.after")))
})

/** The way to the Graph API, with the moments around each call. */
export const http = (real: GraphHttp.Service, at: Bomb): GraphHttp.Service => ({
  ...real,
  request: (request) =>
    at("send.before").pipe(Effect.zipRight(real.request(request)), Effect.zipLeft(at("send.answered")))
})
