/**
 * The person's side of a conversation id, also where Meta gives no scoped id.
 *
 * @module
 */

/** The person of events that concern the account and no one in particular (a policy warning, the roles of apps). */
export const nobody = "-"

const prefix = "user_ref:"

/** The person of a web plugin's guest, known only by the reference that the page gave. */
export const fromReference = (reference: string): string => prefix + reference

/** The reference behind such a person, or `undefined` when the id is a scoped one. */
export const reference = (person: string): string | undefined =>
  person.startsWith(prefix) ? person.slice(prefix.length) : undefined
