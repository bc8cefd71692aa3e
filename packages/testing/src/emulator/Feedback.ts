/**
 * What people answer to surveys ("Customer Feedback Template", read 2026-11-21).
 *
 * @module
 */
import * as Schema from "effect/Schema"
import type { Actor } from "./Acts.ts"
import * as Notices from "./Notices.ts"
import * as Worlds from "./World.ts"

/** There is no survey that the person could answer. */
export class NothingToRate extends Schema.TaggedError<NothingToRate>()("NothingToRate", {}) {
  override get message(): string {
    return "Nobody can rate anything: no survey stands in this conversation that has not been answered."
  }
}

/**
 * Answers the last survey that stands unanswered; `false` when there is none. What follows a score is the answer to the question
 * behind it. The window stays as it was.
 */
export const rates = ({ state, thread, world }: Actor, said: string): boolean => {
  const index = thread.entries.findLastIndex((entry) => entry.survey !== undefined && entry.rated !== true)
  const entry = thread.entries[index]
  if (entry?.survey === undefined) return false
  thread.entries[index] = { ...entry, rated: true }
  Worlds.keepThread(world, thread)
  const { kind, question } = entry.survey
  const [score = "", ...rest] = kind === "free_form" ? [said] : said.split(" ")
  const followUp = rest.join(" ")
  const answer = {
    type: kind,
    payload: score,
    ...(followUp === "" ? {} : { follow_up: { type: "free_form", payload: followUp } })
  }
  Notices.fromPerson(world, state, thread, "messaging_feedback", world.now(), {
    messaging_feedback: { feedback_screens: [{ screen_id: 0, questions: { [question]: answer } }] }
  })
  world.commit()
  return true
}
