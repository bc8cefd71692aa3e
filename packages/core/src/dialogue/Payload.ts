/**
 * The payload that our buttons carry: dialogue, version, state and option, so that a tap on an old button is understood.
 *
 * @module
 */
import type { Choice } from "./Definition.ts"

const prefix = "p1"

const escape = (text: string): string => text.replace(/[%|]/g, (sign) => (sign === "%" ? "%25" : "%7C"))

const unescape = (text: string): string => text.replaceAll("%7C", "|").replaceAll("%25", "%")

/**
 * The payload of one option, at most 1,000 characters (the limit of Meta's postbacks and quick replies).
 *
 * @example
 * import { Payload } from "@parley/core"
 *
 * Payload.encode({ dialogue: "pizza", version: 1, state: "size", key: "l" })
 * // => "p1|pizza|1|size|l"
 */
export const encode = (choice: Choice): string =>
  [prefix, escape(choice.dialogue), String(choice.version), escape(choice.state), escape(choice.key)].join("|")

/** The option that a payload names, or `undefined` when the payload is not ours. */
export const decode = (payload: string): Choice | undefined => {
  const [head, dialogue, version, state, key, ...rest] = payload.split("|")
  if (head !== prefix || dialogue === undefined || state === undefined || key === undefined || rest.length > 0) {
    return undefined
  }
  const number = Number(version)
  if (!Number.isSafeInteger(number)) return undefined
  return { dialogue: unescape(dialogue), version: number, state: unescape(state), key: unescape(key) }
}
