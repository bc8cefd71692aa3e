/**
 * One history: a person, a bot, and the business, by chance, in a world with the real adapter and the emulator. What each step
 * brought is kept as it was seen from outside: calls with their answers, and what stands in the transcript.
 *
 * @module
 */
import { ConversationStore, MemoryStore, type MessageLedger, Records } from "@parley/core"
import type { Act, AgentAct } from "../../../src/convo/Script.ts"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import type { Entry } from "../../../src/emulator/Entry.ts"
import type { Fault } from "../../../src/emulator/Fault.ts"
import type { RecordedCall } from "../../../src/simulation/GraphCalls.ts"
import * as Simulation from "../../../src/simulation/Simulation.ts"
import type { Chance } from "../situations.ts"
import * as Club from "./club.ts"

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** What can happen. */
export type Step =
  | { readonly _tag: "Person"; readonly act: Act }
  | { readonly _tag: "Agent"; readonly act: AgentAct }
  | { readonly _tag: "Signal"; readonly manner: typeof Club.manners[number]; readonly number: number }
  | { readonly _tag: "Passes"; readonly millis: number }
  | { readonly _tag: "Fault"; readonly fault: Fault }
  | { readonly _tag: "Crash" }
  | { readonly _tag: "Restart" }

/** A step with all that came of it, up to the moment at which nothing was left to do. */
export interface Seen {
  readonly step: Step
  readonly from: number
  readonly to: number
  readonly calls: ReadonlyArray<RecordedCall>
  readonly entries: ReadonlyArray<Entry>
  /** Whether the step could be done: there was a message to react to, a button to tap. */
  readonly isDone: boolean
  /** Whether the thread was the bot's, as the platform has it, when the step was done. */
  readonly isOurs: boolean
}

/** Under which circumstances a history is played. */
export interface Setting {
  readonly channel: "messenger" | "instagram"
  readonly pack: "current" | "seeds"
  readonly approvals: NonNullable<Simulation.Options["approvals"]>
  readonly margin: number
  /** Where the person is, for the platform and for the bot alike. */
  readonly region: string | undefined
  readonly faults: boolean
  readonly steps: number
}

/** A setting by chance. */
export const setting = (chance: Chance, steps: number): Setting => ({
  channel: chance.onceIn(4) ? "instagram" : "messenger",
  pack: chance.oneOf(["current", "current", "seeds"]),
  approvals: chance.oneOf([["humanAgent", "utility"], ["utility"], ["humanAgent"]]),
  margin: chance.oneOf([0, 0, 1, minute]),
  region: chance.onceIn(3) ? undefined : chance.oneOf(["EU", "JP"]),
  faults: chance.onceIn(2),
  steps
})

const requests = ["Deals for you", "A series for you"]

const words = [
  "hi",
  "menu",
  "News",
  "Survey",
  "Leave",
  "Series",
  "Look",
  "Human",
  "stop",
  "start again",
  "bot",
  "cancel",
  "what?"
]

const faults: ReadonlyArray<Fault> = [
  { _tag: "Error", code: 1 },
  { _tag: "Error", code: 100 },
  { _tag: "Error", code: 613 },
  { _tag: "Status", status: 503, accepted: false },
  { _tag: "Close", accepted: true },
  { _tag: "Close", accepted: false },
  { _tag: "Delay", millis: minute },
  { _tag: "EchoLost" },
  { _tag: "EchoDelayed", millis: 30 * second },
  { _tag: "WebhookTwice" },
  { _tag: "WebhookDelayed", millis: 5 * minute },
  { _tag: "WebhookReordered", count: 2 }
]

const personal = (chance: Chance, channel: Setting["channel"]): Act => {
  switch (chance.below(12)) {
    case 0:
      return { _tag: "Reacts", reaction: "❤" }
    case 1:
      return { _tag: "Comments", text: "how much?" }
    case 2:
      // Nobody posts on the page of somebody else there.
      return channel === "instagram" ? { _tag: "Says", text: "hello" } : { _tag: "Posts", text: "hello there" }
    case 3:
      return { _tag: "Follows", ref: "x" }
    case 4:
      return { _tag: "ClicksAd", ad: "7" }
    case 5:
      return { _tag: "Reads" }
    case 6:
      return { _tag: "SendsPayload", payload: chance.oneOf(["PARLEY_STOP", "PARLEY_START", "PARLEY_BOT", "old"]) }
    case 7:
      return { _tag: "Taps", title: chance.oneOf(["News", "Survey", "Leave", "Series", "Look", "Human", ...requests]) }
    default:
      return { _tag: "Says", text: chance.oneOf(words) }
  }
}

const agents: ReadonlyArray<AgentAct> = [
  { _tag: "Says", text: `${Club.eva} hello` },
  { _tag: "Takes" },
  { _tag: "Returns" },
  { _tag: "Returns" },
  { _tag: "Says", text: `${Club.eva} hello`, bridge: true },
  { _tag: "Says", text: `${Club.eva} hello`, bridge: true },
  { _tag: "Returns", bridge: true }
]

