/**
 * Tokens of pages and apps: what they are worth, and how one is exchanged for a younger one ("Access Tokens"; "Instagram API
 * with Instagram Login").
 *
 * @module
 */
import * as Redacted from "effect/Redacted"
import { type JsonObject, textAt } from "./JsonObject.ts"
import * as Refusal from "./Refusal.ts"
import * as Rules from "./Rules.ts"
import type { PageState, World } from "./World.ts"
import * as Worlds from "./World.ts"

/** Whose an app token (`APP_ID|APP_SECRET`) is: the pages of that app. */
export const ofApp = (world: World, token: string): ReadonlyArray<PageState> => {
  const bar = token.indexOf("|")
  if (bar < 0) return []
  const [id, secret] = [token.slice(0, bar), token.slice(bar + 1)]
  return [...world.pages.values()].filter(({ page }) => page.appId === id && Redacted.value(page.appSecret) === secret)
}

/** Whether a page's token is over, by a fault or by its age. */
export const isOver = (world: World, state: PageState): boolean =>
  state.expired || (state.expiresAt !== undefined && world.now() >= state.expiresAt)

const instagramLogin = [
  "instagram_business_basic",
  "instagram_business_manage_messages",
  "instagram_business_manage_comments"
]

/** An Instagram account behind its page has a token of that page, and permissions of both. */
const facebookLogin = {
  messenger: ["pages_messaging", "pages_manage_metadata", "pages_read_engagement"],
  instagram: [
    "instagram_basic",
    "instagram_manage_messages",
    "instagram_manage_comments",
    "pages_manage_metadata",
    "pages_read_engagement",
    "pages_show_list"
  ]
} as const

const byInstagram = ({ page }: PageState): boolean => page.channel === "instagram" && page.login === "instagram"

/** `GET /debug_token?input_token=`. */
export const debug = (world: World, request: JsonObject): JsonObject | Refusal.Refusal => {
  const token = textAt(request, "input_token")
  if (token === undefined) return Refusal.parameter("Param input_token is required.")
  const state = world.byToken.get(token)
  if (state === undefined) {
    const error = { code: 190, message: Refusal.badToken.message }
    return { data: { error, is_valid: false, scopes: [] } }
  }
  const over = isOver(world, state)
  const error = { code: 190, message: Refusal.expiredToken.message, subcode: 463 }
  return {
    data: {
      app_id: state.page.appId,
      type: byInstagram(state) ? "USER" : "PAGE",
      application: "App",
      // 0 is how the platform writes "never".
      expires_at: state.expiresAt === undefined ? 0 : Math.floor(state.expiresAt / 1000),
      is_valid: !over,
      profile_id: state.page.id,
      user_id: state.page.id,
      scopes: byInstagram(state) ? instagramLogin : facebookLogin[state.page.channel],
      ...(over ? { error } : {})
    }
  }
}

/**
 * `GET /refresh_access_token?grant_type=ig_refresh_token`: another token for sixty days. The one that was given counts on, as the
 * pages say nothing else.
 */
export const refresh = (world: World, state: PageState, request: JsonObject): JsonObject | Refusal.Refusal => {
  if (textAt(request, "grant_type") !== "ig_refresh_token") {
    return Refusal.parameter("Param grant_type must be ig_refresh_token")
  }
  const token = `IG${world.ids.token(60)}`
  state.tokens.add(token)
  world.byToken.set(token, state)
  state.expiresAt = world.now() + Rules.instagramTokenFor
  Worlds.keepPage(world, state)
  return {
    access_token: token,
    token_type: "bearer",
    expires_in: Rules.instagramTokenFor / 1000,
    permissions: instagramLogin.join(",")
  }
}
