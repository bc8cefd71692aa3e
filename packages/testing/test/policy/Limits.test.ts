import { describe, expect, test } from "vitest"
import * as Rates from "../../src/emulator/Rates.ts"
import { ours, questions, theirs } from "./limitJudges.ts"
import * as Limits from "./limitRules.ts"

describe("a limit is the same for the packs and the emulator, at its number and to the millisecond of its time", () => {
  for (const one of Limits.cases) {
    test(one.name, () => {
      const asked = questions(one)

      const judged = asked.map((question) => ({ ours: ours(question), theirs: theirs(question) }))

      expect(judged).toEqual(asked.map(({ expected }) => ({ ours: expected, theirs: expected })))
    })
  }
})

test("the seeds set no number", () => {
  const asked = Limits.cases.filter(({ what }) => what._tag !== "Live").flatMap(questions).map((question) => ({
    ...question,
    pack: "seeds" as const
  }))

  const judged = asked.map((question) => [ours(question), theirs(question)])

  expect(judged.filter(([one, other]) => one !== "allowed" || other !== "allowed")).toEqual([])
})

test("a call counts as what it is", () => {
  const isLive = (comment: string) => comment === "live"
  const to = (recipient: object, message?: object) => ({ recipient, ...(message === undefined ? {} : { message }) })
  const words = { text: "Hello." }
  const film = { attachment: { type: "video", payload: { url: "https://example.com/a.mp4" } } }

  const counted = [
    Rates.counts(to({ id: "2" }), isLive),
    Rates.counts(to({ id: "2" }, words), isLive),
    Rates.counts(to({ id: "2" }, film), isLive),
    Rates.counts(to({ post_id: "1" }, words), isLive),
    Rates.counts(to({ comment_id: "1" }, words), isLive),
    Rates.counts(to({ comment_id: "live" }, words), isLive)
  ]

  expect(counted).toEqual([
    ["call"],
    ["call", "text"],
    ["call", "recording"],
    ["call", "text", "privateReply"],
    ["call", "text", "privateReply"],
    ["call", "text", "privateReply", "livePrivateReply"]
  ])
})
