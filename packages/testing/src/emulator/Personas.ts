/**
 * Personas: other names and pictures under which a page writes. Messenger only.
 *
 * @module
 */
import * as Fields from "./Fields.ts"
import { type JsonObject, textAt } from "./JsonObject.ts"
import { tooLong } from "./Length.ts"
import * as Refusal from "./Refusal.ts"
import type { PageState, Persona, World } from "./World.ts"
import * as Worlds from "./World.ts"

const shown = (id: string, persona: Persona): JsonObject => ({
  id,
  name: persona.name,
  profile_picture_url: persona.picture
})

/** `POST /{page}/personas`. */
export const create = (world: World, state: PageState, request: JsonObject): JsonObject | Refusal.Refusal => {
  const name = textAt(request, "name") ?? ""
  const picture = textAt(request, "profile_picture_url") ?? ""
  if (state.page.channel === "instagram") return Refusal.parameter("Personas are not supported on Instagram")
  if (name === "" || picture === "") return Refusal.parameter("Params name and profile_picture_url are required.")
  const long = tooLong("name", name, 50)
  if (long !== undefined) return long
  const id = world.ids.digits(16)
  const persona = { name, picture }
  state.personas.set(id, persona)
  Worlds.keep(world, state, "persona", id, persona)
  return { id }
}

/** `GET /{page}/personas`, page by page. */
export const list = (_: World, state: PageState, request: JsonObject): JsonObject =>
  Fields.paged([...state.personas], ([id]) => id, request, ([id, persona]) => shown(id, persona))

/** `GET` or `DELETE /{persona}`; nothing when the id is no persona of the page. */
export const one = (
  world: World,
  state: PageState,
  method: string,
  id: string
): JsonObject | Refusal.Refusal | undefined => {
  const persona = state.personas.get(id)
  if (persona === undefined) return undefined
  if (method === "GET") return shown(id, persona)
  if (method !== "DELETE") return undefined
  state.personas.delete(id)
  world.disk.remove("persona", id)
  return { success: true }
}
