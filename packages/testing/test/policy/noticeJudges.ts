/**
 * Whether the notice is due, by the packs: what was said becomes the conversation as turns would have left it.
 *
 * @module
 */
import { Conversation, Disclosure, PolicyPack } from "@parley/core"
import { Packs } from "@parley/messenger-adapter"
import type { Said, Why } from "./asNotice.ts"
import type { NoticeCase } from "./noticeRules.ts"

/** What was said, and whether the notice is due before the bot's words at `now`. */
export interface NoticeQuestion extends Pick<NoticeCase, "channel" | "pack" | "lapse"> {
  readonly said: ReadonlyArray<Said>
  readonly now: number
}

/** The two questions of a case. */
export const questions = (one: NoticeCase): readonly [inside: NoticeQuestion, outside: NoticeQuestion] => {
  const { at, bound, channel, inside, lapse, outside, pack } = one
  const ask = (said: ReadonlyArray<Said>, now: number): NoticeQuestion => ({
    channel,
    pack,
    said: said.map(({ at: since, by }) => ({ by, at: at + since })),
    now,
    ...(lapse === undefined ? {} : { lapse })
  })
  return [ask(inside, at + bound), ask(outside, at + bound - 1)]
}

const isAsked = (why: Disclosure.Why | undefined): why is Why => why !== undefined && why !== "undelivered"

/** What the packs say. */
export const ours = ({ channel, lapse, now, pack, said }: NoticeQuestion): Why | undefined => {
  const options: Disclosure.Options = lapse === undefined ? {} : { lapse }
  const rules = Packs.named(pack, channel)
  let conversation = Conversation.empty({ channel, account: "1", person: "2" })
  for (const { at, by } of said) {
    const { disclosure } = conversation
    if (by === "person") {
      const heard = { ...conversation, lastHeardAt: at }
      const why = Disclosure.due(heard, PolicyPack.on(rules, at), at, options, conversation)
      conversation = why === undefined ? heard : { ...heard, disclosure: Disclosure.owed(disclosure, why) }
    } else if (by === "human") {
      conversation = { ...conversation, lastSaidAt: at, disclosure: Disclosure.returned(Disclosure.taken(disclosure)) }
    } else {
      const pending = Disclosure.said("o1")
      conversation = {
        ...conversation,
        lastSaidAt: at,
        disclosure: by === "notice" ? Disclosure.settled(pending, "o1", "sent", at) : disclosure
      }
    }
  }
  const why = Disclosure.due(conversation, PolicyPack.on(rules, now), now, options)
  return isAsked(why) ? why : undefined
}
