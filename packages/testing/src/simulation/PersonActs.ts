/**
 * What people and troubles of a convo are to the emulator.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import type { Act, Trouble } from "../convo/Script.ts"
import { WorldError } from "../convo/World.ts"
import type { Fault } from "../emulator/Fault.ts"
import type { Person } from "../emulator/Person.ts"
import type { Guests } from "./Guests.ts"

/** Lets a person do something. */
export const does = (person: Person, act: Act, guests: Guests): Effect.Effect<unknown, unknown> => {
  switch (act._tag) {
    case "Says":
      return person.says(act.text)
    case "Taps":
      return person.taps(act.title)
    case "GetsStarted":
      return person.getStarted()
    case "SendsPayload":
      return person.postback(act.payload)
    case "SendsMedia":
      return person.sends({ type: act.kind, url: act.url })
    case "SharesLocation":
      return person.sends({ type: "location", latitude: act.latitude, longitude: act.longitude })
    case "Follows":
      return person.follows(act.ref)
    case "TicksCheckbox":
      return person.ticksCheckbox(act.ref, guests.tick(person.psid, act.ref))
    case "Comments":
      return person.comments(act.text, act.live === true ? "live" : "post")
    case "Posts":
      return person.posts(act.text)
    case "ClicksAd":
      return person.clicksAd({ adId: act.ad })
    case "Rates":
      return person.rates(act.answer)
    case "WantsNews":
      return person.wantsNews
    case "WantsNoNews":
      return person.wantsNoNews
    case "Blocks":
      return person.blocks
    case "Unblocks":
      return person.unblocks
    case "Reads":
      return person.reads
    case "Reacts": {
      const last = person.transcript.findLast((entry) => entry.from === "page")
      return last === undefined
        ? Effect.fail(new WorldError({ reason: "There is no message of the bot to react to." }))
        : person.reacts(last.mid, act.reaction)
    }
  }
}

/** The faults that a trouble asks the emulator for; a crash and a restart are none. */
export const fault = (trouble: Exclude<Trouble, { _tag: "Crash" | "Restart" | "Task" }>): Fault => {
  switch (trouble._tag) {
    case "Status":
      return { _tag: "Status", status: trouble.status, accepted: false }
    case "Code":
      return { _tag: "Error", code: trouble.code }
    case "LoseAnswer":
      return { _tag: "Close", accepted: true }
    case "LoseEcho":
      return { _tag: "EchoLost" }
    case "Duplicate":
      return { _tag: "WebhookTwice" }
    case "Batch":
      return { _tag: "WebhookBatched", count: trouble.count }
    case "Reorder":
      return { _tag: "WebhookReordered", count: trouble.count }
  }
}
