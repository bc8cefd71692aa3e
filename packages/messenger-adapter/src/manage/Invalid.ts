/**
 * What cannot be asked of the platform: found before anything is sent, named by its field.
 *
 * @module
 */
import * as Schema from "effect/Schema"

/** The field, what is wrong with it, and the cure. Nothing is ever cut to fit. */
export class Invalid extends Schema.TaggedError<Invalid>()("Invalid", {
  field: Schema.String,
  problem: Schema.String,
  cure: Schema.String
}) {
  override get message() {
    return `${this.field}: ${this.problem}; ${this.cure}`
  }
}

/** The problem of a text that is empty or longer than `max` characters (Unicode code points), or `undefined`. */
export const length = (field: string, text: string, max: number): Invalid | undefined => {
  if (text.trim() === "") return new Invalid({ field, problem: "it is empty", cure: "give it a visible character" })
  const size = [...text].length
  return size <= max
    ? undefined
    : new Invalid({ field, problem: `it has ${size} characters and the limit is ${max}`, cure: "shorten it" })
}

/** The problem of what is no address under https, or `undefined`. */
export const https = (field: string, text: string): Invalid | undefined =>
  URL.canParse(text) && new URL(text).protocol === "https:"
    ? undefined
    : new Invalid({ field, problem: "it is no https address", cure: "give one that begins with https://" })

/** The problem of what is no id of the platform's, or `undefined`. */
export const digits = (field: string, id: unknown, cure: string): Invalid | undefined =>
  /^\d+$/.test(String(id)) ? undefined : new Invalid({ field, problem: "it is no id made of digits", cure })

/** The cure for an id that is no person's. */
export const scopedId = "give the id by which the person wrote to the account"
