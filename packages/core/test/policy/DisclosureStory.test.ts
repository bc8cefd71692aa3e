import { Conversation, Disclosure, type LaneName, Message, type Outbound, PolicyPack } from "@parley/core"
import * as FastCheck from "effect/FastCheck"
import * as Schema from "effect/Schema"
import { describe, expect, test } from "vitest"
import { seed } from "../seed.ts"

const second = 1000
const day = 86_400_000
const view = PolicyPack.on(PolicyPack.open("demo"), 0)
const reply: LaneName.Lane = { lane: "reply", rule: "r", pack: "p" }
const person = { channel: "demo", account: "1", person: "2" }
const stored = Schema.parseJson(Conversation.Conversation)

/** What can happen; `words` is how many messages the bot says in the turn. */
type Happening =
  | { readonly _tag: "Writes"; readonly words: number }
  | { readonly _tag: "Initiative"; readonly words: number }
  | { readonly _tag: "Human" }
  | { readonly _tag: "HandsBack" }
  | { readonly _tag: "Send"; readonly outcome: "sent" | "failed" | "parked" }
  | { readonly _tag: "Reports" }
  | { readonly _tag: "LateEcho" }
  | { readonly _tag: "Passes"; readonly for: number }
  | { readonly _tag: "Restart" }

/**
 * A message that arrived. `sentIn` is the era in which it was sent: the test's own count of the moments at which the notice became
 * due anew.
 */
interface Arrived {
  readonly id: string
  readonly sentIn: number
  readonly isNotice: boolean
}

/**
 * A little host that does with the decisions what the runtime does: it queues, sends in order, tells the conversation of each
 * send in a turn of its own, holds and says anew.
 */
class World {
  now = day
  conversation = Conversation.empty(person)
  outbox: Array<Outbound.Outbound> = []
  held: Array<Message.Message> = []
  readonly thread: Array<Arrived> = []
  readonly ends = new Map<string, string>()
  readonly reports: Array<string> = []
  readonly lost: Array<string> = []
  readonly wanted: Array<string> = []
  parked: Arrived | undefined
  count = 0
  era = 0
  activeAt: number | undefined

  /** Either side said something: after a day of silence a new era has begun. */
  active(): void {
    if (this.activeAt !== undefined && this.now - this.activeAt >= day) this.era += 1
    this.activeAt = this.now
  }

  queue(message: Message.Message, rest: Partial<Outbound.Outbound>): Outbound.Outbound {
    const row: Outbound.Outbound = {
      id: `o${++this.count}`,
      conversation: person,
      order: this.count,
      address: { _tag: "Scoped", id: "2" },
      body: { _tag: "Message", message },
      author: { _tag: "Bot" },
      lane: reply,
      cause: "m",
      at: this.now,
      ...rest
    }
    this.outbox.push(row)
    this.conversation = { ...this.conversation, order: row.order }
    return row
  }

  turn(before: Conversation.Conversation, words: number, frees: boolean): void {
    const fresh = Array.from({ length: words }, () => {
      const text = `words ${++this.count}`
      this.wanted.push(text)
      return Message.text(text)
    })
    const why = Disclosure.due(this.conversation, view, this.now, {}, before)
    const owner = this.conversation.owner._tag
    const list = frees && owner === "Bot" ? [...this.held.splice(0), ...fresh] : fresh
    let disclosure = why === undefined
      ? this.conversation.disclosure
      : Disclosure.owed(this.conversation.disclosure, why)
    if (owner !== "Bot") {
      this.held.push(...list)
    } else if (list.length > 0) {
      this.active()
      if (why !== undefined) {
        disclosure = Disclosure.said(this.queue(Message.text("I am a bot."), { discloses: true }).id)
        this.parked = undefined
      }
      for (const message of list) {
        const behind = Disclosure.behind(disclosure, reply)
        this.queue(message, behind === undefined ? {} : { behind })
      }
      this.conversation = { ...this.conversation, lastSaidAt: this.now }
    }
    this.conversation = { ...this.conversation, disclosure }
  }

  /** A turn of its own tells the conversation how a send ended. */
  report(): void {
    const outbound = this.reports.shift()
    if (outbound === undefined) return
    const outcome = this.ends.get(outbound) ?? "parked"
    const before = this.conversation.disclosure
    const disclosure = Disclosure.settled(before, outbound, outcome, this.now)
    this.conversation = { ...this.conversation, disclosure }
    // That the person was told just now is a word of ours too.
    if (disclosure._tag === "Told" && before !== disclosure) this.activeAt = this.now
  }

  arrived(row: Outbound.Outbound): Arrived {
    return { id: row.id, sentIn: this.era, isNotice: row.discloses === true }
  }

  end(id: string, outcome: string): void {
    this.ends.set(id, outcome)
    this.reports.push(id)
  }

  send(outcome: "sent" | "failed" | "parked"): void {
    const row = this.outbox.shift()
    if (row === undefined || row.body._tag !== "Message") return
    const { message } = row.body
    const isUnspoken = row.behind !== undefined && this.ends.get(row.behind) !== "sent"
    const isHuman = this.conversation.owner._tag !== "Bot"
    if (isUnspoken || isHuman || Disclosure.waits(row, this.conversation, view, this.now)) {
      if (!Disclosure.isNotice(row)) this.held.push(message)
      return this.end(row.id, "held")
    }
    if (outcome === "sent") this.thread.push(this.arrived(row))
    else if (row.discloses !== true) this.lost.push(Message.words(message))
    if (outcome === "parked" && row.discloses === true) this.parked = this.arrived(row)
    this.end(row.id, outcome)
  }

