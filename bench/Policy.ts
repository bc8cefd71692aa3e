/**
 * What it costs to decide how one message may travel, with the rules of Messenger.
 *
 * @module
 */
import { Conversation, Lane, Message, PolicyPack } from "@parley/core"
import { MessengerPack } from "@parley/messenger-adapter"

const day = 86_400_000
const heardAt = Date.UTC(2026, 10, 1, 9)

const conversation: Conversation.Conversation = {
  ...Conversation.empty({ channel: "messenger", account: "1", person: "2" }),
  acts: [{ act: "message", at: heardAt, inbound: "m1" }, { act: "postback", at: heardAt - day, inbound: "m0" }],
  seenAt: heardAt
}

const template = { _tag: "Template", name: "shipped", language: "en", parameters: {} } as const

const asked = (
  message: Message.Message,
  cause: Lane.Request["cause"],
  now: number,
  approvals: ReadonlyArray<string> = []
): Lane.Request => ({
  message,
  author: { _tag: "Bot" },
  cause,
  conversation,
  approvals,
  view: PolicyPack.on(MessengerPack.messengerPack, now),
  now,
  margin: 60_000
})

/** Of thirty messages 27 answer; one is our initiative, one travels as a template, and one has no lane and is held. */
const within = heardAt + 5_000
const later = heardAt + 2 * day
const messages: ReadonlyArray<Lane.Request> = [
  ...Array.from({ length: 27 }, (_, index) => asked(Message.text(`line ${index}`), "answer", within)),
  asked(Message.text("Still there?"), "initiative", within),
  asked(Message.text("It left.", { purpose: "shipping", utility: template }), "initiative", later, ["utility"]),
  asked(Message.text("Still there?"), "initiative", later)
]

/** Nanoseconds for one `Lane.resolve` on this core, over `count` of them after a fifth of that as warm-up. */
export const laneResolveNanos = (count: number): number => {
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
