/**
 * Which conversation: one person with one business account over one channel.
 *
 * @module
 */
import * as Schema from "effect/Schema"

/**
 * `channel` names the channel ("messenger", "instagram"), `account` the business account (a Page id), `person` the
 * person's id as that account sees it. Ids are strings and are never read as numbers.
 */
export const ConversationId = Schema.Struct({
  channel: Schema.NonEmptyString,
  account: Schema.NonEmptyString,
  person: Schema.NonEmptyString
}).annotations({ identifier: "ConversationId" })

/** Which conversation: channel, business account, person. */
export interface ConversationId extends Schema.Schema.Type<typeof ConversationId> {}

/** The text form of a conversation id: unique, and safe as a database key or a file name. */
export type Key = string

const plain = /^[\w.:@-]+$/
const plainKey = /^[\w.:@-]+\/[\w.:@-]+\/[\w.:@-]+$/

const part = (text: string): string => plain.test(text) ? text : encodeURIComponent(text).replaceAll("*", "%2A")

/**
 * The id as one string.
 *
 * @example
 * import { ConversationId } from "@parley/core"
 *
 * ConversationId.key({ channel: "messenger", account: "1", person: "2" })
 * // => "messenger/1/2"
 */
export const key = (id: ConversationId): Key => {
  const bare = `${id.channel}/${id.account}/${id.person}`
  return plainKey.test(bare) ? bare : `${part(id.channel)}/${part(id.account)}/${part(id.person)}`
}

/** The id that `key` was made from, or `undefined` when the text is no such key. */
export const fromKey = (text: Key): ConversationId | undefined => {
  const [channel, account, person, ...rest] = text.split("/")
  if (!channel || !account || !person || rest.length > 0) return undefined
  return {
    channel: decodeURIComponent(channel),
    account: decodeURIComponent(account),
    person: decodeURIComponent(person)
  }
}
