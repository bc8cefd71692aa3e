/**
 * The ids under which pages know a person of the app ("ID Matching API", read 2026-11-21). The emulator knows no Facebook Login:
 * the app's id of a person is assumed to be the id that the page knows.
 *
 * @module
 */
import { type JsonObject, textAt } from "./JsonObject.ts"
import type { PageState } from "./World.ts"

/** `GET /{user}/ids_for_pages`, for one `page` or for all of the app; empty for somebody whom none of them knows. */
export const of = (states: ReadonlyArray<PageState>, user: string, request: JsonObject): JsonObject => {
  const wanted = textAt(request, "page")
  const data = states
    .filter(({ page, threads }) =>
      page.channel === "messenger" && threads.has(user) && (wanted === undefined || wanted === page.id)
    )
    .map(({ page }) => ({ id: user, page: { id: page.id, name: page.name } }))
  return { data }
}
