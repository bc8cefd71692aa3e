/**
 * The answers to a survey of ours ("Customer Feedback Template", read 2026-11-21).
 *
 * @module
 */
import type { Inbound } from "@parley/core"
import type * as Types from "effect/Types"
import type { Finding } from "./Finding.ts"
import { keep } from "./Raw.ts"
import type { Reader } from "./Reader.ts"

/** A question that is answered in words; all others by a number. */
const inWords = "free_form"

const rating = (question: string, reader: Reader): Inbound.Rating => {
  const rated: Types.Mutable<Inbound.Rating> = { question }
  if (reader.text("type") === inWords) {
    const words = reader.text("payload")
    if (words !== undefined) rated.words = words
  } else {
    const score = reader.number("payload")
    if (score !== undefined) rated.score = score
  }
  reader.object("follow_up", (followUp) => {
    const words = followUp.text("payload")
    if (words !== undefined) rated.followUp = words
  }, "kept")
  return rated
}

/** `messaging_feedback`: every question of every screen with its answer. */
export const read = (reader: Reader): Finding => {
  const answers: Array<Inbound.Rating> = []
  reader.objects("feedback_screens", (screen) => {
    screen.object("questions", (questions) => {
      for (const question of Object.keys(questions.fields)) {
        const answer = questions.object(question, (inner) => rating(question, inner), "kept")
        if (answer !== undefined) answers.push(answer)
      }
    }, "kept")
  }, "kept")
  return { kind: "survey", act: "surveyAnswer", event: { _tag: "Rated", answers, raw: keep(reader.fields) } }
}
