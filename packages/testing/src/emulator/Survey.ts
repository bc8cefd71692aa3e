/**
 * Surveys as a person sees them ("Customer Feedback Template", read 2026-11-21).
 *
 * @module
 */
import { arrayAt, isObject, type JsonObject, objectAt, textAt } from "./JsonObject.ts"

/** The one question of a survey. */
export interface Survey {
  readonly question: string
  readonly kind: string
}

/** The survey that a message holds, if it holds one. */
export const of = (message: JsonObject): Survey | undefined => {
  const payload = objectAt(objectAt(message, "attachment") ?? {}, "payload")
  if (payload === undefined || textAt(payload, "template_type") !== "customer_feedback") return undefined
  const screen = arrayAt(payload, "feedback_screens")?.find(isObject)
  const question = screen === undefined ? undefined : arrayAt(screen, "questions")?.find(isObject)
  if (question === undefined) return undefined
  return { question: textAt(question, "id") ?? "", kind: textAt(question, "type") ?? "" }
}
