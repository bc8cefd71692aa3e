import { describe, expect, test } from "vitest"
import * as AsNotice from "./asNotice.ts"
import { day, hour, seedsDay, today } from "./cases.ts"
import { type NoticeQuestion, ours, questions } from "./noticeJudges.ts"
import * as Notices from "./noticeRules.ts"
import { seed } from "./seed.ts"
import * as Situations from "./situations.ts"

const theirs = ({ lapse, now, said }: NoticeQuestion): AsNotice.Why | undefined => AsNotice.due(said, now, lapse)

describe("the notice is due, to the millisecond, for the packs and for a second reading of the pages", () => {
  for (const one of Notices.cases) {
    test(one.name, () => {
      const judged = questions(one).map((question) => ({ ours: ours(question), theirs: theirs(question) }))

      expect(judged).toEqual([
        { ours: one.expected, theirs: one.expected },
        { ours: undefined, theirs: undefined }
      ])
    })
  }
})

/** A talk by chance, in which the bot gives the notice whenever its own rules say so; each time the bot speaks is a question. */
const talk = (luck: Situations.Chance): ReadonlyArray<NoticeQuestion> => {
  const pack = luck.oneOf(["seeds", "current"] as const)
  const about = {
    pack,
    channel: luck.oneOf(["messenger", "instagram"] as const),
    ...(luck.onceIn(3) ? { lapse: luck.oneOf([hour, 12 * hour, 2 * day]) } : {})
  }
  const asked: Array<NoticeQuestion> = []
  const said: Array<AsNotice.Said> = []
  let at = pack === "seeds" ? seedsDay : today
  for (let index = 0; index < 12; index++) {
    at += luck.oneOf([0, 1000, hour, 12 * hour, day, 2 * day]) + (luck.onceIn(2) ? luck.below(3) - 1 : 0)
    at = Math.max(at, said.at(-1)?.at ?? at)
    const by = luck.oneOf(["person", "person", "bot", "bot", "human"] as const)
    if (by !== "bot") {
      said.push({ by, at })
      continue
    }
    const question = { ...about, said: [...said], now: at }
    asked.push(question)
    if (ours(question) !== undefined) said.push({ by: "notice", at })
    said.push({ by, at })
  }
  return asked
}

test(`in 2,000 talks by chance both say the same whenever the bot speaks (PARLEY_SEED=${seed})`, () => {
  const luck = Situations.chance(seed)
  const asked = Array.from({ length: 2000 }, () => talk(luck)).flat()

  const apart = asked.filter((question) => ours(question) !== theirs(question))

  expect(apart).toEqual([])
  expect(new Set(asked.map(theirs))).toEqual(new Set(["start", "lapse", "fromHuman", undefined]))
})
