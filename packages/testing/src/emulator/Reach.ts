/**
 * Finds the person whom a recipient reaches, and what a send to them uses up.
 *
 * @module
 */
import type { Grant } from "./Grant.ts"
import type { Recipient } from "./Recipient.ts"
import * as Refusal from "./Refusal.ts"
import type { Thread } from "./Thread.ts"
import type { PageState } from "./World.ts"

/** The refusal for a recipient who is nobody. */
export const nobody = (state: PageState): Refusal.Refusal =>
  state.page.channel === "instagram" ? Refusal.noInstagramPerson : Refusal.noPerson

/** What a recipient names that a person allowed. */
export const grant = (state: PageState, to: Recipient): Grant | undefined => {
  if (to._tag === "Person") return undefined
  const found = state.grants.get(to.value)
  return found?.kind === to.kind ? found : undefined
}

/** The phone number of a person. */
export const phone = (thread: Thread): string => `+1555${thread.psid.slice(-7)}`

/** The conversation of a recipient, if there is one. */
export const thread = (state: PageState, to: Recipient): Thread | undefined => {
  if (to._tag === "Grant") return state.threads.get(grant(state, to)?.psid ?? "")
  const { key, value } = to
  if (key === "id") return state.threads.get(value)
  const isMeant = (one: Thread) => key === "user_ref" ? one.checkbox?.userRef === value : phone(one) === value
  for (const one of state.threads.values()) if (isMeant(one)) return one
  return undefined
}
