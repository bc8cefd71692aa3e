/**
 * `parley dev`: the sources are watched, the bot runs, the page shows it, and whatever is wrong waits for its cure.
 *
 * @module
 */
import { VirtualTime } from "@parley/core"
import * as Chunk from "effect/Chunk"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Queue from "effect/Queue"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import { randomBytes } from "node:crypto"
import { dirname, join, relative } from "node:path"
import { fileURLToPath } from "node:url"
import * as Accounts from "../chat/Accounts.ts"
import * as HeldClock from "../chat/HeldClock.ts"
import * as Saves from "../command/Saves.ts"
import * as Editions from "./Editions.ts"
import type { Problem } from "./Picture.ts"
import { Playground } from "./Playground.ts"
import * as Problems from "./Problems.ts"
import * as Server from "./Server.ts"
import * as Site from "./Site.ts"
import type * as Sources from "./Sources.ts"
import * as Stages from "./Stage.ts"
import * as TypeCheck from "./TypeCheck.ts"

/** How a playground is opened. */
export interface Options {
  readonly place: Sources.Place
  /** The folder for the files of conversations. */
  readonly folder: string
  readonly bot: string | undefined
  /** The page's port; 4300 or a free one unless given, 0 for a free one. */
  readonly port: number | undefined
  /** The ports of the webhook and of the emulated Graph API, as for a chat. */
  readonly webhookPort: number | undefined
  readonly graphPort: number | undefined
  /** Where the built page is; that of the package unless given. */
  readonly site?: string
  /** Whether the type checker is left alone. */
  readonly untyped?: true
  readonly print: (line: string) => void
  /** Called with the address once the page is there. */
  readonly opened: (address: string) => void
}

/** Where the page is built to. */
export const site = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "dist", "playground")

/** A token that nobody guesses. */
export const token = (): Redacted.Redacted => Redacted.make(randomBytes(24).toString("base64url"))

/** The secrets of the emulated accounts: no answer holds them. Tokens of further accounts begin with those of the first. */
export const secrets: ReadonlyArray<string> = [Accounts.page, Accounts.instagram].flatMap(
  ({ appSecret, token, verifyToken }) => [appSecret, token, verifyToken]
)

/** The address of a page: the token is in its fragment, which a browser never sends. */
export const addressOf = (port: number, token: Redacted.Redacted): string =>
  `http://127.0.0.1:${port}/#token=${Redacted.value(token)}`

/** The usual port, and how often one that is taken is tried again. */
const usual = 4300
const again = Duration.seconds(1)

const real = Clock.make()

/** A port that is taken is waited for, where it was asked for by its number; else any free one does. */
const served = (
  playground: Playground,
  { port, print }: Pick<Options, "port" | "print">,
  serving: Omit<Server.Options, "port">
): Effect.Effect<number, never, Scope.Scope> => {
  const on = (port: number) => Server.make(playground, { ...serving, port })
  if (port === undefined) return Effect.orDie(Effect.orElse(on(usual), () => on(0)))
  const wait = (isTold: boolean): Effect.Effect<number, never, Scope.Scope> =>
    Effect.catchAll(
      on(port),
      (error) =>
        Effect.sync(() => isTold || print(`${error.message} Waiting until it is free; Ctrl-C ends.`)).pipe(
          Effect.zipRight(real.sleep(again)),
          Effect.zipRight(wait(true))
        )
    )
  return wait(false)
}

const news = (print: (line: string) => void) => (one: Stages.News): void => {
  switch (one._tag) {
    case "Running":
      print(`The bot "${one.bot}" runs.`)
      print(`  webhook   ${one.session.webhook}`)
      return print(`  Graph API ${one.session.graph} (emulated)`)
    case "Reloaded":
      return print(
        one.reasons.length === 0
          ? "Reloaded; every conversation goes on where it was."
          : `Reloaded, but not all conversations go on:\n${one.reasons.map((reason) => `  ${reason}`).join("\n")}`
      )
    case "Faulty":
      for (const problem of one.problems) print(Problems.line(problem))
      return print(
        one.isRunning ? "The bot goes on as it was. Waiting for the cure." : "Nothing runs yet. Waiting for the cure."
      )
  }
}

const isTest = (path: string): boolean => /\.test\.[cm]?[jt]sx?$/.test(path)

/** The type checker runs beside the bot; a change begins it anew. */
const advising = (options: Options, playground: Playground) =>
  Effect.gen(function*() {
    const checker = options.untyped === true ? undefined : TypeCheck.find(dirname(options.place.file))
    let running: Fiber.RuntimeFiber<void> | undefined
    let said = ""
    const tell = (problems: ReadonlyArray<Problem>) => {
      playground.advise(problems)
      const text = problems.map(Problems.line).join("\n")
      if (text !== "" && text !== said) options.print(`${text}\nThe bot runs all the same; types are advice.`)
      if (text === "" && said !== "") options.print("Types are in order again.")
      said = text
    }
    return Effect.gen(function*() {
      if (checker === undefined) return
      if (running !== undefined) yield* Fiber.interrupt(running)
      const keep = join(options.folder, "types.tsbuildinfo")
      running = yield* Effect.forkScoped(
        Effect.map(TypeCheck.run(checker, keep, () => real.unsafeCurrentTimeMillis()), tell)
      )
    })
  })

const watched = ({ home }: Sources.Place) =>
  Effect.map(Saves.saves(Saves.folders(home)), (queue) =>
    Effect.gen(function*() {
      const first = yield* Queue.take(queue)
      // A save comes as several events, and a branch that is checked out as many saves.
      yield* real.sleep(Duration.millis(40))
      const all = [...new Set([first, ...Chunk.toReadonlyArray(yield* Queue.takeAll(queue))])]
      return all.filter((path) => Saves.isCode(path) && !isTest(path))
    }))

const play = (options: Options, time: VirtualTime.Service, held: HeldClock.HeldClock) =>
  Effect.gen(function*() {
    const { folder, place, print } = options
    const key = token()
    const playground = new Playground({
      home: place.home,
      held,
      real: () => real.unsafeCurrentTimeMillis()
    })
    const folderOfSite = options.site ?? site
    const port = yield* served(playground, options, { token: key, site: folderOfSite, secrets })
    const lacking = Site.lacking(folderOfSite)
    if (lacking !== undefined) print(lacking)
    print(`The playground is at ${addressOf(port, key)}`)
    // A browser takes its time, too: meanwhile the bot is loaded, and the page says so.
    options.opened(addressOf(port, key))
    const stage = yield* Stages.make({
      place,
      load: yield* Editions.make,
      playground,
      time,
      held,
      folder,
      bot: options.bot,
      port: options.webhookPort,
      graphPort: options.graphPort,
      tell: news(print)
    })
    playground.chooses(stage.choose)
    const changes = yield* watched(place)
    const advise = yield* advising(options, playground)
    yield* stage.load([])
    yield* advise
    return yield* Effect.forever(Effect.gen(function*() {
      const files = yield* changes
      if (files.length === 0) return
      print(`Changed: ${files.map((file) => relative(process.cwd(), file)).join(", ")}`)
      yield* stage.load(files)
      yield* advise
    }))
  })

/** Opens a playground and stays until it is interrupted. */
export const run = (options: Options): Effect.Effect<never> =>
  Effect.suspend(() => {
    const held = HeldClock.make()
    return Effect.acquireUseRelease(
      Effect.sync(() => VirtualTime.make({ flow: "real", guard: 60_000, follow: held.clock })),
      (time) => time.provide(Effect.scoped(play(options, time, held))),
      (time) => Effect.sync(() => time.close())
    )
  })