/** Lengths of silence: any, and those that end beside a bound that counts from the person's last act. */
const silence = (chance: Chance, sinceAct: number | undefined): number => {
  const anyLength = chance.oneOf([second, minute, 3 * hour, 11 * hour, 25 * hour, 2 * day, 5 * day])
  if (sinceAct === undefined || chance.onceIn(3)) return anyLength
  const bound = chance.oneOf([day, day, day - minute, 7 * day, 7 * day - minute]) + chance.oneOf([-2, -1, 0, 1])
  return bound > sinceAct ? bound - sinceAct : anyLength
}

/** The next step. */
const next = (chance: Chance, setting: Setting, number: number, sinceAct: number | undefined, isUp: boolean): Step => {
  if (!isUp && chance.onceIn(3)) return { _tag: "Restart" }
  const roll = chance.below(20)
  if (roll < 7) return { _tag: "Person", act: personal(chance, setting.channel) }
  if (roll < 12) return { _tag: "Passes", millis: silence(chance, sinceAct) }
  if (roll < 15) return isUp ? { _tag: "Signal", manner: chance.oneOf(Club.manners), number } : { _tag: "Restart" }
  if (roll < 17) {
    const act = chance.oneOf(agents)
    return act._tag !== "Takes" && act.bridge === true && !isUp ? { _tag: "Restart" } : { _tag: "Agent", act }
  }
  if (!setting.faults) return { _tag: "Person", act: { _tag: "Says", text: chance.oneOf(words) } }
  if (roll === 17) return { _tag: "Fault", fault: chance.oneOf(faults) }
  return isUp && chance.onceIn(2) ? { _tag: "Crash" } : { _tag: "Fault", fault: chance.oneOf(faults) }
}

const isAct = (step: Step): boolean =>
  step._tag === "Person" && step.act._tag !== "Reads" && step.act._tag !== "ClicksAd"

const isPublic = (step: Step): boolean =>
  step._tag === "Person" && (step.act._tag === "Comments" || step.act._tag === "Posts")

/** A history to its end: what each step brought, all that the person has on their phone, and what the bot wrote down of it. */
export interface Played {
  readonly seen: ReadonlyArray<Seen>
  readonly transcript: ReadonlyArray<Entry>
  readonly ledger: ReadonlyArray<MessageLedger.Row>
}

/** Plays a history to its end. */
export const play = (
  chance: Chance,
  setting: Setting
): Effect.Effect<Played, unknown, Scope.Scope> =>
  Effect.gen(function*() {
    const store = MemoryStore.make({ outbox: 100_000, journal: 1_000 })
    const { calls, emulator, person, world } = yield* Simulation.open({
      bot: Club.bot(setting.margin, setting.region),
      region: setting.region,
      start: Date.UTC(setting.pack === "seeds" ? 2024 : 2026, 10, 2, 9),
      seed: 1 + chance.below(1_000_000),
      channel: setting.channel,
      pack: setting.pack,
      approvals: setting.approvals,
      // Instagram has none.
      templates: setting.channel === "instagram"
        ? []
        : [{ name: "news", language: "en", body: "There is news for you." }],
      store: Layer.succeed(ConversationStore.ConversationStore, store)
    })
    const ana = yield* person("Ana")
    // Nobody has taken the thread yet: it is the bot's.
    const ours = ana.owner
    const seen: Array<Seen> = []
    let isUp = true
    let actedAt: number | undefined
    let number = 0

    const does = (step: Step): Effect.Effect<unknown, unknown> => {
      switch (step._tag) {
        case "Person":
          return world.acts("Ana", step.act)
        case "Agent":
          return world.agent("Ana", step.act)
        case "Signal":
          return world.signal("Ana", "news", { number: step.number, manner: step.manner })
        case "Passes":
          return world.advance(step.millis)
        case "Fault":
          return emulator.inject(step.fault)
        case "Crash":
        case "Restart":
          return world.trouble(step)
      }
    }

    for (let index = 0; index < setting.steps; index++) {
      const before = { calls: calls.all.length, entries: ana.transcript.length }
      const sinceAct = actedAt === undefined ? undefined : world.now() - actedAt
      const chosen = next(chance, setting, ++number, sinceAct, isUp)
      // An inbox that has the thread and takes it again keeps it for longer, and nobody is told.
      const step: Step = chosen._tag === "Agent" && chosen.act._tag === "Takes" && ana.owner !== ours
        ? { _tag: "Agent", act: { _tag: "Says", text: `${Club.eva} still here` } }
        : chosen
      // A routing event is told apart by its time: two of a kind do not fall into one millisecond.
      if (step._tag === "Agent") yield* world.advance(1)
      // The time of what is written in public is told in whole seconds.
      if (isPublic(step)) yield* world.advance(second - world.now() % second)
      const from = world.now()
      const isOurs = ana.owner === ours
      // What cannot be tapped or reacted to now is left alone.
      const isDone = yield* Effect.match(does(step), { onSuccess: () => true, onFailure: () => step._tag !== "Person" })
      yield* world.advance(0)
      if (step._tag === "Crash") isUp = false
      if (step._tag === "Restart") isUp = true
      if (isDone && isAct(step)) actedAt = from
      seen.push({
        step,
        from,
        to: world.now(),
        calls: calls.all.slice(before.calls),
        entries: ana.transcript.slice(before.entries),
        isDone,
        isOurs
      })
    }
    const [known] = yield* Records.conversations(store, {})
    return {
      seen,
      transcript: ana.transcript,
      ledger: known === undefined ? [] : yield* Records.ledger(store, known)
    }
  })
