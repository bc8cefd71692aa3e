import { Readings } from "@parley/messenger-adapter"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import * as Coverage from "./coverage.ts"
import * as Notices from "./noticeRules.ts"
import { rules } from "./rules.ts"
import { sentences } from "./seedSentences.ts"

const packages = join(import.meta.dirname, "../../..")

/** Cases that follow from what the seeds leave out: utility templates came later, and nothing forbids a private reply to sell. */
const beyond: ReadonlySet<string> = new Set([
  "messenger: the seeds know no utility templates",
  "messenger: the seeds say: a private reply may sell",
  "instagram: the seeds say: a private reply may sell",
  "messenger: beside the seeds: leave for a series is asked for inside the window",
  "instagram: beside the seeds: leave for a series is asked for inside the window"
])

describe("every rule has a case", () => {
  for (const version of Coverage.versions) {
    test(`of ${Coverage.named(version)}`, () => {
      expect(Coverage.untested(version)).toEqual([])
    })

    test(`of ${Coverage.named(version)}, to the millisecond at which it begins and ends`, () => {
      expect(Coverage.unvisited(version)).toEqual([])
    })
  }
})

test("the versions have every reading that is not the usual one", () => {
  const others = Readings.choices(Readings.standard).flatMap(({ id, others }) => {
    const reading = id.slice("choice.".length)
    return reading in Readings.standard ? others.map((other) => `${reading}: ${other}`) : []
  })

  const had = Coverage.versions.flatMap(({ readings }) => Object.entries(readings).map(([id, is]) => `${id}: ${is}`))

  expect(others.filter((other) => !had.includes(other))).toEqual([])
})

const names = [...rules, ...Notices.cases].filter(({ pack }) => pack === "seeds").map(({ name }) => name)

const isOf = (channel: string) => (name: string): boolean => name.startsWith(`${channel}: `)

describe("the seeds", () => {
  for (const { cases = [], channels = [], page, says, section, tests = [] } of sentences) {
    test(`${page}, ${section}: ${says}`, () => {
      const missing = channels.flatMap((channel) =>
        cases.filter((words) => !names.filter(isOf(channel)).some((name) => name.includes(words)))
      )
      const lost = tests.filter(({ file, name }) => !readFileSync(join(packages, file), "utf8").includes(name))

      expect({ missing, lost }).toEqual({ missing: [], lost: [] })
      expect(cases.length * channels.length + tests.length).toBeGreaterThan(0)
    })
  }

  test("have no case that no sentence asked for", () => {
    const wanted = sentences.flatMap(({ cases = [], channels = [] }) =>
      channels.flatMap((channel) => cases.map((words) => ({ channel, words })))
    )

    const idle = names.filter((name) =>
      !wanted.some(({ channel, words }) => isOf(channel)(name) && name.includes(words)) && !beyond.has(name)
    )

    expect(idle).toEqual([])
  })
})
