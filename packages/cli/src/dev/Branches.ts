/**
 * "What if": a new person who goes on from where another one stood after a turn, as if that moment were now.
 *
 * @module
 */
import type { Json } from "@parley/core"
import { Conversation } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Histories from "./History.ts"
import * as Moments from "./Moments.ts"
import * as Persons from "./Persons.ts"
import { Refused } from "./Refused.ts"
import type { Scene, Somebody } from "./Scene.ts"
import * as Shared from "./Shared.ts"

const encode = Schema.encodeSync(Conversation.Conversation)

/** The index of a turn in a history, once what it began had come to rest. */
export const indexOf = (past: Histories.Past, turn: number): Effect.Effect<number, Refused> => {
  const index = Histories.settled(past, turn)
  return index === undefined
    ? Effect.fail(
      new Refused({
        code: "unknown",
        reason: past.turns.length === 0
          ? "This conversation has no turns yet."
          : `There is no turn ${turn}; there are turns 1 to ${past.turns.length}.`
      })
    )
    : Effect.succeed(index)
}

/** The conversation as another person takes it over: what was on its way at that moment has arrived. */
const taken = ({ now, outcomes }: Histories.Past, at: number): Conversation.Conversation => {
  const { lastWords: _, ...rest } = now
  const pending = now.disclosure._tag === "Pending" ? outcomes.get(now.disclosure.outbound) : undefined
  return {
    ...rest,
    deferred: [],
    ...(now.disclosure._tag === "Pending" && pending?._tag === "Sent"
      ? { disclosure: { _tag: "Told" as const, at: pending.at ?? at } }
      : {})
  }
}

/** Makes the branch; gives the new person's id. */
export const make = (
  scene: Scene,
  { id, person }: Somebody,
  wish: { readonly turn: number; readonly name?: string }
): Effect.Effect<string, Refused> =>
  Effect.gen(function*() {
    const { session, time } = scene
    const past = scene.history.of(id)
    const index = yield* indexOf(past, wish.turn)
    const cut = Histories.upTo(past, index)
    const [task] = cut.now.tasks
    if (task !== undefined) {
      return yield* new Refused({
        code: "not now",
        reason: `After turn ${wish.turn} the task ${task.name} runs, and only one conversation can have its end: `
          + "branch from the turn in which it ended, or from one before."
      })
    }
    const now = time.now()
    const until = Shared.until(past.turns, index, now)
    const conversation = taken(cut, until)
    const twin = yield* session.emulator.twin(person, {
      name: wish.name ?? `${person.name}, what if`,
      until,
      messages: Shared.messages(past, index, person.transcript),
      acts: conversation.acts,
      human: conversation.owner._tag !== "Bot"
    })
    // A record in its stored form is JSON: so its schema has it.
    const stored = Moments.moved(encode(conversation) as unknown as Json.Json, now - until)
    yield* Effect.mapError(
      session.bot().accept([{
        id: `${Persons.branchMark}${now - until}/${person.psid}/${cut.now.revision}/${twin.psid}`,
        conversation: { ...id, person: twin.psid },
        at: now,
        receivedAt: now,
        event: { _tag: "Inherited", conversation: stored }
      }]),
      ({ message }) => new Refused({ code: "broken", reason: message })
    )
    return twin.psid
  })
