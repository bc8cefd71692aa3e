/**
 * The rules of Messenger from August 2023 to today: one timeline; `PolicyPack.on` gives those of a day.
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

/** A pack of Messenger. */
export interface MessengerPack extends PolicyPack.PolicyPack {
  readonly channel: "messenger"
}

/** The timeline with other readings of what Meta's pages contradict one another in. */
export const messengerPackWith = (readings: Readings.Readings): MessengerPack => {
  const followed = Readings.complete(readings)
  const granted = Permissions.timeline("messenger", followed)
  return {
    name: Readings.named("messenger", followed),
    channel: "messenger",
    from: Pages.beginning,
    openers: Openers.timeline("messenger", followed),
    // In the order in which they are tried: what spends a permission comes late.
    lanes: [
      ...StandardLanes.open,
      Tags.humanAgent,
      ...Tags.timeline(followed),
      StandardLanes.utility,
      ...granted.lanes,
      { ...StandardLanes.sponsored, until: StandardLanes.sponsoredEnded }
    ],
    permissions: granted.permissions,
    limits: SendLimits.of("messenger"),
    disclosure: Notice.rules,
    retired: [...Tags.ended(followed), ...Permissions.ended(followed), StandardLanes.sponsoredRetired],
    choices: Readings.choices(followed)
  }
}

/** The rules of Messenger. */
export const messengerPack: MessengerPack = messengerPackWith({})
