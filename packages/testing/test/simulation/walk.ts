import { Answer, BotDefinition, Dialogue, type Happening } from "@parley/core"
import { sqlite } from "@parley/core/sqlite"
import { type Script, Simulation, type World } from "@parley/testing"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import * as Schema from "effect/Schema"
import { createHash } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

const d = Dialogue.setup({
  id: "table",
  version: 1,
  context: Schema.Struct({
    guests: Schema.optionalWith(Schema.Number, { default: () => 0 }),
    name: Schema.optionalWith(Schema.String, { default: () => "" })
  }),
  signals: { tableReady: Schema.Struct({ table: Schema.Number }) },
  states: ["guests", "name", "sure", "book", "booked", "waiting", "ready", "over", "nudge", "busy", "human"]
})

/** Waits for promises, one after the other, as a client of some service does. */
const rings = async (times: number): Promise<void> => {
  for (let time = 0; time < times; time++) await new Promise<void>((done) => setImmediate(done))
}

const table = d.make({
  initial: "guests",
  starts: [/hi|table/],
  commands: { agent: "human" },
  states: {
    guests: d.ask("For how many?", {
      answer: Answer.integer,
      save: (guests) => ({ guests }),
      timeout: { after: "10 minutes", to: "nudge" },
      to: "name"
    }),
    name: d.ask("In which name?", {
      answer: Schema.NonEmptyTrimmedString,
      save: (name) => ({ name }),
      timeout: { after: "23 hours", to: "nudge" },
      to: "sure"
    }),
    sure: d.confirm(({ guests, name }) => `A table for ${guests}, in the name of ${name}?`, {
      yes: "book",
      no: "guests"
    }),
    book: d.run("Book", {
      // By chance quick, slow, really away for a moment, or down.
      run: ({ guests }) =>
        Effect.flatMap(Random.nextIntBetween(0, 4), (chance) =>
          chance === 0
            ? Effect.fail(new Error("no table"))
            : chance === 1
            ? Effect.sleep("3 minutes")
            : Effect.promise(() => rings(guests % 3))),
      recovery: "rerun",
      success: { to: "booked" },
      failure: { else: "busy" }
    }),
    booked: d.say("Booked. I will tell you.", { to: "waiting" }),
    waiting: d.wait({ signal: "tableReady", to: "ready" }),
    ready: d.notify("Your table is ready.", { purpose: "eventReminder", otherwise: "hold", to: "over" }),
    over: d.end(),
    nudge: d.end("Another time, then."),
    busy: d.end("The kitchen is closed."),
    human: d.handover("inbox", { resume: "guests" })
  }
})

const bot = BotDefinition.make({ dialogues: [table], delivery: "atLeastOnce" })

const acts: ReadonlyArray<Script.Act> = [
  { _tag: "Says", text: "hi" },
  { _tag: "Says", text: "4" },
  { _tag: "Says", text: "many" },
  { _tag: "Says", text: "Ana" },
  { _tag: "Says", text: "yes" },
  { _tag: "Says", text: "no" },
  { _tag: "Says", text: "agent" },
  { _tag: "Taps", title: "Yes" },
  { _tag: "GetsStarted" },
  { _tag: "Reads" },
  { _tag: "SharesLocation", latitude: 48.2, longitude: 16.37 }
]

const troubles: ReadonlyArray<Script.Trouble> = [
  { _tag: "Status", status: 503 },
  { _tag: "Code", code: 613 },
  { _tag: "LoseAnswer" },
  { _tag: "LoseEcho" },
  { _tag: "Duplicate" },
  { _tag: "Batch", count: 2 }
]

const lengths = [1_000, 60_000, 600_000, 3_600_000, 90_000_000]

/** The bot dies, something is done meanwhile, and it starts again after half a minute. */
const crash = (world: World.World, meanwhile: Effect.Effect<void, World.WorldError>) =>
  world.trouble({ _tag: "Crash" }).pipe(
    Effect.zipRight(meanwhile),
    Effect.zipRight(world.advance(30_000)),
    Effect.ensuring(Effect.ignore(world.trouble({ _tag: "Restart" })))
  )

/** Twenty steps that a seed chooses: people, hours, faults, crashes. */
const steps = (world: World.World, seed: number) => {
  const random = Random.make(seed)
  const one = Effect.gen(function*() {
    const who = (yield* random.nextIntBetween(0, 3)) === 0 ? "Luis" : "Ana"
    const kind = yield* random.nextIntBetween(0, 12)
    const pick = <A>(of: ReadonlyArray<A>) =>
      Effect.map(random.nextIntBetween(0, of.length), (index) => Chunk.unsafeGet(Chunk.unsafeFromArray(of), index))
    world.begin()
    // A tap on what is not there, and a signal to a bot that is down, are refused; that is part of the walk.
    const done = kind < 6
      ? world.acts(who, yield* pick(acts))
      : kind < 8
      ? world.advance(yield* pick(lengths))
      : kind < 9
      ? world.signal(who, "tableReady", { table: 7 })
      : kind < 11
      ? world.trouble(yield* pick(troubles))
      : crash(world, world.acts(who, yield* pick(acts)))
    return yield* Effect.match(done, { onFailure: ({ reason }) => reason, onSuccess: () => "done" })
  })
  return Effect.flatMap(
    Effect.all(Array.from({ length: 20 }, () => one)),
    (outcomes) => Effect.as(Effect.ignore(world.trouble({ _tag: "Restart" })), outcomes)
  )
}

/** What a walk left: a digest of every call, answer, sight, happening and outcome of it, and how many bytes these are. */
export interface Trace {
  readonly digest: string
  readonly bytes: number
}

/** Walks as a seed has it: the bot on SQLite for every tenth seed, in memory for the others. */
export const walk = async (seed: number): Promise<Trace> => {
  const folder = seed % 10 === 0 ? mkdtempSync(join(tmpdir(), "parley-walk-")) : undefined
  const happenings: Array<Happening.Happening> = []
  try {
    const lines = await Effect.runPromise(Effect.scoped(Effect.gen(function*() {
      const { calls, emulator, world } = yield* Simulation.open({
        bot,
        seed,
        quiet: true,
        watch: (happening) => void happenings.push(happening),
        ...(folder === undefined ? {} : { store: sqlite(join(folder, "walk.db"), { durability: "process" }) })
      })
      const outcomes = yield* steps(world, seed)
      const called = calls.all.map(({ answer, body, method, path }) => ({ method, path, body, answer }))
      return [...outcomes, ...called, ...emulator.sightsAfter(0), ...happenings].map((line) => JSON.stringify(line))
    })))
    const text = lines.join("\n")
    return { digest: createHash("sha256").update(text).digest("hex"), bytes: Buffer.byteLength(text) }
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  }
}
