/**
 * When a person must be told that they speak with a machine ("Send a Message", *automated chat*): at the start, after a significant
 * lapse of time, and when a person hands over to a machine.
 *
 * @module
 */
import type { PolicyPack } from "@parley/core"
import * as Pages from "./Pages.ts"

/** The same for both channels, at all times. How long the lapse is the pages do not say: as long as the window, here. */
export const rules: ReadonlyArray<PolicyPack.DisclosureRule> = [
  { id: "disclosure", lapse: Pages.day, moments: ["start", "lapse", "fromHuman"], source: Pages.sendMessage }
]
