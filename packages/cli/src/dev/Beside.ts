/**
 * The playground beside a terminal chat: the same session, on a page.
 *
 * @module
 */
import type { BotDefinition, ConversationStore, VirtualTime } from "@parley/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { HeldClock } from "../chat/HeldClock.ts"
import type * as Session from "../chat/Session.ts"
import * as Dev from "./Dev.ts"
import { Playground } from "./Playground.ts"
import * as Scenes from "./Scene.ts"
import * as Server from "./Server.ts"

/** The session and where its sources are. */
export interface Options {
  readonly session: Session.Session
  readonly time: VirtualTime.Service
  readonly held: HeldClock
  readonly name: string
  readonly definition: BotDefinition.BotDefinition
  /** The folder of the bot's sources. */
  readonly home: string
}

/** Serves the page until the scope closes; gives its address. */
export const serve = (
  { definition, held, home, name, session, time }: Options
): Effect.Effect<string, ConversationStore.StoreError | Server.ListenError, Scope.Scope> =>
  Effect.gen(function*() {
    const real = Clock.make()
    const playground = new Playground({ home, held, real: () => real.unsafeCurrentTimeMillis() })
    playground.play(yield* Scenes.make({ session, time, held, name, definition }), undefined)
    const token = Dev.token()
    const port = yield* Server.make(playground, { port: 0, token, site: Dev.site, secrets: Dev.secrets })
    return Dev.addressOf(port, token)
  })
