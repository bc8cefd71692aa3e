import { Conversation, Disclosure, type LaneName, Message, type Outbound, PolicyPack } from "@parley/core"
import { describe, expect, test } from "vitest"
import * as HumanAuthor from "../../src/model/HumanAuthor.ts"

const day = 86_400_000
const pack = PolicyPack.open("demo")
const view = PolicyPack.on(pack, 0)
const fresh = Conversation.empty({ channel: "demo", account: "1", person: "2" })
const told: Conversation.Conversation = { ...fresh, disclosure: { _tag: "Told", at: 0 }, lastHeardAt: 0, lastSaidAt: 0 }

const asking = (...moments: ReadonlyArray<"start" | "lapse" | "fromHuman">): PolicyPack.View =>
  PolicyPack.on({ ...pack, disclosure: pack.disclosure.map((rule) => ({ ...rule, moments })) }, 0)

describe("the moments of the notice", () => {
  test("it is due at the start, and not again once told", () => {
    expect(Disclosure.due(fresh, view, 0)).toBe("start")
    expect(Disclosure.due(told, view, 1)).toBeUndefined()
  })

  test("it is not asked for twice while it is on its way", () => {
    expect(Disclosure.due({ ...told, disclosure: Disclosure.said("o1") }, view, 9 * day)).toBeUndefined()
  })

  test("it is due again after a lapse, counted from the last thing that either side said", () => {
    expect(Disclosure.due(told, view, day - 1)).toBeUndefined()
    expect(Disclosure.due(told, view, day)).toBe("lapse")
    expect(Disclosure.due({ ...told, lastHeardAt: 5 }, view, day)).toBeUndefined()
    expect(Disclosure.due({ ...told, lastSaidAt: 5 }, view, day)).toBeUndefined()
    expect(Disclosure.due({ ...told, disclosure: { _tag: "Told", at: 5 } }, view, day)).toBeUndefined()
  })

  test("the person's own message does not hide the silence before it: the lapse counts to the turn's beginning", () => {
    const heard = { ...told, lastHeardAt: day }
    expect(Disclosure.due(heard, view, day, {}, told)).toBe("lapse")
    expect(Disclosure.due(heard, view, day + 1)).toBeUndefined()
  })

  test("a lapse that was found stays due until the notice is said, though the person went on writing", () => {
    const owing = { ...told, lastHeardAt: day, disclosure: Disclosure.owed(told.disclosure, "lapse") }
    expect(Disclosure.due(owing, view, day + 1)).toBe("lapse")
  })

  test("the bot may choose its own lapse, as a duration", () => {
    expect(Disclosure.due(told, view, 60_000, { lapse: 60_000 })).toBe("lapse")
    const options = Disclosure.fromInput({ lapse: "12 hours" }, "La Huerta")
    expect(options).toEqual({ name: "La Huerta", lapse: day / 2 })
    expect(Disclosure.due(told, view, day / 2 - 1, options)).toBeUndefined()
    expect(Disclosure.due(told, view, day / 2, options)).toBe("lapse")
    expect(Disclosure.fromInput({ name: "Lola" }, "La Huerta")).toEqual({ name: "Lola" })
  })

  test("a clock that was set back does not put a lapse off", () => {
    expect(Disclosure.due({ ...told, seenAt: day }, view, 5)).toBe("lapse")
  })

  test("only the moments of the rules count, and what did not arrive", () => {
    expect(Disclosure.due(fresh, asking("lapse"), 99 * day)).toBeUndefined()
    expect(Disclosure.due({ ...fresh, lastSaidAt: 0 }, asking("lapse"), day)).toBe("lapse")
    expect(Disclosure.due(told, asking("start"), 99 * day)).toBeUndefined()
    expect(Disclosure.due(told, asking("start"), day, { lapse: day })).toBe("lapse")
    expect(Disclosure.due({ ...told, disclosure: Disclosure.afterHuman }, asking("start"), 1)).toBeUndefined()
    const lost = Disclosure.settled(Disclosure.said("o1"), "o1", "failed", 1)
    expect(Disclosure.due({ ...told, disclosure: lost }, asking("start"), 1)).toBe("undelivered")
  })
})

