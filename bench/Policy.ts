/**
 * What policy costs: to decide how one message may travel, with the rules of Messenger, and what all rules add to a turn.
 *
 * @module
 */
import { Conversation, Lane, Message, PolicyPack } from "@parley/core"
import { MessengerPack } from "@parley/messenger-adapter"
import { type Load, turnsPerCpuSecond } from "./Measure.ts"

const day = 86_400_000
const heardAt = Date.UTC(2026, 10, 1, 9)

const conversation: Conversation.Conversation = {
  ...Conversation.empty({ channel: "messenger", account: "1", person: "2" }),
  acts: [{ act: "message", at: heardAt, inbound: "m1" }, { act: "postback", at: heardAt - day, inbound: "m0" }],
  seenAt: heardAt
}

/** Nobody wrote yet: a bot never writes first. */
const stranger = Conversation.empty({ channel: "messenger", account: "1", person: "3" })

const template = { _tag: "Template", name: "shipped", language: "en", parameters: {} } as const

const asked = (
  message: Message.Message,
  cause: Lane.Request["cause"],
  now: number,
  more: Partial<Pick<Lane.Request, "approvals" | "conversation">> = {}
): Lane.Request => ({
  message,
  author: { _tag: "Bot" },
  cause,
  conversation,
  approvals: [],
  view: PolicyPack.on(MessengerPack.messengerPack, now),
  now,
  margin: 60_000,
  ...more
})

/**
 * Of thirty messages 24 answer, one is our initiative and one travels as a template. Four have no lane: one is held, one is let
 * go, one asks for a tag that has ended and is refused, and one is to someone who never wrote.
 */
const within = heardAt + 5_000
const later = heardAt + 2 * day
const messages: ReadonlyArray<Lane.Request> = [
  ...Array.from({ length: 24 }, (_, index) => asked(Message.text(`line ${index}`), "answer", within)),
  asked(Message.text("Still there?"), "initiative", within),
  asked(Message.text("It left.", { purpose: "shipping", utility: template }), "initiative", later, {
    approvals: ["utility"]
  }),
  asked(Message.text("Still there?"), "initiative", later),
  asked(Message.text("Still there?", { otherwise: "drop" }), "initiative", later),
  asked(Message.text("Your flight is late.", { purpose: "travelUpdate", otherwise: "refuse" }), "initiative", later),
  asked(Message.text("Hello!", { otherwise: "refuse" }), "initiative", later, { conversation: stranger })
]

const expected = { Allowed: 26, Held: 1, Dropped: 1, Refused: 2 } as const

/** The mix is what it says it is on the bench's day. */
const checkMix = (): void => {
  for (const tag of ["Allowed", "Held", "Dropped", "Refused"] as const) {
    const found = messages.filter((request) => Lane.resolve(request)._tag === tag).length
    if (found !== expected[tag]) throw new Error(`${found} of the mix are ${tag}, and ${expected[tag]} should be`)
  }
}

/**
 * By how much of itself a turn without rules and notice grows with them, in percent of CPU time: the quickest of some runs of
 * each, one after the other, as a run is only ever slowed down by what else the machine does.
 */
export const policyAddsPercent = async (runs: number, load: Load): Promise<number> => {
  let ruled = 0
  let unruled = 0
  for (let run = 0; run < runs; run++) {
    unruled = Math.max(unruled, await turnsPerCpuSecond("unruled", "message", load))
    ruled = Math.max(ruled, await turnsPerCpuSecond("memory", "message", load))
  }
  return (unruled / ruled - 1) * 100
}

/** Nanoseconds for one `Lane.resolve` on this core, over `count` of them after a fifth of that as warm-up. */
export const laneResolveNanos = (count: number): number => {
  checkMix()
  let allowed = 0
  const run = (times: number) => {
    for (let index = 0; index < times; index++) {
      const request = messages[index % messages.length]
      // Counted, so that the work cannot be optimised away.
      if (request !== undefined && Lane.resolve(request)._tag === "Allowed") allowed++
    }
  }
  run(Math.ceil(count / 5))
  const began = process.hrtime.bigint()
  run(count)
  const took = Number(process.hrtime.bigint() - began)
  if (allowed === 0) throw new Error("no message was allowed: the rules of the bench's day have changed")
  return took / count
}
