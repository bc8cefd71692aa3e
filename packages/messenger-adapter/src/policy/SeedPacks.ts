/**
 * The rules as three pages of 2023 and 2024 have them, and nothing else: "Send a Message" in two languages and the "Send API
 * Reference". They are the same on every day.
 *
 * @module
 */
import type { PolicyPack } from "@parley/core"
import type { Channel } from "../wire/Channel.ts"
import type { InstagramPack } from "./InstagramPack.ts"
import type { MessengerPack } from "./MessengerPack.ts"
import * as Notice from "./Notice.ts"
import * as Openers from "./Openers.ts"
import * as Permissions from "./Permissions.ts"
import * as StandardLanes from "./StandardLanes.ts"
import * as Tags from "./Tags.ts"

const seeds = <C extends Channel>(channel: C): PolicyPack.PolicyPack & { readonly channel: C } => {
  const granted = Permissions.seeds(channel)
  const messengerAlone = channel === "messenger"
  return {
    name: `${channel}-seeds`,
    channel,
    openers: Openers.seeds(channel),
    lanes: [
      ...StandardLanes.open,
      Tags.humanAgent,
      ...(messengerAlone ? Tags.seeds : []),
      ...granted.lanes,
      ...(messengerAlone ? [StandardLanes.sponsored] : [])
    ],
    permissions: granted.permissions,
    limits: [],
    disclosure: Notice.rules,
    retired: [],
    choices: []
  }
}

/** The seed pages for Messenger. */
export const seedsMessengerPack: MessengerPack = seeds("messenger")

/** The seed pages for Instagram messaging. */
export const seedsInstagramPack: InstagramPack = seeds("instagram")
