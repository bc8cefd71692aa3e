/**
 * The packs by name.
 *
 * @module
 */
import type { PolicyPack } from "@parley/core"
import type { Channel } from "../wire/Channel.ts"
import { instagramPack, instagramPackWith } from "./InstagramPack.ts"
import { messengerPack, messengerPackWith } from "./MessengerPack.ts"
import type { Readings } from "./Readings.ts"
import { seedsInstagramPack, seedsMessengerPack } from "./SeedPacks.ts"

/** The names of the packs: the timeline up to today, and the rules of the seed pages alone. */
export const names = ["current", "seeds"] as const

/** The name of a pack. */
export type Name = (typeof names)[number]

/** Whether a text names a pack. */
export const isName = (text: string): text is Name => names.some((name) => name === text)

/**
 * The rules of a channel under a name. Readings count for the timeline: the seed pages do not contradict one another.
 *
 * @example
 * import { PolicyPack } from "@parley/core"
 * import { Packs } from "@parley/messenger-adapter"
 *
 * const tags = (name: Packs.Name) =>
 *   PolicyPack.on(Packs.named(name, "messenger"), Date.parse("2026-11-21")).lanes.flatMap(({ tag }) => tag ?? [])
 *
 * tags("current")
 * // => ["HUMAN_AGENT", "CUSTOMER_FEEDBACK", "NON_PROMOTIONAL_SUBSCRIPTION"]
 * tags("seeds").length
 * // => 6
 */
export const named = (name: Name, channel: Channel, readings: Readings = {}): PolicyPack.PolicyPack => {
  if (name === "seeds") return channel === "messenger" ? seedsMessengerPack : seedsInstagramPack
  // The same pack each time: what is worked out for a pack is kept by it.
  if (Object.keys(readings).length === 0) return channel === "messenger" ? messengerPack : instagramPack
  return channel === "messenger" ? messengerPackWith(readings) : instagramPackWith(readings)
}
