import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import type { Letter } from "../../src/runtime/InboxBridge.ts"
import { echo, waiter } from "./Bots.ts"
import { ana, ben, day, hour, loopback, rig, ruled } from "./Rig.ts"

const bot = { typing: false, disclosure: { text: "I am a bot." } } as const
const agent = { approvals: ["humanAgent"], pack: ruled }
const letter: Letter = { to: ana, by: "Eva", message: "Eva here." }
const minute = 60_000

describe("a person of the business who writes through the bridge", () => {
  it("answers under the lane for replies while the window is open, and the ledger names them", async () => {
    const { bot: running, loop, run, said, say } = await rig({ dialogues: [echo], bot, loop: loopback(agent) })
    await say("hi")

    const outcomes = await run(running.inbox.write(letter))

    expect(outcomes).toMatchObject([{ conversation: ana, status: "sent", words: "Eva here." }])
    expect(said()).toEqual(["I am a bot.", "Say something", "Eva here."])
    expect(loop.sent[2]).toMatchObject({ author: { _tag: "Human", name: "Eva" }, lane: { lane: "reply" } })
    const rows = await run(running.ledger(ana))
    expect(rows.map(({ author, lane, words }) => [author, lane, words])).toEqual([
      ["bot", "reply", "I am a bot."],
      ["bot", "reply", "Say something"],
      ["Eva", "reply", "Eva here."]
    ])
  })

  it("has the conversation from then on: the bot is silent", async () => {
    const { bot: running, conversation, loop, run, said, say } = await rig({ dialogues: [echo], loop: loopback(agent) })
    await say("hi")
    await run(running.inbox.write({ ...letter, why: "a complaint" }))
    loop.acts.length = 0

    await say("thank you")

    expect(said()).toEqual(["Say something", "Eva here."])
    expect(loop.acts).toEqual([])
    expect((await conversation()).owner).toMatchObject({ _tag: "Human", why: "a complaint" })
  })

  it("keeps why the matter needs a person, also when they write again without saying so", async () => {
    const { bot: running, conversation, run, say } = await rig({ dialogues: [echo], bot, loop: loopback(agent) })
    await say("hi")
    await run(running.inbox.write({ ...letter, why: "a complaint" }))
    await run(running.inbox.write({ ...letter, message: "More." }))

    const owner = (await conversation()).owner

    expect(owner).toMatchObject({ _tag: "Human", why: "a complaint" })
    expect(await run(running.inbox.taken)).toEqual([
      { conversation: ana, since: owner._tag === "Human" ? owner.since : 0, why: "a complaint" }
    ])
  })

  it("has seven days from the person's last message under the human agent's rule, the end outside", async () => {
    const { advance, bot: running, loop, run, say } = await rig({ dialogues: [echo], bot, loop: loopback(agent) })
    await say("hi")
    await advance(7 * day - minute - 1)
    const inside = await run(running.inbox.write(letter))
    await advance(1)
    const outside = await run(running.inbox.write(letter))

    expect(inside.map(({ status }) => status)).toEqual(["sent"])
    expect(loop.sent.at(-1)?.lane).toMatchObject({ lane: "humanAgent", tag: "HUMAN", act: "message" })
    expect(outside).toMatchObject([{ status: "refused" }])
    expect(outside[0]?.reason).toContain("ended 7 days after the person's message")
  })

  it("is refused outside the window where the account has no approval, with the reason", async () => {
    const { advance, bot: running, run, said, say } = await rig({
      dialogues: [echo],
      bot,
      loop: loopback({ pack: ruled })
    })
    await say("hi")
    await advance(2 * day)

    const [outcome] = await run(running.inbox.write(letter))

    expect(outcome?.status).toBe("refused")
    expect(outcome?.reason).toContain("humanAgent")
    expect(said()).toEqual(["I am a bot.", "Say something"])
  })

  it("is told alone that the words were refused: no dialogue hears of it, and nobody is alerted", async () => {
    const { advance, bot: running, conversation, happenings, run, say } = await rig({
      dialogues: [echo],
      bot,
      loop: loopback({ pack: ruled })
    })
    await say("hi")
    await advance(2 * day)
    await run(running.inbox.write(letter))

    expect(happenings.filter(({ _tag }) => _tag === "Failed")).toEqual([])
    expect((await run(running.ledger(ana))).map(({ verdict }) => verdict)).toEqual(["sent", "sent", "refused"])
    expect((await conversation()).revision).toBe(2 + 1)
  })

  it("cannot write to somebody who never wrote", async () => {
    const { bot: running, run } = await rig({ dialogues: [echo], bot, loop: loopback(agent) })

    const [outcome] = await run(running.inbox.write({ ...letter, to: ben }))

    expect(outcome?.status).toBe("refused")
    expect(outcome?.reason).toContain("never written")
  })

  it("hears of words of the bot that lapsed meanwhile nothing: the outcomes are those of the letter", async () => {
    const { advance, bot: running, run, say } = await rig({ dialogues: [waiter], bot, loop: loopback(agent) })
    await say("hi")
    await advance(30 * hour)
    await run(running.signal({ name: "ready", payload: { table: 1 }, to: ana }))
    await advance(8 * day)

    const outcomes = await run(running.inbox.write(letter))

    expect(outcomes.map(({ status, words }) => [status, words])).toEqual([["refused", "Eva here."]])
  })

  it("writes once when the same letter is sent twice", async () => {
    const { bot: running, run, said, say } = await rig({ dialogues: [echo], bot, loop: loopback(agent) })
    await say("hi")
    await run(running.inbox.write({ ...letter, id: "l1" }))
    const again = await run(running.inbox.write({ ...letter, id: "l1" }))

    expect(said().filter((words) => words === "Eva here.")).toHaveLength(1)
    expect(again).toEqual([{ conversation: ana, status: "queued" }])
  })

  it("writes to a person who wants nothing of the bot's own accord", async () => {
    const { bot: running, run, say } = await rig({ dialogues: [echo], bot, loop: loopback(agent) })
    await say("hi")
    await say("stop")

    const outcomes = await run(running.inbox.write(letter))

    expect(outcomes.map(({ status }) => status)).toEqual(["sent"])
  })
})

