/**
 * What a scripted conversation costs: ten turns through the adapter and the emulator, in virtual time, in this process.
 *
 * @module
 */
import { BotDefinition, Dialogue } from "@parley/core"
import { Convo } from "@parley/testing"
import { Schema } from "effect"

const kit = Dialogue.setup({
  id: "tenTurns",
  version: 1,
  context: Schema.Struct({ last: Schema.optionalWith(Schema.String, { default: () => "" }) }),
  states: ["listen"]
})

const dialogue = kit.make({
  initial: "listen",
  starts: [/start/],
  states: { listen: kit.ask("Go on.", { answer: Schema.String, save: (last) => ({ last }), to: "listen" }) }
})

const bot = BotDefinition.make({ dialogues: [dialogue] })

/** The same bot, which neither marks as seen nor types: two calls of the Graph API less in each turn. */
const quiet = BotDefinition.make({ dialogues: [dialogue], typing: false })

const turns = Array.from({ length: 9 }, (_, index) => `> line ${index}\n< Go on.`)
const script = [
  "# Ten turns",
  "bot listener   person Ana en_US   start 2026-03-02T18:00Z",
  "",
  "> start",
  "< ...   #disclosure",
  "< Go on.",
  ...turns,
  ""
].join("\n")

/** Conversations a second on this core, over `count` of them after a warm-up, with sender actions or without. */
export const convosPerSecond = async (count: number, actions: "with" | "without"): Promise<number> => {
  const listener = actions === "with" ? bot : quiet
  const run = async (times: number) => {
    for (let index = 0; index < times; index++) {
      Convo.assertPassed(await Convo.runText(script, { bots: { listener } }))
    }
  }
  // As for turns: V8 is done with what runs in them after some ten thousand.
  await run(1_500)
  const before = process.cpuUsage()
  await run(count)
  const spent = process.cpuUsage(before)
  return count / ((spent.user + spent.system) / 1_000_000)
}

const week = [
  "# Seven days",
  "bot listener   person Ana en_US   start 2026-03-02T18:00Z",
  "",
  "> start",
  "< ...   #disclosure",
  "< Go on.",
  ...Array.from({ length: 7 }, (_, day) => `~ 1d   window closed\n> day ${day}\n< ...   #disclosure\n< Go on.`),
  ""
].join("\n")

/** The wall time of a conversation of seven days once warm, in milliseconds: the median of 21. */
export const weekMillis = async (): Promise<number> => {
  const times: Array<number> = []
  for (let index = 0; index < 21; index++) {
    const began = process.hrtime.bigint()
    Convo.assertPassed(await Convo.runText(week, { bots: { listener: bot } }))
    times.push(Number(process.hrtime.bigint() - began) / 1e6)
  }
  return times.sort((left, right) => left - right)[10] ?? 0
}