describe("what is due, on its way, or told", () => {
  const pending = Disclosure.said("o1")

  test("a receipt or an echo tells the person", () => {
    expect(Disclosure.settled(pending, "o1", "sent", 7)).toEqual({ _tag: "Told", at: 7 })
  })

  test("a notice that was refused, failed, held or given up is due again", () => {
    for (const outcome of ["refused", "failed", "held", "parked", "expired"]) {
      const state = Disclosure.settled(pending, "o1", outcome, 7)
      expect(Disclosure.due({ ...told, disclosure: state }, view, 8)).toBe("undelivered")
    }
  })

  test("the late echo of a notice that was given up still counts, so that it is not said twice", () => {
    const parked = Disclosure.settled(pending, "o1", "parked", 7)
    expect(Disclosure.settled(Disclosure.owed(parked, "undelivered"), "o1", "sent", 9)).toEqual({ _tag: "Told", at: 9 })
  })

  test("the end of any other message changes nothing", () => {
    for (const state of [fresh.disclosure, told.disclosure, pending]) {
      expect(Disclosure.settled(state, "o2", "sent", 7)).toBe(state)
      expect(Disclosure.settled(state, "o2", "failed", 7)).toBe(state)
    }
    expect(Disclosure.settled(told.disclosure, "o1", "failed", 7)).toBe(told.disclosure)
  })

  test("once a person of the business has the conversation, a notice from before is spent, arrived or not", () => {
    expect(Disclosure.taken(told.disclosure)).toEqual(Disclosure.afterHuman)
    const during = Disclosure.taken(pending)
    expect(during).toEqual(Disclosure.afterHuman)
    expect(Disclosure.settled(during, "o1", "sent", 7)).toEqual(Disclosure.afterHuman)
    expect(Disclosure.due({ ...told, disclosure: Disclosure.returned(during) }, view, 8)).toBe("fromHuman")
  })

  test("who was never told is still owed the first notice after a person of the business", () => {
    expect(Disclosure.due({ ...fresh, disclosure: Disclosure.taken(fresh.disclosure) }, view, 1)).toBe("start")
  })

  test("a notice that was said behind the taking of the conversation counts when the return is reported", () => {
    expect(Disclosure.returned(Disclosure.said("o2"))).toEqual(Disclosure.said("o2"))
    expect(Disclosure.returned(told.disclosure)).toEqual(Disclosure.afterHuman)
  })

  test("later words wait behind a notice that is on its way, and templates do not", () => {
    const reply: LaneName.Lane = { lane: "reply", rule: "r", pack: "p" }
    expect(Disclosure.behind(pending, reply)).toBe("o1")
    expect(Disclosure.behind(pending, { ...reply, lane: "utility" })).toBeUndefined()
    expect(Disclosure.behind(told.disclosure, reply)).toBeUndefined()
  })
})

describe("at the send", () => {
  const reply: LaneName.Lane = { lane: "reply", rule: "r", pack: "p" }
  const row: Outbound.Outbound = {
    id: "o2",
    conversation: fresh.id,
    order: 2,
    address: { _tag: "Scoped", id: "2" },
    body: { _tag: "Message", message: Message.text("Hi") },
    author: { _tag: "Bot" },
    lane: reply,
    cause: "m1",
    at: 0
  }
  const notice: Outbound.Outbound = { ...row, id: "o1", discloses: true }
  const at = (disclosure: Conversation.DisclosureState): Conversation.Conversation => ({
    ...told,
    order: 3,
    disclosure
  })

  test("words go when the person was told, or right behind the notice", () => {
    expect(Disclosure.waits(row, at(told.disclosure), view, 1)).toBe(false)
    expect(Disclosure.waits({ ...row, behind: "o1" }, at(Disclosure.said("o1")), view, 1)).toBe(false)
    expect(Disclosure.waits(notice, at(Disclosure.said("o1")), view, 1)).toBe(false)
  })

  test("words wait when a person of the business wrote since they were said, or a newer notice is behind them", () => {
    expect(Disclosure.waits(row, at(Disclosure.afterHuman), view, 1)).toBe(true)
    expect(Disclosure.waits(row, at(Disclosure.said("o3")), view, 1)).toBe(true)
    expect(Disclosure.waits({ ...row, behind: "o1" }, at(Disclosure.said("o3")), view, 1)).toBe(true)
  })

  test("a notice that is no longer the one on its way is not sent", () => {
    expect(Disclosure.waits(notice, at(Disclosure.afterHuman), view, 1)).toBe(true)
    expect(Disclosure.waits(notice, at(Disclosure.said("o3")), view, 1)).toBe(true)
    expect(Disclosure.waits({ ...notice, lane: { ...reply, lane: "oneTime" } }, at(Disclosure.afterHuman), view, 1))
      .toBe(false)
  })

  test("a person of the business, controls and approved templates wait for no notice", () => {
    const due = at(Disclosure.afterHuman)
    expect(Disclosure.waits({ ...row, author: HumanAuthor.sign("Maria") }, due, view, 1)).toBe(false)
    expect(Disclosure.waits({ ...row, body: { _tag: "Control", control: { _tag: "Take" } } }, due, view, 1)).toBe(false)
    expect(Disclosure.waits({ ...row, lane: { ...reply, lane: "utility" } }, due, view, 1)).toBe(false)
  })

  test("a record from before the words were said keeps none back", () => {
    expect(Disclosure.waits(row, { ...at(Disclosure.afterHuman), order: 1 }, view, 1)).toBe(false)
    expect(Disclosure.waits(row, { ...at(Disclosure.afterHuman), order: 2 }, view, 1)).toBe(true)
  })

  test("nobody waits where the notice is not asked for", () => {
    const options: Disclosure.Options = { where: { in: ["DE"], of: () => "BR" } }
    expect(Disclosure.waits(row, at(fresh.disclosure), view, 1, options)).toBe(false)
    expect(Disclosure.waits(row, at(Disclosure.said("o3")), view, 1, options)).toBe(false)
  })
})
