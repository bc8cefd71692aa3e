/**
 * A conversation kept as a convo: a branch is told with what came before it, as if it were one talk.
 *
 * @module
 */
import type { BotDefinition, JournalEntry, Json } from "@parley/core"
import { JournalEntry as Entries } from "@parley/core"
import { type Bots, Convo, Retold } from "@parley/testing"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { basename, dirname, join, relative } from "node:path"
import * as Branches from "./Branches.ts"
import * as Histories from "./History.ts"
import * as Moments from "./Moments.ts"
import * as Persons from "./Persons.ts"
import type { Saved } from "./Protocol.ts"
import { Refused } from "./Refused.ts"
import type { Scene, Somebody } from "./Scene.ts"

const encode = Schema.encodeSync(Entries.JournalEntry)
const decode = Schema.decodeUnknownSync(Entries.JournalEntry)

/** A turn of a branch at the moment that it would have had in the talk it branched from. */
const back = (entry: JournalEntry.JournalEntry, by: number): JournalEntry.JournalEntry =>
  decode(Moments.moved(encode(entry) as unknown as Json.Json, -by))

/** The turns from the very beginning, through every branch on the way. */
const whole = (scene: Scene, past: Histories.Past): Effect.Effect<Histories.Past, Refused> =>
  Effect.gen(function*() {
    const [first, ...own] = past.turns
    if (first === undefined || !first.entry.inbound.id.startsWith(Persons.branchMark)) return past
    const [, later = "0", person = "", turn = "0"] = first.entry.inbound.id.split("/")
    const parent = scene.history.of((yield* scene.somebody(person)).id)
    const index = parent.turns.findIndex(({ entry }) => entry.revision === Number(turn))
    const before = yield* whole(scene, Histories.upTo(parent, index))
    const turns = [
      ...before.turns,
      ...own.map((taken) => ({ ...taken, entry: back(taken.entry, Number(later)) }))
    ]
    return { turns, now: past.now, outcomes: new Map([...before.outcomes, ...past.outcomes]) }
  })

/** Where convos of a bot live: beside those that are there, else in a folder of their own. */
const folderOf = (home: string): string => {
  // Sources in a folder of their own have their tests beside it.
  const root = basename(home) === "src" ? dirname(home) : home
  return ["tests", "test"].map((name) => join(root, name)).find((path) => existsSync(path)) ?? join(root, "tests")
}

const lost: ReadonlySet<string> = new Set(["Refused", "Failed", "Parked"])

/** What a convo is made with. */
export interface Options {
  readonly name: string
  readonly turn?: number
  /** The folder of the bot's sources. */
  readonly home: string
  readonly bots: { readonly [name: string]: BotDefinition.BotDefinition }
  readonly templates?: Bots.Config["templates"]
}

const write = (file: string, text: string): Effect.Effect<void, Refused> =>
  Effect.try({
    try: () => {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text, { flag: "wx" })
    },
    catch: (error) => {
      const isThere = error instanceof Error && "code" in error && error.code === "EEXIST"
      return isThere
        ? new Refused({
          code: "not now",
          reason: `${relative(process.cwd(), file)} is there already, and is not written over: choose another name.`
        })
        : new Refused({ code: "broken", reason: error instanceof Error ? error.message : String(error) })
    }
  })

/** Writes the convo and plays it. */
export const save = (scene: Scene, { id, person }: Somebody, options: Options): Effect.Effect<Saved, Refused> =>
  Effect.gen(function*() {
    const past = scene.history.of(id)
    const last = options.turn ?? past.turns.at(-1)?.entry.revision ?? 0
    const told = yield* whole(scene, Histories.upTo(past, yield* Branches.indexOf(past, last)))
    if (told.turns[0]?.entry.revision !== 1) {
      return yield* new Refused({
        code: "not now",
        reason:
          "How this conversation began is no longer kept, so it cannot be told. Begin a new one with another person."
      })
    }
    const undelivered = new Set([...told.outcomes].flatMap(([id, { _tag }]) => (lost.has(_tag) ? [id] : [])))
    const script = Retold.script(
      { conversation: told.now, journal: told.turns.map(({ entry }) => entry), undelivered },
      {
        bot: scene.name,
        dialogues: scene.definition().dialogues,
        person: person.name.replace(/[^\p{L}\p{N}]+.*$/u, "") || "Somebody",
        header: { locale: person.locale }
      }
    )
    const text = Convo.print(script)
    const file = join(folderOf(options.home), `${options.name}.convo`)
    yield* write(file, text)
    // A convo has a time of its own: it is not played under that of the scene.
    const played = yield* Effect.promise(() =>
      Convo.runText(text, {
        bots: { ...options.bots, [scene.name]: scene.definition() },
        ...(options.templates === undefined ? {} : { templates: options.templates }),
        file,
        quiet: true
      })
    )
    const difference = Convo.explain(played)
    return {
      ok: true,
      file: relative(process.cwd(), file),
      text,
      replays: difference === undefined,
      ...(difference === undefined ? {} : { difference })
    }
  })
