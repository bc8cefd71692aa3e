/**
 * The rules of Instagram messaging from August 2023 to today: the human agent is its only tag, and it has no utility templates, one-time
 * notifications, news or sponsored messages.
 *
 * @module
 */
import type { PolicyPack } from "@parley/core"
import * as Notice from "./Notice.ts"
import * as Openers from "./Openers.ts"
import * as Pages from "./Pages.ts"
import * as Permissions from "./Permissions.ts"
import * as Readings from "./Readings.ts"
import * as SendLimits from "./SendLimits.ts"
import * as StandardLanes from "./StandardLanes.ts"
import * as Tags from "./Tags.ts"

/** A pack of Instagram messaging. */
export interface InstagramPack extends PolicyPack.PolicyPack {
  readonly channel: "instagram"
}

/** The timeline with other readings of what Meta's pages contradict one another in. */
export const instagramPackWith = (readings: Readings.Readings): InstagramPack => {
  const followed = Readings.complete(readings)
  const granted = Permissions.timeline("instagram", followed)
  return {
    name: Readings.named("instagram", followed),
    channel: "instagram",
    from: Pages.beginning,
    openers: Openers.timeline("instagram", followed),
    lanes: [...StandardLanes.open, Tags.humanAgent, ...granted.lanes],
    permissions: granted.permissions,
    limits: SendLimits.of("instagram"),
    disclosure: Notice.rules,
    retired: [],
    choices: Readings.choices(followed)
  }
}

/** The rules of Instagram messaging. */
export const instagramPack: InstagramPack = instagramPackWith({})
