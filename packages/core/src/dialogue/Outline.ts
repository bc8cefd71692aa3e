/**
 * What can be said of a message before anybody speaks: all that policy reads of it, without its words.
 *
 * @module
 */
import type { Message, Otherwise as Kept } from "../model/Message.ts"
import type { Purpose } from "../model/Purpose.ts"
import type * as Intent from "./Intent.ts"
import type { AnyOtherwise } from "./Otherwise.ts"

/** What an outline has where the words, or what depends on the context, will stand. */
export const open = "..."

const lastOf = (otherwise: AnyOtherwise): Kept => {
  if (typeof otherwise === "string") return otherwise
  if ("refused" in otherwise) return "refuse"
  if ("hold" in otherwise) return "hold"
  const { instead } = otherwise
  return typeof instead === "object" && "text" in instead ? lastOf(instead.otherwise) : "hold"
}

const steady = (intent: Intent.AnyIntent): Message => {
  const { purpose, recurs, topic } = intent
  // The compiler gave it this type, or the sentence that refuses it.
  const utility = intent.utility as Intent.Utility<never> | undefined
  return {
    content: { _tag: "Text", text: open },
    ...(purpose === undefined ? {} : { purpose }),
    ...(intent.promotional === true || purpose === "promotion" ? { promotional: true } : {}),
    ...(intent.sponsored === true ? { sponsored: true } : {}),
    ...(recurs === true ? { recurs } : {}),
    ...(topic === undefined ? {} : { topic: typeof topic === "string" ? topic : open }),
    ...(utility === undefined ? {} : {
      utility: {
        _tag: "Template",
        name: utility.name,
        language: typeof utility.language === "string" ? utility.language : open,
        parameters: {},
        ...(utility.discloses === true ? { discloses: true } : {})
      }
    })
  }
}

const standIn = (otherwise: AnyOtherwise, purpose: Purpose, last: Kept): Message | undefined => {
  if (typeof otherwise !== "object" || !("instead" in otherwise)) return undefined
  const { instead } = otherwise
  if (typeof instead !== "object" || !("text" in instead)) return { ...steady({ purpose }), otherwise: last }
  const next = standIn(instead.otherwise, instead.purpose, last)
  return { ...steady(instead), otherwise: last, ...(next === undefined ? {} : { instead: next }) }
}

/** The message of a state that speaks for a purpose, with its stand-ins. `form`: it is a survey. */
export const of = (
  given: Intent.AnyIntent & { readonly purpose: Purpose; readonly otherwise: AnyOtherwise },
  form: boolean
): Message => {
  const last = lastOf(given.otherwise)
  const next = standIn(given.otherwise, given.purpose, last)
  const message: Message = { ...steady(given), otherwise: last, ...(next === undefined ? {} : { instead: next }) }
  if (!form) return message
  const question = { id: open, title: open, kind: "csat" as const }
  return { ...message, content: { _tag: "Survey", title: open, question, privacyUrl: open } }
}
