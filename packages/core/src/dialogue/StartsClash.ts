/**
 * Dialogues of one bot that claim the same: an id, or what opens them.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import type { Definition, Start } from "./Definition.ts"
import * as Wording from "./Wording.ts"

/** Two dialogues of one bot claim the same. */
export class StartsClash extends Schema.TaggedError<StartsClash>()("StartsClash", {
  what: Schema.String,
  dialogues: Schema.Array(Schema.String)
}) {
  override get message() {
    const names = this.dialogues.map((name) => `"${name}"`).join(" and ")
    return this.what === "the id"
      ? `Several dialogues have the id ${names}: give each its own.`
      : `Dialogues ${names} both start with ${this.what}: leave it to one of them.`
  }
}

const describe = (start: Start): string => {
  switch (start._tag) {
    case "Words":
      return `the words "${Wording.fold(start.words)}"`
    case "Pattern":
      return `the pattern ${String(start.pattern)}`
    case "GetStarted":
      return "\"Get started\""
    case "Ref":
      return `the ref "${start.ref}"`
    case "Payload":
      return `the payload "${start.payload}"`
    case "Comment":
      return start.pattern === undefined ? "any comment" : `comments that fit ${String(start.pattern)}`
    case "Post":
      return start.pattern === undefined ? "any visitor's post" : `visitors' posts that fit ${String(start.pattern)}`
    case "Rated":
      return start.question === undefined ? "any survey's answer" : `answers to the survey question "${start.question}"`
    case "Signal":
      return `the signal "${start.signal}"`
    case "Anything":
      return "anything"
  }
}

/** All that two dialogues of one bot both claim: an id, or a start. Empty when there is nothing to mend. */
export const check = (dialogues: ReadonlyArray<Definition>): ReadonlyArray<StartsClash> => {
  const ids = dialogues.map((dialogue) => dialogue.id)
  const clashes = [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map((id) =>
    new StartsClash({ what: "the id", dialogues: [id] })
  )
  const claims = new Map<string, Set<string>>()
  for (const dialogue of dialogues) {
    for (const start of dialogue.starts) {
      const what = describe(start)
      claims.set(what, (claims.get(what) ?? new Set()).add(dialogue.id))
    }
  }
  for (const [what, by] of claims) if (by.size > 1) clashes.push(new StartsClash({ what, dialogues: [...by] }))
  return clashes
}
