/**
 * What stands between a dialogue's words and the rules: pure functions over the list of what a turn says.
 *
 * @module
 */
import type { Conversation } from "../model/Conversation.ts"
import type { Inbound } from "../model/Inbound.ts"
import type { Instant } from "../model/Instant.ts"
import type { Body } from "../model/Outbound.ts"

/** What a middleware may know of the turn. `conversation` is as the dialogue left it. */
export interface Turn {
  readonly conversation: Conversation
  readonly inbound: Inbound
  readonly at: Instant
  readonly locale: string
}

/**
 * Changes what a turn says: adds, replaces, reorders, leaves out. It sees the list before the disclosure is put in front,
 * so that it cannot take that away. One that throws has the effect of a dialogue that throws.
 */
export type Middleware = (said: ReadonlyArray<Body>, turn: Turn) => ReadonlyArray<Body>

/** The list after all of them, first to last. */
export const apply = (
  middleware: ReadonlyArray<Middleware>,
  said: ReadonlyArray<Body>,
  turn: Turn
): ReadonlyArray<Body> => {
  let list = said
  for (const one of middleware) list = one(list, turn)
  return list
}
