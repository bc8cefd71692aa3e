/**
 * The tokens of a page's series: `GET /{page}/notification_message_tokens` ("Marketing Messages", 11 Sep 2026).
 *
 * @module
 */
import * as Grant from "./Grant.ts"
import { type JsonObject, textAt } from "./JsonObject.ts"
import type { Book } from "./Windows.ts"
import type { PageState, World } from "./World.ts"

const usual = 25
const most = 100

/** The series that were not stopped and are not over, from `after` on, at most `limit` (25; 100 at the most). */
export const list = (world: World, state: PageState, request: JsonObject): JsonObject => {
  const now = world.now()
  const book: Book = { channel: state.page.channel, strict: world.strict }
  const wanted = Number(textAt(request, "limit") ?? usual)
  const limit = Number.isInteger(wanted) && wanted > 0 ? Math.min(wanted, most) : usual
  const after = textAt(request, "after")
  const live = [...state.grants.values()].filter((grant) =>
    grant.kind === "recurring" && grant.stoppedAt === undefined && Grant.judgeAddress(grant, book, now) === undefined
  )
  const from = live.findIndex(({ id }) => id === after) + 1
  const shown = live.slice(from, from + limit)
  const last = shown.at(-1)?.id
  return {
    data: shown.map((grant) => ({
      recipient_id: grant.psid,
      notification_messages_token: grant.id,
      notification_messages_timezone: "UTC",
      topic_title: grant.title,
      creation_timestamp: grant.at,
      token_expiry_timestamp: grant.expiresAt,
      next_eligible_time: Grant.nextAt(grant, book, now),
      user_token_status: grant.renewed === true ? "REFRESHED" : "NOT_REFRESHED"
    })),
    ...(last !== undefined && from + limit < live.length ? { paging: { cursors: { after: last } } } : {})
  }
}
