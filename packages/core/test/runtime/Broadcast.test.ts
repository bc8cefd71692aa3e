import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import { waiter } from "./Bots.ts"
import { loopback, type Rig, rig } from "./Rig.ts"

const people = Array.from({ length: 5 }, (_, number) => ({ channel: "loop", account: "1", person: `p${number}` }))
const bot = { typing: false, disclosure: false } as const
const spring = { id: "spring", name: "ready", payload: { table: 7 }, to: {}, perSecond: 2 }

/** A bot to which five people wrote, each of whom waits for a signal. */
const waitedFor = async () => {
  const found = await rig({ dialogues: [waiter], loop: loopback(), bot })
  for (const person of people) await found.say("hi", person)
  found.loop.sent.length = 0
  return found
}

/** Everything of a stream that takes its time. */
const collected = async <A, E>({ advance, run }: Rig, stream: Stream.Stream<A, E>): Promise<ReadonlyArray<A>> => {
  const fiber = await run(Effect.forkDaemon(Stream.runCollect(stream)))
  await advance(people.length * 500)
  return [...await run(Fiber.join(fiber))]
}

describe("a broadcast", () => {
  it("tells everyone whom the query finds, and gives an outcome for each message", async () => {
    const found = await waitedFor()
    const outcomes = await collected(found, found.bot.broadcast(spring))
    expect(outcomes.map(({ conversation, status, words }) => [conversation.person, status, words])).toEqual(
      people.map(({ person }) => [person, "sent", "It is ready."])
    )
  })

  it("keeps to its pace", async () => {
    const { advance, bot: running, loop, run } = await waitedFor()
    await run(Effect.forkDaemon(Stream.runDrain(running.broadcast(spring))))
    const told: Array<number> = []
    for (let half = 0; half < people.length; half++) {
      told.push(loop.sent.length)
      await advance(500)
    }
    expect(told).toEqual([1, 2, 3, 4, 5])
  })

  it("keeps to its pace however slow the channel is", async () => {
    const { advance, bot: running, loop, run } = await waitedFor()
    loop.answer = () => Effect.delay(Effect.succeed({ _tag: "Sent" as const }), "1 minute")
    await run(Effect.forkDaemon(Stream.runDrain(running.broadcast(spring))))

    await advance(people.length * 500)

    expect(loop.sent).toHaveLength(people.length)
  })

  it("goes on behind the last one that was told, and tells nobody twice", async () => {
    const found = await waitedFor()
    const { loop } = found
    const first = await collected(found, Stream.take(found.bot.broadcast(spring), 2))
    const rest = await collected(found, found.bot.broadcast(spring))
    expect(first).toHaveLength(2)
    expect(rest.map(({ conversation }) => conversation.person)).toEqual(["p2", "p3", "p4"])
    expect(loop.sent.map(({ conversation }) => conversation.person)).toEqual(people.map(({ person }) => person))
  })

  it("that has come to its end tells nobody when it is asked for again", async () => {
    const found = await waitedFor()
    await collected(found, found.bot.broadcast(spring))
    expect(await collected(found, found.bot.broadcast(spring))).toEqual([])
    expect(found.loop.sent).toHaveLength(people.length)
  })

  it("names a signal that no dialogue knows before anyone is told", async () => {
    const { bot: running, run } = await waitedFor()
    const failed = await run(Effect.flip(Stream.runDrain(running.broadcast({ ...spring, name: "autumn" }))))
    expect(failed.message).toContain("autumn")
  })
})
