/**
 * The bot of the sources on stage: it is put there when they can be loaded, and each change of them takes its place.
 *
 * @module
 */
import type { VirtualTime } from "@parley/core"
import type { Bots } from "@parley/testing"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as ExecutionStrategy from "effect/ExecutionStrategy"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import { join, relative } from "node:path"
import type { HeldClock } from "../chat/HeldClock.ts"
import * as Session from "../chat/Session.ts"
import type { Load } from "./Editions.ts"
import type { Problem } from "./Picture.ts"
import type { Playground } from "./Playground.ts"
import * as Profiles from "./Profiles.ts"
import type { Refused } from "./Refused.ts"
import * as Reloads from "./Reloads.ts"
import * as Scenes from "./Scene.ts"
import * as Sources from "./Sources.ts"

/** What a stage is built on. */
export interface Parts {
  readonly place: Sources.Place
  readonly load: Load
  readonly playground: Playground
  readonly time: VirtualTime.Service
  readonly held: HeldClock
  /** The folder for the files of conversations: one below it for each bot. */
  readonly folder: string
  /** The bot that begins; the first of the sources unless given. */
  readonly bot: string | undefined
  readonly port: number | undefined
  readonly graphPort: number | undefined
  /** Hears what becomes of the sources, for a terminal. */
  readonly tell: (news: News) => void
}

/** What becomes of the sources. */
export type News =
  | { readonly _tag: "Running"; readonly bot: string; readonly session: Session.Session }
  | { readonly _tag: "Reloaded"; readonly reasons: ReadonlyArray<string> }
  | { readonly _tag: "Faulty"; readonly problems: ReadonlyArray<Problem>; readonly isRunning: boolean }

/** A stage. */
export interface Stage {
  /** Loads the sources; `files` are those that changed. */
  readonly load: (files: ReadonlyArray<string>) => Effect.Effect<void>
  /** Puts another bot of the sources there. */
  readonly choose: (bot: string) => Effect.Effect<void, Refused>
}

/** What a session is begun with besides the bot itself, to see whether it changed. */
const groundsOf = (name: string, { accounts, templates }: Bots.Config): string =>
  JSON.stringify([accounts?.[name] ?? [], templates ?? []])

const failureOf = (exit: Exit.Failure<unknown, unknown>): string => {
  const error = Cause.squash(exit.cause)
  return error instanceof Error ? error.message : String(error)
}

/** A stage, empty at first. */
export const make = (parts: Parts): Effect.Effect<Stage, never, Scope.Scope> =>
  Effect.gen(function*() {
    const { held, place, playground, tell, time } = parts
    const outer = yield* Effect.scope
    const turn = yield* Effect.makeSemaphore(1)
    let config: Bots.Config | undefined
    let open: {
      readonly scene: Scenes.Scene
      readonly scope: Scope.CloseableScope
      /** What the session was begun with: where it changes, another session begins. */
      readonly grounds: string
    } | undefined

    const faulty = (problems: ReadonlyArray<Problem>) =>
      Effect.sync(() => {
        playground.stand(problems)
        tell({ _tag: "Faulty", problems, isRunning: open !== undefined })
      })

    const start = (name: string, from: Bots.Config) =>
      Effect.gen(function*() {
        const definition = from.bots[name]
        if (definition === undefined) return
        const scope = yield* Scope.fork(outer, ExecutionStrategy.sequential)
        const exit = yield* Effect.exit(Scope.extend(
          Effect.gen(function*() {
            const session = yield* Session.start({
              name,
              definition,
              folder: join(parts.folder, name),
              port: parts.port,
              graphPort: parts.graphPort,
              ...(from.templates === undefined ? {} : { templates: from.templates }),
              ...(from.accounts?.[name] === undefined ? {} : { accounts: from.accounts[name] })
            }, time)
            const scene = yield* Scenes.make({ session, time, held, name, definition })
            return { scene, problems: yield* profiled(session, from) }
          }),
          scope
        ))
        if (Exit.isFailure(exit)) {
          yield* Scope.close(scope, exit)
          const message = failureOf(exit)
          // Another command that uses the port or the files ends some time: the next change tries again.
          return yield* faulty([{ kind: message.startsWith("Port ") ? "port" : "load", message, at: time.now() }])
        }
        open = { scene: exit.value.scene, scope, grounds: groundsOf(name, from) }
        playground.stand(exit.value.problems)
        playground.play(exit.value.scene, from)
        tell({ _tag: "Running", bot: name, session: exit.value.scene.session })
      })

    const profiled = (session: Session.Session, { profile }: Bots.Config) =>
      profile === undefined ? Effect.succeed([]) : Profiles.push(profile, session)

    const replace = (scene: Scenes.Scene, next: Bots.Config, files: ReadonlyArray<string>) =>
      Effect.gen(function*() {
        const definition = next.bots[scene.name]
        const at = time.now()
        if (definition === undefined) {
          const message = `There is no bot "${scene.name}" any more; choose another one, or bring it back.`
          playground.configure(next)
          return yield* faulty([{ kind: "load", message, at }])
        }
        const judged = Reloads.judge(scene, definition)
        const exit = yield* Effect.exit(scene.replace(definition))
        if (Exit.isFailure(exit)) {
          const reason = failureOf(exit)
          playground.reloaded({ at, files, outcome: "refused", reasons: [{ reason }] })
          return yield* faulty([{ kind: "dialogue", message: reason, at }])
        }
        yield* Reloads.reinstate(scene)
        playground.configure(next)
        playground.stand(yield* profiled(scene.session, next))
        playground.draw(scene)
        playground.reloaded({ at, files, ...judged })
        tell({ _tag: "Reloaded", reasons: judged.reasons.map(({ reason }) => reason) })
      })

    const load = (files: ReadonlyArray<string>) =>
      Effect.gen(function*() {
        const at = time.now()
        const names = files.map((file) => relative(process.cwd(), file))
        const loaded = yield* Effect.promise(() => Sources.read(place, parts.load, at))
        if (loaded._tag === "Faulty") {
          if (open !== undefined) {
            const reasons = loaded.problems.map(({ message }) => ({ reason: message }))
            playground.reloaded({ at, files: names, outcome: "refused", reasons })
          }
          return yield* faulty(loaded.problems)
        }
        config = loaded.config
        if (open !== undefined && open.grounds !== groundsOf(open.scene.name, config)) {
          const { name } = open.scene
          yield* choose(name)
          if (open !== undefined) playground.reloaded({ at, files: names, outcome: "kept", reasons: [] })
          return
        }
        if (open !== undefined) return yield* replace(open.scene, config, names)
        const [first = ""] = Object.keys(config.bots)
        const wanted = parts.bot ?? first
        if (config.bots[wanted] === undefined) {
          const message = `There is no bot "${wanted}"; there is ${Object.keys(config.bots).join(", ")}.`
          return yield* faulty([{ kind: "load", message, at }])
        }
        return yield* start(wanted, config)
      })

    const choose = (bot: string) =>
      Effect.gen(function*() {
        if (config === undefined) return
        const before = open
        open = undefined
        playground.play(undefined, config)
        if (before !== undefined) yield* Scope.close(before.scope, Exit.void)
        yield* start(bot, config)
      })

    return {
      load: (files) => turn.withPermits(1)(load(files)),
      choose: (bot) => turn.withPermits(1)(choose(bot))
    }
  })
