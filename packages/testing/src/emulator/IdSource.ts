/**
 * Ids that look like the platform's and come out the same for the same seed and order.
 *
 * @module
 */

const base64url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

/** Every two letters, by their twelve bits, the first letter's lowest. */
const pairs = Array.from({ length: 4096 }, (_, bits) => `${base64url[bits & 63]}${base64url[bits >>> 6]}`)

/** The source of every id that the emulator gives. */
export interface IdSource {
  /** How many ids were given; kept, so that a restart goes on where it stopped. */
  readonly given: () => number
  /** A person's page-scoped id: 16 or 17 digits. */
  readonly psid: () => string
  /** A message id: `m_` and 90 characters, or the form of Instagram. */
  readonly mid: (channel: "messenger" | "instagram") => string
  /** A number of `digits` digits that does not start with zero: attachments, comments, templates. */
  readonly digits: (digits: number) => string
  /** The trace id of an answer: 11 characters. */
  readonly trace: () => string
  /** A token of `length` characters. */
  readonly token: (length: number) => string
  /** A whole number from 0 up to, not including, `below`. */
  readonly below: (below: number) => number
}

/** Makes a source from a seed, after `given` ids. */
export const make = (seed: number, given = 0): IdSource => {
  let count = given
  let state = 0
  // Each id starts from (seed, count) alone, so that only the count has to be kept over a restart.
  const begin = () => {
    count += 1
    state = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) + Math.imul(count, 0xc2b2ae35)) | 0
  }
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const letters = (length: number): string => {
    let out = ""
    while (out.length < length) {
      const bits = next()
      out += `${pairs[bits & 4095]}${pairs[(bits >>> 12) & 4095]}${base64url[(bits >>> 24) & 63]}`
    }
    return out.slice(0, length)
  }
  const digits = (length: number): string => {
    let out = String(1 + (next() % 9))
    while (out.length < length) out += String(next() % 1_000_000_000).padStart(9, "0")
    return out.slice(0, length)
  }
  return {
    given: () => count,
    psid: () => {
      begin()
      return digits(16 + (next() & 1))
    },
    mid: (channel) => {
      begin()
      return channel === "messenger" ? `m_${letters(90)}` : `aWdfZ${letters(95)}`
    },
    digits: (length) => {
      begin()
      return digits(length)
    },
    trace: () => {
      begin()
      return `A${letters(10)}`
    },
    token: (length) => {
      begin()
      return letters(length)
    },
    below: (below) => {
      begin()
      return next() % below
    }
  }
}
