import * as ConfigError from "effect/ConfigError"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { inspect } from "node:util"
import { afterEach, describe, expect, it } from "vitest"
import type { Conversation } from "../../src/model/Conversation.ts"
import { ConversationStore } from "../../src/runtime/ConversationStore.ts"
import { createBot, type RunningBot } from "../../src/runtime/createBot.ts"
import type { Happening } from "../../src/runtime/Happening.ts"
import * as MemoryStore from "../../src/runtime/MemoryStore.ts"
import { echo } from "./Bots.ts"
import { ana, ben, loopback } from "./Rig.ts"

const open: Array<RunningBot> = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((bot) => bot.close()))
})

const running = (store = MemoryStore.make()) => {
  const loop = loopback()
  const bot = createBot({
    dialogues: [echo],
    disclosure: false,
    typing: false,
    store: Layer.succeed(ConversationStore, store),
    transports: [Effect.succeed(loop)]
  })
  open.push(bot)
  const says = async (who: typeof ana, mid: string) => {
    const at = Date.now()
    const said = {
      id: mid,
      conversation: who,
      at,
      receivedAt: at,
      act: "message",
      event: { _tag: "Said", mid, text: "hi" }
    }
    await bot.fetch(new Request("http://localhost/loop", { method: "POST", body: JSON.stringify([said]) }))
    await bot.tick()
  }
  return { bot, loop, says, store }
}

const all = async (
  bot: RunningBot,
  query?: Parameters<RunningBot["list"]>[0]
): Promise<ReadonlyArray<Conversation>> => {
  const found: Array<Conversation> = []
  for await (const conversation of bot.list(query)) found.push(conversation)
  return found
}

describe("what a bot keeps", () => {
  it("is listed by a query, and read turn by turn", async () => {
    const { bot, says } = running()
    await says(ana, "m1")
    await says(ben, "m2")
    await says(ana, "m3")

    const people = (await all(bot)).map(({ id }) => id.person)
    const none = await all(bot, { account: "2" })
    const journal = await bot.journal(ana)
    const later = await bot.journal(ana, 2)

    expect(people).toEqual(["ana", "ben"])
    expect(none).toEqual([])
    expect(journal.length).toBeGreaterThan(1)
    expect(journal.map(({ revision }) => revision)).toEqual(journal.map((_, index) => index + 1))
    expect(later).toEqual(journal.slice(1))
  })

  it("is forgotten person by person, and who writes again is new", async () => {
    const { bot, says } = running()
    await says(ana, "m1")
    await says(ben, "m2")

    await bot.forget(ana)

    expect((await all(bot)).map(({ id }) => id.person)).toEqual(["ben"])
    expect(await bot.journal(ana)).toEqual([])
    await says(ana, "m1")
    expect((await bot.conversation(ana)).revision).toBeGreaterThan(0)
  })

  it("is dropped when it is done and old enough, and not before", async () => {
    const { bot, says } = running()
    await says(ana, "m1")

    const young = await bot.trim("1 day")
    const before = (await bot.journal(ana)).length
    const at = Date.now()
    while (Date.now() === at) await bot.tick()
    const old = await bot.trim("0 millis")

    expect([young, before > 0]).toEqual([0, true])
    expect(old).toBeGreaterThan(0)
    expect(await bot.journal(ana)).toEqual([])
  })

  it("is taken up again where it was set aside, without a restart", async () => {
    const { bot, loop, says, store } = running()
    await says(ana, "m1")
    await Effect.runPromise(store.quarantine(ana, { at: 2, reason: "a test" }))
    await says(ana, "m2")
    const silent = loop.sent.length
    const aside = await all(bot, { quarantined: true })

    await bot.reinstate(ana)
    await bot.tick()

    expect(aside.map(({ id }) => id.person)).toEqual(["ana"])
    expect(loop.sent.length).toBeGreaterThan(silent)
    expect(await all(bot, { quarantined: true })).toEqual([])
  })
})

describe("whoever observes a bot", () => {
  it("is told of turns and sends from the first one on, until it stops", async () => {
    const { bot, says } = running()
    const early: Array<Happening["_tag"]> = []
    const late: Array<Happening["_tag"]> = []
    const stop = bot.observe(({ _tag }) => early.push(_tag))
    const unheard = bot.observe(() => early.push("Failed"))
    unheard()

    await says(ana, "m1")
    bot.observe(({ _tag }) => late.push(_tag))
    const heard = early.length
    stop()
    await says(ana, "m2")

    expect(early).toContain("TurnCommitted")
    expect(early).toContain("Sent")
    expect(early).not.toContain("Failed")
    expect(early).toHaveLength(heard)
    expect(late).toContain("TurnCommitted")
  })
})

describe("a bot that cannot start", () => {
  const rejected = async (bot: RunningBot): Promise<unknown> => {
    open.push(bot)
    try {
      return await bot.listen({ port: 0, signals: false })
    } catch (error) {
      return error
    }
  }
  const parts = { store: MemoryStore.layer, transports: [Effect.succeed(loopback())] }

  it("prints its sentence with the cure and where it was started, and nothing of the runtime", async () => {
    const error = await rejected(createBot({ ...parts, dialogues: [echo, echo] }))

    const printed = inspect(error).split("\n")
    expect(printed[0]).toBe(
      "BotProblem: The bot cannot run: Several dialogues have the id \"echo\": give each its own."
    )
    expect(printed.length).toBeGreaterThan(1)
    for (const line of printed.slice(1)) expect(line).toMatch(/^ {4}at .*createBot\.test\.ts/)
    expect(error).toMatchObject({ _tag: "BotProblem", problems: [expect.stringContaining("echo")] })
  })

  it("tells of a setting that cannot be read in the same way", async () => {
    const store = Layer.fail(ConfigError.MissingData(["PARLEY_STORE"], "Expected a file"))
    const error = await rejected(createBot({ ...parts, store, dialogues: [echo] }))

    expect(inspect(error).split("\n")[0]).toMatch(
      /^Error: The configuration cannot be read: .*PARLEY_STORE.*Expected a file/
    )
    expect(inspect(error)).not.toContain("node_modules")
  })

  it("leaves a bug its stack", async () => {
    const bug = new Error("a bug")
    const { stack } = bug

    const error = await rejected(createBot({ ...parts, store: Layer.die(bug), dialogues: [echo] }))

    expect(error).toBe(bug)
    expect(bug.stack).toBe(stack)
  })
})
