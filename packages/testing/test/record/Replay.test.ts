import { BotDefinition, ConversationStore, Dialogue, MemoryStore } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { beforeAll, describe, expect, it } from "vitest"
import * as Convo from "../../src/convo/Convo.ts"
import * as Parser from "../../src/convo/Parser.ts"
import * as Runner from "../../src/convo/Runner.ts"
import * as Classes from "../../src/record/Classes.ts"
import * as Fold from "../../src/record/Fold.ts"
import * as Recorder from "../../src/record/Recorder.ts"
import type { Recording } from "../../src/record/Recording.ts"
import * as Simulation from "../../src/simulation/Simulation.ts"
import * as Vocabulary from "../../src/record/Vocabulary.ts"

/** A bot that asks for a name and a size, in the ways in which builds of it differ. */
const build = (
  { asks = "Which size?", id = "tea", small = "small", version = 1 }: {
    readonly asks?: string
    readonly id?: string
    readonly small?: "small" | "done"
    readonly version?: number
  } = {}
) => {
  const d = Dialogue.setup({
    id,
    version,
    context: Schema.Struct({ name: Schema.optionalWith(Schema.String, { default: () => "" }) }),
    states: ["name", "size", "small", "done"]
  })
  const tea = d.make({
    initial: "name",
    starts: [/tea/],
    commands: { little: "small" },
    states: {
      name: d.ask("Who are you?", { answer: Schema.String, save: (name) => ({ name }), to: "size" }),
      size: d.menu(asks, { s: { title: "Small", to: small }, l: { title: "Large", to: "done" } }),
      small: d.ask(({ name }) => `Really small, ${name}?`, { answer: Schema.String, to: "done" }),
      done: d.end("Enjoy!")
    }
  })
  return BotDefinition.make({ dialogues: [tea] })
}

const definition = build()

/** The recording of a conversation that goes so, with all that is in it. */
const recorded = (convo: string): Promise<Recording> => {
  const script = Either.getOrThrow(Parser.parse(`bot tea\n${convo}`))
  const store = MemoryStore.make()
  return Effect.gen(function*() {
    const world = yield* Simulation.make({
      bot: definition,
      store: Layer.succeed(ConversationStore.ConversationStore, store)
    })
    const outcome = yield* Runner.run(script, world)
    expect(Convo.explain(outcome) ?? "").toBe("")
    const [conversation] = (yield* store.list({}, undefined)).conversations
    if (conversation === undefined) throw new Error("nobody talked")
    const whole = Recorder.whole({ conversation, journal: yield* store.journal(conversation.id, 0) }, "tea")
    if (whole === undefined) throw new Error("the journal has no beginning")
    return whole
  }).pipe(Effect.scoped, Effect.runPromise)
}

const notice = "< ...   #disclosure"
let large: Recording
let small: Recording
beforeAll(async () => {
  large = await recorded(
    `> tea\n${notice}\n< Who are you?\n> I am Ana\n< Which size?\n> [Large]\n< Enjoy!`
  )
  small = await recorded(
    `> tea\n${notice}\n< Who are you?\n> Ana\n< Which size?\n> [Small]\n< Really small, Ana?`
  )
})

describe("a recording replayed", () => {
  it("is identical in the build that it was made by", () => {
    const fold = Fold.make({ definition })

    expect(Classes.judge(large, fold)).toEqual({ class: "identical" })
    expect(Classes.judge(small, fold)).toEqual({ class: "identical" })
  })

  it("tells where words have changed, and which", () => {
    const verdict = Classes.judge(large, Fold.make({ definition: build({ asks: "How large?" }) }))

    expect(verdict).toMatchObject({ class: "wording", transition: "tea.name + message → tea.size" })
    expect(verdict.was).toContain("Which size?")
    expect(verdict.is).toContain("How large?")
  })

  it("tells where behaviour has changed, and leaves those alone that it does not touch", () => {
    const fold = Fold.make({ definition: build({ small: "done" }) })

    expect(Classes.judge(large, fold)).toEqual({ class: "identical" })
    expect(Classes.judge(small, fold)).toMatchObject({
      class: "behaviour",
      transition: "tea.size + choice s → tea.small",
      was: "to tea.small",
      is: expect.stringMatching(/^to /)
    })
  })

  it("tells what cannot go on where it stands", () => {
    const renamed = Classes.judge(small, Fold.make({ definition: build({ id: "coffee" }) }))
    const older = Classes.judge(
      { ...small, head: { ...small.head, stands: { id: "tea", version: 3, snapshot: { format: 1 } } } },
      Fold.make({ definition })
    )

    expect(renamed).toMatchObject({ class: "cannotResume", is: "there is no dialogue \"tea\" any more" })
    expect(older).toMatchObject({ class: "cannotResume", transition: "tea stands" })
  })

  it("does not count a new version as a change of what its buttons do", () => {
    expect(Classes.judge(large, Fold.make({ definition: build({ version: 2 }) }))).toEqual({ class: "identical" })
  })

  it("is grouped with those that differ first at the same transition", () => {
    const fold = Fold.make({ definition: build({ small: "done", asks: "How large?" }) })
    const judged = [large, small, small].map((one, index) => ({
      ...Classes.judge(one, fold),
      conversation: String(index)
    }))

    const { counts, groups } = Classes.grouped(judged)

    expect(counts).toEqual({ identical: 0, wording: 1, behaviour: 2, cannotResume: 0 })
    expect(groups.map(({ class: of, count, example, transition }) => [of, transition, count, example.conversation]))
      .toEqual([
        ["behaviour", "tea.size + choice s → tea.small", 2, "1"],
        ["wording", "tea.name + message → tea.size", 1, "0"]
      ])
  })
})

describe("a recording that was redacted", () => {
  it("goes the same way in the same build", () => {
    const fold = Fold.make({ definition })
    const own = Vocabulary.of(definition.dialogues, [small.turns])

    const { bent, recording } = Recorder.record(small, fold, { own, salt: "test" })

    expect(bent).toBe(false)
    expect(JSON.stringify(recording)).not.toContain("Ana")
    expect(Classes.judge(recording, fold)).toEqual({ class: "identical" })
  })

  it("is recorded as the build takes the stand-ins where these lead another way", () => {
    const fold = Fold.make({ definition })

    const { bent, recording } = Recorder.record(small, fold, { own: new Set(), salt: "test" })

    expect(bent).toBe(true)
    expect(Classes.judge(recording, fold).class).toBe("identical")
  })
})
