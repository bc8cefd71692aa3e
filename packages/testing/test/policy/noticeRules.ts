/**
 * When the notice is due, each rule as data: a case in which it just is, and one in which it just is not.
 *
 * @module
 */
import type { Said, Why } from "./asNotice.ts"
import { day, hour, seedsDay, today } from "./cases.ts"
import type { RuleCase } from "./ruleCase.ts"

/**
 * One rule. The bot is about to speak `bound` milliseconds after `at`, and one before; `inside` is what was said when the notice is
 * due, `outside` when it is not. Moments count from `at`. `lapse` is the bot's own, where it has one.
 */
export interface NoticeCase {
  readonly name: string
  readonly rule: string
  readonly channel: RuleCase["channel"]
  readonly pack: RuleCase["pack"]
  readonly at: number
  readonly bound: number
  readonly inside: ReadonlyArray<Said>
  readonly outside: ReadonlyArray<Said>
  readonly lapse?: number
  readonly expected: Why
}

const told: ReadonlyArray<Said> = [{ by: "person", at: 0 }, { by: "notice", at: 0 }, { by: "bot", at: 0 }]

const channels = ["messenger", "instagram"] as const
const packs = [["seeds", seedsDay, "the seeds say"], ["current", today, "today"]] as const

const of = (channel: RuleCase["channel"], [pack, at, says]: typeof packs[number]): ReadonlyArray<NoticeCase> => {
  const common = { rule: "disclosure", channel, pack, at, bound: hour } as const
  return [
    {
      ...common,
      name: `${channel}: ${says}: the notice is due at the start of a conversation`,
      inside: [{ by: "person", at: 0 }],
      outside: told,
      expected: "start"
    },
    {
      ...common,
      name: `${channel}: ${says}: the notice is due after a day in which nobody said anything`,
      bound: day,
      inside: told,
      outside: told,
      expected: "lapse"
    },
    {
      ...common,
      name: `${channel}: ${says}: the notice is due after a silence that the person ended`,
      bound: day + hour,
      inside: [...told, { by: "person", at: day }],
      outside: [...told, { by: "person", at: day - 1 }],
      expected: "lapse"
    },
    {
      ...common,
      name: `${channel}: ${says}: what a lapse is, the bot may say`,
      bound: 12 * hour,
      lapse: 12 * hour,
      inside: told,
      outside: told,
      expected: "lapse"
    },
    {
      ...common,
      name: `${channel}: ${says}: the notice is due when a person of the business hands over to the bot`,
      inside: [...told, { by: "human", at: 1 }],
      outside: [...told, { by: "human", at: 1 }, { by: "notice", at: 2 }],
      expected: "fromHuman"
    }
  ]
}

/** The rules of the notice. */
export const cases: ReadonlyArray<NoticeCase> = packs.flatMap((pack) =>
  channels.flatMap((channel) => of(channel, pack))
)