describe("a conversation that is handed back through the bridge", () => {
  it("is the bot's again, and the bot says first that it is a machine", async () => {
    const { bot: running, conversation, run, said, say, time } = await rig({
      dialogues: [echo],
      bot,
      loop: loopback(agent)
    })
    await say("hi")
    await run(running.inbox.write(letter))
    await say("thank you")
    await run(running.inbox.handBack(ana, "Eva"))
    await Effect.runPromise(time.settle)
    expect((await conversation()).owner._tag).toBe("Bot")

    await say("x")

    expect(said()).toEqual(["I am a bot.", "Say something", "Eva here.", "I am a bot.", "1: x", "Say something"])
    expect(await run(running.inbox.taken)).toEqual([])
  })

  it("is taken from the app that holds it first, where one does", async () => {
    const { bot: running, conversation, offer, run, said, say, time } = await rig({
      dialogues: [echo],
      bot,
      loop: loopback(agent)
    })
    await say("hi")
    await offer({ _tag: "Routed", change: "taken", toUs: false, to: "inbox" })
    await run(running.inbox.handBack(ana, "Eva"))
    await Effect.runPromise(time.settle)

    expect(said().slice(2)).toEqual(["Take"])
    expect((await conversation()).owner._tag).toBe("Bot")
  })

  it("stays as it is when the bot has it already", async () => {
    const { bot: running, conversation, run, said, say, time } = await rig({ dialogues: [echo], bot })
    await say("hi")
    const before = await conversation()
    await run(running.inbox.handBack(ana, "Eva"))
    await Effect.runPromise(time.settle)

    const after = await conversation()

    expect(after.owner).toEqual(before.owner)
    expect(after.disclosure).toEqual(before.disclosure)
    expect(said()).toEqual(["I am a bot.", "Say something"])
  })
})