  take(happening: Happening): void {
    const before = this.conversation
    switch (happening._tag) {
      case "Writes":
        this.active()
        this.conversation = { ...before, lastHeardAt: this.now }
        return this.turn(before, happening.words, true)
      case "Initiative":
        return this.turn(before, happening.words, false)
      case "Human":
        this.active()
        this.era += 1
        this.parked = undefined
        this.conversation = {
          ...before,
          owner: { _tag: "Human", since: this.now },
          lastSaidAt: this.now,
          disclosure: Disclosure.taken(before.disclosure)
        }
        return
      case "HandsBack":
        if (before.owner._tag === "Bot") return
        this.conversation = { ...before, owner: { _tag: "Bot" }, disclosure: Disclosure.returned(before.disclosure) }
        return this.turn(before, 0, true)
      case "Send":
        return this.send(happening.outcome)
      case "Reports":
        return this.report()
      case "LateEcho":
        if (this.parked === undefined || this.reports.length > 0) return
        this.thread.push(this.parked)
        this.end(this.parked.id, "sent")
        this.parked = undefined
        return this.report()
      case "Passes":
        // Messages are under way for seconds; the long silences come when all has been sent.
        this.now += this.outbox.length + this.reports.length > 0 ? second : happening.for
        return
      case "Restart":
        this.conversation = Schema.decodeSync(stored)(Schema.encodeSync(stored)(before))
        return
    }
  }
}

const words = FastCheck.nat({ max: 2 })
const happening: FastCheck.Arbitrary<Happening> = FastCheck.oneof(
  { weight: 5, arbitrary: FastCheck.record({ _tag: FastCheck.constant("Writes" as const), words }) },
  { weight: 2, arbitrary: FastCheck.record({ _tag: FastCheck.constant("Initiative" as const), words }) },
  { weight: 1, arbitrary: FastCheck.constant<Happening>({ _tag: "Human" }) },
  { weight: 2, arbitrary: FastCheck.constant<Happening>({ _tag: "HandsBack" }) },
  {
    weight: 8,
    arbitrary: FastCheck.record({
      _tag: FastCheck.constant("Send" as const),
      outcome: FastCheck.constantFrom(
        "sent" as const,
        "sent" as const,
        "sent" as const,
        "failed" as const,
        "parked" as const
      )
    })
  },
  { weight: 8, arbitrary: FastCheck.constant<Happening>({ _tag: "Reports" }) },
  { weight: 2, arbitrary: FastCheck.constant<Happening>({ _tag: "LateEcho" }) },
  {
    weight: 3,
    arbitrary: FastCheck.record({
      _tag: FastCheck.constant("Passes" as const),
      for: FastCheck.constantFrom(second, day / 2, day - 1, day, 3 * day)
    })
  },
  { weight: 1, arbitrary: FastCheck.constant<Happening>({ _tag: "Restart" }) }
)

const live = (story: ReadonlyArray<Happening>): World => {
  const world = new World()
  for (const one of story) world.take(one)
  return world
}

const forEveryStory = (promise: (world: World) => void): void =>
  FastCheck.assert(
    FastCheck.property(FastCheck.array(happening, { minLength: 10, maxLength: 80, size: "max" }), (story) =>
      promise(live(story))),
    { seed, numRuns: 3000 }
  )

/** The bot has the conversation, the person writes, and everything is sent. */
const finish = (world: World): void => {
  world.take({ _tag: "HandsBack" })
  for (let round = 0; round < 4; round++) {
    world.take({ _tag: "Writes", words: 1 })
    while (world.outbox.length + world.reports.length > 0) {
      world.take({ _tag: "Reports" })
      world.take({ _tag: "Send", outcome: "sent" })
    }
  }
}

describe(`in whatever a conversation goes through (seed ${seed})`, () => {
  test("the notice precedes the bot's first words, and the first after each moment that makes it due", () => {
    forEveryStory(({ thread }) => {
      thread.forEach((one, index) => {
        if (one.isNotice) return
        expect(thread.slice(0, index).some((notice) => notice.isNotice && notice.sentIn === one.sentIn)).toBe(true)
      })
    })
  })

  test("it arrives once for each moment that makes it due, bursts and restarts included, and never twice", () => {
    forEveryStory(({ thread }) => {
      const eras = thread.filter((one) => one.isNotice).map((one) => one.sentIn)
      expect(eras).toEqual([...new Set(eras)])
    })
  })

  test("it is said whenever words are, once it is due: nothing the bot says is lost for want of it", () => {
    forEveryStory((world) => {
      finish(world)
      const said = world.wanted.length - world.lost.length
      expect(world.thread.filter((one) => !one.isNotice)).toHaveLength(said)
      expect(world.conversation.disclosure._tag).toBe("Told")
      expect(world.held).toEqual([])
    })
  })
})
