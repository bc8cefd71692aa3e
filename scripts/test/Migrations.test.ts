import { Convo } from "@parley/testing"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import config from "../../migrations/after/parley.config.ts"
import * as Examples from "../docs/Examples.ts"
import * as Pages from "../migrations/Pages.ts"
import * as Talks from "../migrations/Talks.ts"

const header = "bot order   person Ana\n\n> hi\n"
const page = (name: string) => readFileSync(join(Examples.root, "docs", "migration", `${name}.md`), "utf8")

/** What stands in each framework's folder besides how it is played. */
const before: { readonly [peer in typeof Talks.peers[number]]: ReadonlyArray<string> } = {
  bottender: ["index.js", "bottender.config.js"],
  "bot-framework": ["bot.js"],
  grammy: ["bot.ts"],
  botkit: ["bot.js"]
}

describe("the bot after the migration", () => {
  it.each(Talks.all().map((talk) => [talk.name, talk] as const))(
    "talks as in %s, and offers nothing else",
    async (_, talk) => {
      const outcome = await Convo.runText(Convo.print(talk.script), { bots: config.bots, file: talk.name })

      expect(Convo.explain(outcome)).toBeUndefined()
    }
  )
})

describe("a talk", () => {
  it("is what the person does, each with the words and the offers that follow", () => {
    const talk = Talks.read("a", `${header}< Hello.\n< Sure?   [Yes] [No]\n> [Yes]\n< Done.\n`)

    expect(talk.exchanges).toEqual([
      { act: { says: "hi" }, said: [{ text: "Hello.", options: [] }, { text: "Sure?", options: ["Yes", "No"] }] },
      { act: { taps: "Yes" }, said: [{ text: "Done.", options: [] }] }
    ])
  })

  it("leaves nothing open, as other bots are held to its words", () => {
    const read = () => Talks.read("a", `${header}< ... assistant\n`)

    expect(read).toThrow("leaves open what is said")
  })

  it("differs from what was heard where a word, an offer or a message is another, and nowhere else", () => {
    const talk = Talks.read("a", `${header}< Sure?   [Yes] [No]\n> yes\n< Done.\n`)
    const asked = { text: "Sure?", options: ["Yes", "No"] }
    const done = { text: "Done.", options: [] }

    const same = Talks.differences(talk, [[asked], [done]])
    const word = Talks.differences(talk, [[asked], [{ text: "Over.", options: [] }]])
    const offer = Talks.differences(talk, [[{ ...asked, options: ["Yes"] }], [done]])
    const silent = Talks.differences(talk, [[asked]])

    expect(same).toEqual([])
    expect(word).toEqual(["a, after \"yes\":", "  after   < Done.", "  before  < Over."])
    expect(offer).toHaveLength(3)
    expect(silent).toEqual(["a, after \"yes\":", "  after   < Done."])
  })
})

describe("a page of migration", () => {
  it.each(Talks.peers)("of %s shows the bot before and after as they are", (peer) => {
    const files = [
      ...before[peer].map((name) => `migrations/${peer}/${name}`),
      "migrations/after/order.ts",
      "migrations/after/parley.config.ts"
    ]

    expect(Pages.wrong(page(peer), files)).toEqual([])
  })

  it("shows a talk as it is", () => {
    expect(Pages.wrong(page("README"), ["migrations/after/convos/unclear.convo"])).toEqual([])
  })

  it("that shows another file than there is, or lacks one, is told of, and mended", () => {
    const path = "migrations/after/package.json"
    const old = `\`${path}\`:\n\n\`\`\`json\n{}\n\`\`\`\n`

    const mended = Pages.put(old)

    expect(Pages.wrong(old, [path])).toHaveLength(1)
    expect(Pages.wrong("", [path])).toEqual([`does not show ${path}`])
    expect(Pages.wrong(mended, [path])).toEqual([])
  })
})
