import { Convo, Coverage, Explore } from "@parley/testing"
import { readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"
import config from "../parley.config.ts"

const folder = fileURLToPath(new URL("../convos/", import.meta.url))

it("everything that the dialogue can do is reached by the written convos and by exploring it", async () => {
  const { bots: { web: bot }, templates = [] } = config
  const coverage = Coverage.of(config.bots)
  const { bots, watch } = coverage
  for (const name of readdirSync(folder)) await Convo.runFile(`${folder}/${name}`, { ...config, bots, watch })

  const found = bot === undefined
    ? undefined
    : await Explore.run(bot, { name: "web", seconds: 60, templates, covered: coverage.tally() })

  expect(found?.missing.map(({ element }) => element.label)).toEqual([])
  expect(found?.problems).toEqual([])
})
