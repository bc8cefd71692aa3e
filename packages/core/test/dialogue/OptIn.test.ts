/** Asking for leave to write later: the request, the tap, the no, and a yes that comes late. */
import { Dialogue, type Inbound, Message, Route, Start, Step } from "@parley/core"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as RequestPayload from "../../src/dialogue/RequestPayload.ts"
import { envelope, words } from "./raw.ts"

const Item = Schema.Struct({ item: Schema.optionalWith(Schema.String, { default: () => "a blue hat" }) })
const d = Dialogue.setup({ id: "restock", version: 3, context: Item, states: ["ask", "wait", "no", "info", "late"] })
const wait = d.ask("Anything else?", { answer: Schema.String, to: "wait" })
const shop = d.make({
  initial: "ask",
  commands: { info: "info" },
  states: {
    ask: d.optIn(({ item }) => `Tell me of ${item}`, {
      permission: "oneTime",
      topic: ({ item }) => `restock of ${item}`,
      payload: "RESTOCK",
      to: "wait",
      declined: "no",
      timeout: { after: "2 hours", to: "late" }
    }),
    wait,
    no: d.end("All right."),
    info: d.say("It is blue.", { to: d.back }),
    late: d.end("Another time.")
  }
})

const begun = Either.getOrThrow(Step.take(shop, undefined, envelope({ type: "start" })))
const request =
  begun.said.flatMap((body) =>
    body._tag === "Message" && body.message.content._tag === "Request" ? [body.message.content] : []
  )[0]

const hear = (event: Inbound.Event, stored = begun.snapshot) => {
  const active = { id: "restock", version: 3, snapshot: stored }
  const routed = Route.route({ dialogues: [shop], active, event, locale: "en" })
  if (routed._tag !== "Active") throw new Error(`routed to ${routed._tag}`)
  return Either.getOrThrow(Step.take(shop, stored, envelope(routed.event)))
}
const said = (text: string): Inbound.Event => ({ _tag: "Said", mid: "m", text })
const optedIn = (more: Partial<Extract<Inbound.Event, { readonly _tag: "OptedIn" }>>): Inbound.Event => ({
  _tag: "OptedIn",
  kind: "one_time_notif_req",
  permission: "oneTime",
  ...more
})

