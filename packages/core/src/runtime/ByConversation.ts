/**
 * Things kept by conversation, found without making a key: a turn looks a dozen of them up.
 *
 * @module
 */
import type { ConversationId } from "../model/ConversationId.ts"
import { PassingMap } from "./PassingMap.ts"

/** At most one thing for each conversation. */
export interface ByConversation<A> {
  readonly get: (id: ConversationId) => A | undefined
  readonly set: (id: ConversationId, value: A) => void
  readonly delete: (id: ConversationId) => void
}

/** Nothing yet. */
export const make = <A extends {}>(): ByConversation<A> => {
  const channels = new Map<string, Map<string, PassingMap<A>>>()
  return {
    get: ({ account, channel, person }) => channels.get(channel)?.get(account)?.get(person),
    set: ({ account, channel, person }, value) => {
      let accounts = channels.get(channel)
      if (accounts === undefined) channels.set(channel, accounts = new Map())
      let people = accounts.get(account)
      if (people === undefined) accounts.set(account, people = new PassingMap())
      people.set(person, value)
    },
    delete: ({ account, channel, person }) => {
      channels.get(channel)?.get(account)?.delete(person)
    }
  }
}
