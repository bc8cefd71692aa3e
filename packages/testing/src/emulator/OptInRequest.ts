/**
 * Requests for a person's leave to write later: the templates `one_time_notif_req` and `notification_messages`, and how often
 * they may be sent.
 *
 * @module
 */
import { type JsonObject, objectAt, textAt } from "./JsonObject.ts"
import * as Grant from "./Grant.ts"
import * as Refusal from "./Refusal.ts"
import * as Rules from "./Rules.ts"
import type { Book } from "./Windows.ts"

/** One request as a person sees it. */
export interface OptInRequest {
  readonly kind: "oneTime" | "recurring"
  readonly title: string
  /** What its button says. */
  readonly button: string
  readonly payload?: string
  /** Whether the person may prolong the series that they agreed to, by a tap. */
  readonly renews?: true
}

/** A request that a person got before. */
export interface Asked {
  readonly title: string
  readonly at: number
}

/** What a series is called when its request has no title ("Marketing Messages", 11 Sep 2026). */
const usualTitle = "Updates and promotions"

/** What the button of a series says. The pages name the values; the words are the emulator's. */
const buttons: ReadonlyMap<string, string> = new Map([
  ["ALLOW", "Allow messages"],
  ["GET", "Get messages"],
  ["GET_UPDATES", "Get updates"],
  ["OPT_IN", "Opt in to messages"],
  ["SIGN_UP", "Sign up for messages"]
])

/** The request that a message holds, if it holds one. */
export const of = (message: JsonObject): OptInRequest | undefined => {
  const payload = objectAt(objectAt(message, "attachment") ?? {}, "payload")
  if (payload === undefined) return undefined
  const type = textAt(payload, "template_type")
  const carried = textAt(payload, "payload")
  const rest = carried === undefined ? {} : { payload: carried }
  if (type === "one_time_notif_req") {
    return { kind: "oneTime", title: textAt(payload, "title") ?? "", button: "Notify me", ...rest }
  }
  if (type !== "notification_messages") return undefined
  const words = buttons.get(textAt(payload, "notification_messages_cta_text") ?? "GET_UPDATES")
  const isLasting = textAt(payload, "notification_messages_reoptin") !== "DISABLED"
  return {
    kind: "recurring",
    title: textAt(payload, "title") ?? usualTitle,
    button: words ?? "Get updates",
    ...rest,
    ...(isLasting ? { renews: true } : {})
  }
}

/** What a request is judged by, inside the window. */
export interface Matter extends Book {
  readonly now: number
  readonly region: string | undefined
  readonly grants: ReadonlyArray<Grant.Grant>
  /** The requests for a series that the person got in the last week. */
  readonly asked: ReadonlyArray<Asked>
}

const since = (asked: ReadonlyArray<Asked>, moment: number): ReadonlyArray<Asked> =>
  asked.filter(({ at }) => at > moment)

/** Why a request may not be sent now, though the window is open, if it may not. */
export const judge = (request: OptInRequest, matter: Matter): Refusal.Refusal | undefined => {
  const { asked, channel, grants, now, region, strict } = matter
  if (request.kind === "oneTime") return undefined
  if (!Grant.hasSeries(region, matter, now)) return Refusal.seriesEnded
  // The seed pages set no number on it.
  if (strict.rules === "seeds") return undefined
  const given = grants.some((grant) =>
    grant.kind === "recurring" && grant.title === request.title && grant.stoppedAt === undefined
    && Grant.judgeAddress(grant, matter, now) === undefined
  )
  if (given) return Refusal.alreadyGiven
  const again = since(asked, now - Rules.askedAgainAfter).some(({ title }) => title === request.title)
  const { day, inDay, inWeek, week } = Rules.asksOnInstagram
  const tooMany = channel === "instagram"
    && (since(asked, now - week).length >= inWeek || since(asked, now - day).length >= inDay)
  return again || tooMany ? Refusal.askedTooOften : undefined
}