describe("a request for leave", () => {
  it("carries its topic in its payload, with the place that asks", () => {
    expect(request).toMatchObject({
      permission: "oneTime",
      topic: "restock of a blue hat",
      title: "Tell me of a blue hat"
    })
    expect(RequestPayload.decode(request?.payload ?? "")).toEqual({
      topic: "restock of a blue hat",
      dialogue: "restock",
      version: 3,
      state: "ask",
      payload: "RESTOCK"
    })
  })

  it("for a series shows itself as it is told, and without being told says nothing of it", () => {
    const s = Dialogue.setup({ id: "club", version: 1, context: Schema.Struct({}), states: ["ask", "done"] })
    const shown = (look: {
      readonly imageUrl?: string
      readonly imageShape?: "square"
      readonly button?: "signUp"
      readonly timezone?: string
      readonly renews?: boolean
    }) => {
      const asking = s.make({
        initial: "ask",
        states: {
          ask: s.optIn("Deals", { permission: "recurring", topic: "deals", to: "done", ...look }),
          done: s.end()
        }
      })
      const { said } = Either.getOrThrow(Step.take(asking, undefined, envelope({ type: "start" })))
      return said.flatMap((body) => body._tag === "Message" ? [body.message.content] : [])
    }
    const look = {
      imageUrl: "https://example.com/deals.png",
      imageShape: "square",
      button: "signUp",
      timezone: "Europe/Madrid",
      renews: false
    } as const
    const plain = {
      _tag: "Request",
      permission: "recurring",
      topic: "deals",
      title: "Deals",
      payload: RequestPayload.encode({ topic: "deals", dialogue: "club", version: 1, state: "ask" })
    }

    expect(shown(look)).toEqual([{ ...plain, ...look }])
    expect(shown({})).toEqual([plain])
  })

  it("is granted by a tap", () => {
    const payload = request?.payload ?? ""

    expect(words(hear(optedIn({ payload })))).toEqual(["Anything else?"])
    expect(words(hear(optedIn({ payload, change: "resumed" })))).toEqual(["Anything else?"])
  })

  it("is granted by an event without our payload when nothing in it speaks of another", () => {
    expect(words(hear(optedIn({})))).toEqual(["Anything else?"])
    expect(words(hear(optedIn({ topic: "restock of a blue hat" })))).toEqual(["Anything else?"])
    expect(hear(optedIn({ topic: "shoes" })).outcome).toBe("ignored")
    expect(hear(optedIn({ permission: "recurring" })).outcome).toBe("ignored")
  })

  it("is not granted by a tap on the request of another state", () => {
    const payload = RequestPayload.encode({ topic: "shoes", dialogue: "restock", version: 3, state: "other" })

    expect(hear(optedIn({ payload })).outcome).toBe("ignored")
  })

  it("is declined by the channel's no, by a no in words, and by whatever else is said", () => {
    expect(words(hear(optedIn({ change: "declined", payload: request?.payload ?? "" })))).toEqual(["All right."])
    expect(words(hear(said("No")))).toEqual(["All right."])
    expect(words(hear(said("what hats have you got?")))).toEqual(["All right."])
  })

  it("does not take a yes in words, which the channel does not count, and says so", () => {
    const answered = hear(said("Yes!"))

    expect(words(answered)).toEqual([
      "Please tap the button under my question. Without that I may not write to you about it."
    ])
    expect(answered.state).toBe("ask")
  })

  it("answers a tap on an older button, and stays", () => {
    const tapped = hear({ _tag: "Tapped", payload: "p1|restock|2|menu|a" })

    expect(words(tapped)).toEqual(["That button belongs to an earlier question."])
    expect(tapped.state).toBe("ask")
  })

  it("is shown once: who asks for it again, or comes back to it, is reminded of the button", () => {
    const reminder = "Please tap the button under my question. Without that I may not write to you about it."

    expect(words(hear(said("repeat")))).toEqual([reminder])
    expect(words(hear(said("info")))).toEqual(["It is blue.", reminder])
  })

  it("is over when its time is", () => {
    const timer = begun.timersSet[0]
    const fired = Step.take(
      shop,
      begun.snapshot,
      envelope({ type: "timer", id: timer?.id ?? "", event: timer?.event ?? null })
    )

    expect(timer?.after).toBe(2 * 3_600_000)
    expect(words(Either.getOrThrow(fired))).toEqual(["Another time."])
  })
})

describe("a yes that comes late", () => {
  const e = Dialogue.setup({ id: "thanks", version: 1, context: Schema.Struct({}), states: ["bye"] })
  const thanks = e.make({ initial: "bye", starts: [Start.payload("RESTOCK")], states: { bye: e.end("Noted.") } })
  const elsewhere = hear(said("no idea")).snapshot

  it("begins the dialogue that starts with the author's own payload", () => {
    const event = optedIn({ payload: request?.payload ?? "" })

    expect(Route.route({ dialogues: [shop, thanks], event, locale: "en" })).toMatchObject({ dialogue: "thanks" })
    expect(
      Route.route({
        dialogues: [shop, thanks],
        active: { id: "restock", version: 3, snapshot: elsewhere },
        event,
        locale: "en"
      })
    ).toMatchObject({ dialogue: "thanks" })
  })

  it("begins it also when the dialogue that is asked does not know the request", () => {
    const event = optedIn({ payload: "RESTOCK", topic: "shoes" })

    expect(hear(event).outcome).toBe("ignored")
    expect(Route.afresh({ dialogues: [shop, thanks], event, locale: "en" })).toMatchObject({ dialogue: "thanks" })
  })

  it("is no dialogue's business when none names it", () => {
    const event = optedIn({ payload: request?.payload ?? "" })

    expect(Route.route({ dialogues: [shop], event, locale: "en" })).toEqual({ _tag: "NotForDialogue" })
  })
})

it("what is in a payload that is not ours is not believed", () => {
  expect(RequestPayload.decode("p1|restock|3|ask|l")).toBeUndefined()
  expect(RequestPayload.decode("p1|restock|3|ask|leave/%E0%A4%A")).toBeUndefined()
  expect(RequestPayload.decode("RESTOCK")).toBeUndefined()
  expect(Message.words({ content: request ?? { _tag: "Text", text: "" } })).toBe("Tell me of a blue hat")
})
