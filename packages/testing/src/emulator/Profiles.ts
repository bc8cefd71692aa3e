/**
 * Who a person is, as the platform tells it: `GET /{psid}?fields=` ("User Profile API", 18 Mar 2026; on Instagram its own page).
 *
 * @module
 */
import * as Fields from "./Fields.ts"
import type { JsonObject } from "./JsonObject.ts"
import * as Refusal from "./Refusal.ts"
import type { Thread } from "./Thread.ts"
import type { PageState } from "./World.ts"

const onMessenger = (thread: Thread): JsonObject => {
  const [first = "", ...rest] = thread.name.split(" ")
  return {
    id: thread.psid,
    name: thread.name,
    first_name: first,
    last_name: rest.join(" "),
    profile_pic: `https://emulator.invalid/${thread.psid}.png`,
    locale: thread.locale,
    timezone: thread.timezone,
    ...(thread.gender === undefined ? {} : { gender: thread.gender })
  }
}

const onInstagram = (thread: Thread): JsonObject => ({
  id: thread.psid,
  name: thread.name,
  username: thread.name.toLowerCase().replace(/\W+/g, "."),
  profile_pic: `https://emulator.invalid/${thread.psid}.png`,
  follower_count: 0,
  is_user_follow_business: false,
  is_business_follow_user: false,
  is_verified_user: false
})

/** Fields that the platform knows; the emulator's people may have them or not. */
const known: ReadonlySet<string> = new Set([
  "id",
  "name",
  "first_name",
  "last_name",
  "profile_pic",
  "locale",
  "timezone",
  "gender",
  "username",
  "follower_count",
  "is_user_follow_business",
  "is_business_follow_user",
  "is_verified_user"
])

const usual = Fields.of({ fields: "first_name,last_name,profile_pic" })

/** The fields asked for, or the usual ones. What may not be told is left out; without the approval that is everything. */
export const one = (state: PageState, thread: Thread, request: JsonObject): JsonObject | Refusal.Refusal => {
  if (thread.hidden === true) return Refusal.noProfile
  if (!state.page.approvals.profile) return {}
  const wanted = Fields.of(request)
  const strange = wanted.find(({ name }) => !known.has(name))
  if (strange !== undefined) return Refusal.noField(strange.name)
  const everything = state.page.channel === "instagram" ? onInstagram(thread) : onMessenger(thread)
  return Fields.pick(everything, wanted.length === 0 ? usual : wanted)
}
