/**
 * How long the bot seems to type before a message: as long as the message deserves, never so long that it annoys.
 *
 * @module
 */
import type { Millis } from "../model/Instant.ts"
import * as Message from "../model/Message.ts"

/**
 * `perCharacter`, `least` and `most` in milliseconds; `jitter` is the share by which a pause may vary either way. `latency` bounds
 * what all pauses together may add: no pause lasts longer than so many milliseconds after its message was said.
 */
export interface Options {
  readonly perCharacter?: Millis
  readonly least?: Millis
  readonly most?: Millis
  readonly jitter?: number
  readonly latency?: Millis
}

/**
 * What is used unless the bot says otherwise: 22 ms a character, at least 0.6 s, at most 4 s, varied by a tenth, and no
 * more than 20 s for all that a turn says (Meta asks bots to answer within 30 s).
 */
export const standard = {
  perCharacter: 22,
  least: 600,
  most: 4_000,
  jitter: 0.1,
  latency: 20_000
} satisfies Options

/** A fraction in `[0, 1)` that depends on the seed alone. */
const fraction = (seed: number): number => {
  let mixed = (seed ^ 0x9e3779b9) >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b) >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) >>> 0
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 0x1_0000_0000
}

/**
 * The pause before a message, in milliseconds. The same message and seed give the same pause.
 *
 * @example
 * import { Message, Typing } from "@parley/core"
 *
 * Typing.plan(Message.text("Hi"), 7, { jitter: 0 })
 * // => 600
 */
export const plan = (message: Message.Message, seed: number, options: Options = {}): Millis => {
  const { jitter, least, most, perCharacter } = { ...standard, ...options }
  const wanted = Message.words(message).length * perCharacter
  const varied = wanted * (1 + jitter * (2 * fraction(seed) - 1))
  return Math.round(Math.min(most, Math.max(least, varied)))
}
