/**
 * `npm run bench`: what a turn, a transition and a scripted conversation cost. Prints ratios against the floor of the same
 * run; the last line is one JSON object with every figure by name.
 *
 * @module
 */
import { convosPerSecond, weekMillis } from "./Convos.ts"
import { type SubjectName, turnsPerCpuSecond } from "./Measure.ts"
import { laneResolveNanos, policyAddsPercent } from "./Policy.ts"
import type { Calls } from "./Sink.ts"
import { transitionsPerSecond } from "./Transitions.ts"

const quick = process.argv.includes("--quick")
// V8 is done with what runs in a turn after some ten thousand of them.
const load = { turns: quick ? 4_000 : 20_000, warmUp: quick ? 6_000 : 15_000, people: 200, inFlight: 32 }
const figures: Record<string, number> = {}

const print = (line: string) => process.stdout.write(`${line}\n`)
const round = (value: number) => Math.round(value * 100) / 100

const turns = async (calls: Calls) => {
  const suffix = calls === "message" ? "" : "WithActions"
  print(`\nOne person's message, one reply, ${calls === "message" ? "no sender actions" : "mark_seen and typing_on"}`)
  const rate = async (name: SubjectName) => {
    const found = await turnsPerCpuSecond(name, calls, load)
    figures[`${name}${suffix}TurnsPerCpuSecond`] = Math.round(found)
    return found
  }
  const floor = await rate("floor")
  print(`  floor (node:http + undici, by hand)  ${Math.round(floor).toLocaleString("en")} turns per CPU-second`)
  for (const name of ["memory", "sqlite"] as const) {
    const found = await rate(name)
    figures[`${name}${suffix}TimesFloor`] = round(floor / found)
    print(
      `  Parley, ${name.padEnd(6)} store                 ${Math.round(found).toLocaleString("en")} turns per CPU-second`
        + `  ${(floor / found).toFixed(2)}x the floor`
    )
  }
}

await turns("message")
await turns("message and actions")

figures["policyAddsPercent"] = round(await policyAddsPercent(quick ? 1 : 3, load))
print(`\nRules, lanes and the notice of a machine, in memory`)
print(`  ${figures["policyAddsPercent"]} percent more CPU time for a turn than without them`)

print("\nThe pure step")
figures["transitionsPerSecond"] = Math.round(transitionsPerSecond(quick ? 20_000 : 200_000))
print(
  `  ${
    figures["transitionsPerSecond"].toLocaleString("en")
  } transitions per second, snapshot read and written each time`
)

figures["laneResolveNanos"] = Math.round(laneResolveNanos(quick ? 100_000 : 1_000_000))
print(`  ${figures["laneResolveNanos"].toLocaleString("en")} nanoseconds   Lane.resolve, a message`)

print("\nScripted conversations of ten turns, through adapter and emulator, on one core")
figures["convosPerSecond"] = Math.round(await convosPerSecond(quick ? 200 : 2_000))
print(`  ${figures["convosPerSecond"].toLocaleString("en")} conversations per second`)

figures["weekConvoMillis"] = round(await weekMillis())
print(`  ${figures["weekConvoMillis"]} ms for one of seven days`)

print(`\n${JSON.stringify(figures)}`)
