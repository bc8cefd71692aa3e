/**
 * Accounts of the business linked to people ("Account Linking"): the token of the login page, and the end of the link.
 *
 * @module
 */
import type { Actor } from "./Acts.ts"
import * as Fields from "./Fields.ts"
import { type JsonObject, textAt } from "./JsonObject.ts"
import * as Notices from "./Notices.ts"
import * as Refusal from "./Refusal.ts"
import * as Rules from "./Rules.ts"
import type { Thread } from "./Thread.ts"
import type { PageState, World } from "./World.ts"
import * as Worlds from "./World.ts"

type Answer = JsonObject | Refusal.Refusal

const tell = (world: World, state: PageState, thread: Thread, content: JsonObject): void => {
  Notices.fromPerson(world, state, thread, "messaging_account_linking", world.now(), { account_linking: content })
  world.commit()
}

/** The address that a tap on the button of a login opens: with the token, and where the login page leads back to. */
export const open = ({ state, thread, world }: Actor, url: string): string => {
  const token = world.ids.token(40)
  state.linkTokens.set(token, { psid: thread.psid, at: world.now() })
  world.commit()
  const query = new URLSearchParams({
    account_linking_token: token,
    redirect_uri: `https://emulator.invalid/link?account_linking_token=${token}`
  })
  return `${url}${url.includes("?") ? "&" : "?"}${query.toString()}`
}

/** Comes back from the login page, with the code that it made. */
export const links = ({ state, thread, world }: Actor, code?: string): void => {
  thread.linked = true
  Worlds.keepThread(world, thread)
  tell(world, state, thread, { status: "linked", ...(code === undefined ? {} : { authorization_code: code }) })
}

/** Ends the link; nothing where there is none. */
export const unlinks = ({ state, thread, world }: Actor): void => {
  if (thread.linked !== true) return
  delete thread.linked
  Worlds.keepThread(world, thread)
  tell(world, state, thread, { status: "unlinked" })
}

/** `GET /me?fields=recipient&account_linking_token=`: who came with the token. */
export const recipient = (world: World, state: PageState, request: JsonObject): Answer => {
  const token = textAt(request, "account_linking_token") ?? ""
  const found = state.linkTokens.get(token)
  return found === undefined || world.now() >= found.at + Rules.linkTokenFor
    ? Refusal.noLinkToken
    : Fields.pick({ id: state.page.id, recipient: found.psid, name: state.page.name }, Fields.of(request))
}

/** `POST unlink_accounts`. */
export const unlink = (world: World, state: PageState, request: JsonObject): Answer => {
  const thread = state.threads.get(textAt(request, "psid") ?? "")
  if (thread === undefined) return Refusal.noPerson
  unlinks({ world, state, thread })
  return { success: true }
}
