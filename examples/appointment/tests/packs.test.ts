import { Convo } from "@parley/testing"
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import config from "../parley.config.ts"

const file = fileURLToPath(new URL("../convos/any-day.convo", import.meta.url))

const words = {
  template: "< Plateau Dental expects you on {visit}. Answer here to change or cancel.",
  own: "< A reminder: we expect you on {visit}.",
  notice: "< I'm the automated assistant of Plateau Dental.   #disclosure"
}

/** The reminder by its lane: what she reads, and what it is marked with. */
const reminders = {
  utility: [`${words.template}   #utility`],
  tag: [words.notice, `${words.own}   #tagged #tag:CONFIRMED_EVENT_UPDATE`],
  none: ["! no send   held 1"]
}

/** The convo of the file up to the reminder, with other words in its header and the reminder of a lane at its end. */
const remindedBy = (lane: keyof typeof reminders, header: string): string => {
  const [before = ""] = readFileSync(file, "utf8").split(words.template)
  return [before.trimEnd().replace("person Ana en_US", `person Ana en_US   ${header}`), ...reminders[lane], ""].join(
    "\n"
  )
}

const play = (text: string, options: Pick<Convo.Options, "on" | "pack"> = {}) =>
  Convo.runText(text, { ...config, ...options })

describe("the reminder of a visit, two days after her last word", () => {
  it.each(
    [
      ["today", "2026-11-02T09:00Z", "current", "utility"],
      ["when the tags had not ended", "2026-04-20T09:00Z", "current", "tag"],
      ["on the last day of the tags", "2026-04-24T09:00Z", "current", "tag"],
      ["on the first day without them", "2026-04-25T09:00Z", "current", "utility"],
      ["before there were templates", "2025-07-01T09:00Z", "current", "tag"],
      ["by the seed pages", "2024-03-04T09:00Z", "seeds", "tag"],
      ["by the seed pages, were they those of today", "2026-11-02T09:00Z", "seeds", "tag"]
    ] as const
  )("%s (%s, %s) travels by: %s", async (_, on, pack, lane) => {
    const outcome = await play(remindedBy(lane, ""), { on, pack })

    expect(Convo.explain(outcome)).toBeUndefined()
  })

  it.each(
    [
      ["today, where the account has no approval", "approvals none", "2026-11-02T09:00Z", "none"],
      ["where the account has no approval, and the tags need none", "approvals none", "2026-04-20T09:00Z", "tag"]
    ] as const
  )("%s", async (_, header, on, lane) => {
    const outcome = await play(remindedBy(lane, header), { on })

    expect(Convo.explain(outcome)).toBeUndefined()
  })
})

/** A reminder on Thursday and one on Wednesday, as the convos about bounds have them: today a template, by the seed pages a tag. */
const thursday = "Thu 5 November at 09:30"
const wednesday = "Wed 11 November at 09:30"
const today = {
  [thursday]: `< Plateau Dental expects you on ${thursday}. Answer here to change or cancel.   #utility`,
  [wednesday]: `< Plateau Dental expects you on ${wednesday}...   #utility`
}
const tagged = (visit: string): string =>
  `< A reminder: we expect you on ${visit}.   #tagged #tag:CONFIRMED_EVENT_UPDATE`

describe("a convo that crosses a bound", () => {
  const read = (name: string) => readFileSync(new URL(`../convos/${name}.convo`, import.meta.url), "utf8")

  it.each(
    [
      ["bound-inside", "the last millisecond of the window is inside: an update by both"],
      ["margin-inside", "more than a minute of the window is left: an update by both"]
    ] as const
  )("%s goes as written by the seed pages too: %s", async (name, _) => {
    expect(Convo.explain(await play(read(name), { pack: "current" }))).toBeUndefined()
    expect(Convo.explain(await play(read(name), { pack: "seeds" }))).toBeUndefined()
  })

  it.each(
    [
      ["bound-outside", thursday, "the window is shut", [words.notice]],
      ["margin-outside", thursday, "a minute of the window counts as shut, and she was told within the day", []],
      [
        "feedback-inside",
        wednesday,
        "the form travels under its tag by both, in the last millisecond of seven days",
        [words.notice]
      ],
      ["feedback-outside", wednesday, "the form is let go by both, at the end of seven days", [words.notice]]
    ] as const
  )("%s differs by the seed pages in the reminder of %s alone: %s", async (name, visit, _, before) => {
    const text = read(name)
    const reminder = today[visit]
    const changed = text.replace(reminder, [...before, tagged(visit)].join("\n"))
    const line = text.split("\n").indexOf(reminder) + 1

    const asWritten = await play(text, { pack: "seeds" })

    expect(Convo.explain(await play(text, { pack: "current" }))).toBeUndefined()
    expect(asWritten).toMatchObject({ _tag: "Failed", report: { line } })
    expect(Convo.explain(await play(changed, { pack: "seeds" }))).toBeUndefined()
    expect(await play(changed, { pack: "current" })).toMatchObject({ _tag: "Failed" })
  })
})

describe("a file that was written for today", () => {
  const replay = (options: Pick<Convo.Options, "on" | "pack">) => Convo.runFile(file, { ...config, ...options })
  const line = readFileSync(file, "utf8").split("\n").findIndex((one) => one.startsWith(words.template)) + 1

  it("goes as written on another day of the same rules", async () => {
    expect(Convo.explain(await replay({ on: "2026-11-01" }))).toBeUndefined()
  })

  it.each(
    [
      ["the seed pages", { pack: "seeds" }],
      ["a day before 27 April 2026", { on: "2026-04-20" }]
    ] as const
  )("shows by the rules of %s what the bot says instead", async (_, options) => {
    const outcome = await replay(options)

    expect(outcome).toMatchObject({ _tag: "Failed", report: { line } })
    expect(Convo.explain(outcome)).toContain("A reminder: we expect you on")
  })
})
