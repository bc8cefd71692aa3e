import { ConversationStore, MemoryStore } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import * as Bots from "../../src/convo/Bots.ts"
import * as Convo from "../../src/convo/Convo.ts"
import * as Parser from "../../src/convo/Parser.ts"
import * as Printer from "../../src/convo/Printer.ts"
import * as Runner from "../../src/convo/Runner.ts"
import { header } from "../../src/convo/Script.ts"
import * as Classes from "../../src/record/Classes.ts"
import * as Fold from "../../src/record/Fold.ts"
import * as Recorder from "../../src/record/Recorder.ts"
import * as Retold from "../../src/record/Retold.ts"
import * as Vocabulary from "../../src/record/Vocabulary.ts"
import * as Simulation from "../../src/simulation/Simulation.ts"
import * as Templates from "../../src/simulation/Templates.ts"

const root = join(import.meta.dirname, "../../../../examples")

/** Plays a convo and gives the conversation that it left in the store. */
const talked = (file: string, config: Convo.Options) => {
  const script = Either.getOrThrow(Parser.parse(readFileSync(file, "utf8")))
  const head = header(script)
  if (head === undefined) throw new Error(`${file} has no header`)
  const store = MemoryStore.make()
  const bot = config.bots[head.bot]
  if (bot === undefined) throw new Error(`no bot for ${file}`)
  const { _tag: _, bot: __, person: ___, start = "2026-01-01T00:00Z", templates, ...fields } = head
  const known = config.templates?.map((one) =>
    templates === undefined || templates.includes(one.name) ? one : { ...one, status: "pending" as const }
  )
  return Effect.gen(function*() {
    const world = yield* Simulation.make({
      ...fields,
      bot,
      start: Date.parse(start),
      store: Layer.succeed(ConversationStore.ConversationStore, store),
      ...(known === undefined ? {} : { templates: known })
    })
    const outcome = yield* Runner.run(script, world)
    expect(outcome._tag).toBe("Passed")
    const [conversation] = (yield* store.list({}, undefined)).conversations
    if (conversation === undefined) throw new Error("nobody talked")
    const stored = { conversation, journal: yield* store.journal(conversation.id, 0) }
    const fold = Fold.make({
      definition: bot,
      ...(head.pack === undefined ? {} : { pack: head.pack }),
      ...(head.approvals === undefined ? {} : { approvals: head.approvals }),
      ...(known === undefined ? {} : { templates: Templates.declared(known) })
    })
    const retold = Retold.script(
      stored,
      {
        bot: head.bot,
        dialogues: bot.dialogues,
        header: { ...fields, ...(templates === undefined ? {} : { templates }) }
      }
    )
    return { text: Printer.print(retold), stored, fold, bot }
  }).pipe(Effect.scoped, Effect.runPromise)
}

const pizza = await Bots.load(join(root, "pizza"))
const appointment = await Bots.load(join(root, "appointment"))

const convos = (folder: string) => readdirSync(join(root, folder)).filter((name) => name.endsWith(".convo"))

const stored = [
  ...convos("pizza/tests").map((name) => ({ file: join("pizza/tests", name), config: pizza })),
  ...convos("appointment/convos").map((name) => ({ file: join("appointment/convos", name), config: appointment }))
]

describe("a stored conversation", () => {
  it.each(stored)("of $file, told as a convo goes as it went", async ({ config, file }) => {
    const { text } = await talked(join(root, file), config)

    const outcome = await Convo.runText(text, config)
    expect(`${text}\n${Convo.explain(outcome) ?? "as written"}`).toBe(`${text}\nas written`)
  })

  it.each(stored)("of $file, recorded, is identical in the same build, with and without the person", async (one) => {
    const { bot, fold, stored } = await talked(join(root, one.file), one.config)

    const whole = Recorder.whole(stored, "bot")
    if (whole === undefined) throw new Error("the journal has no beginning")
    const own = Vocabulary.of(bot.dialogues, [whole.turns])
    const { recording } = Recorder.record(whole, fold, { own, salt: "test" })

    expect(Classes.judge(whole, fold)).toEqual({ class: "identical" })
    expect(Classes.judge(recording, fold)).toEqual({ class: "identical" })
  })
})
