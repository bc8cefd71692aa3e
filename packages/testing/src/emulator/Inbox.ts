/**
 * The page's inbox: another app, with a human agent at it.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Notices from "./Notices.ts"
import * as ThreadControl from "./ThreadControl.ts"
import type * as Threads from "./Thread.ts"
import type { PageState, World } from "./World.ts"
import * as Worlds from "./World.ts"

/** What an agent does in one conversation. */
export interface Inbox {
  /** Writes to the person; takes control when another app had it. Gives the message id. */
  readonly says: (text: string) => Effect.Effect<string>
  /** Takes control; the page's own app is told when it had it. */
  readonly takes: (metadata?: string) => Effect.Effect<void>
  /** Gives control to the page's own app, which is told. */
  readonly passes: (metadata?: string) => Effect.Effect<void>
  /** Gives control back to nobody. */
  readonly releases: Effect.Effect<void>
  /** Asks the page's own app for control. */
  readonly requests: (metadata?: string) => Effect.Effect<void>
}

/** The inbox of a conversation. */
export const make = (world: World, state: PageState, thread: Threads.Thread): Inbox => {
  const { inboxApp, appId } = state.page
  const change = (to: string | undefined, metadata?: string) =>
    Effect.sync(() => {
      ThreadControl.change(world, state, thread, to, { by: inboxApp, metadata })
      world.commit()
    })
  return {
    says: (text) =>
      Effect.sync(() => {
        // Without routing every app may answer, so nobody has to take anything.
        if (state.page.defaultApp !== undefined && thread.owner?.appId !== inboxApp) {
          ThreadControl.change(world, state, thread, inboxApp, { by: inboxApp })
        }
        const at = world.now()
        const mid = world.ids.mid(state.page.channel)
        Worlds.say(world, thread, { mid, at, from: "page", appId: inboxApp, kind: "text", text })
        Notices.echo(world, state, thread, at, inboxApp, { mid, text }, state.faults.forEcho())
        world.commit()
        return mid
      }),
    takes: (metadata) => change(inboxApp, metadata),
    passes: (metadata) => change(appId, metadata),
    releases: change(undefined),
    requests: (metadata) =>
      Effect.sync(() => {
        Notices.routing(world, state, thread, "request_thread_control", {
          requested_owner_app_id: Number(inboxApp),
          ...(metadata === undefined ? {} : { metadata })
        })
        world.commit()
      })
  }
}
