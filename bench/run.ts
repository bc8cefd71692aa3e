/**
 * `npm run bench`: what a turn, a transition and a scripted conversation cost. Prints ratios against the floor of the same
 * run; the last line is one JSON object with every figure by name.
 *
 * @module
 */
import { convosPerSecond, weekMillis } from "./Convos.ts"
import { filesMillis } from "./Files.ts"
import { isolationMillis } from "./Isolation.ts"
import { type SubjectName, turnsPerCpuSecond } from "./Measure.ts"
import { monthMillis } from "./Month.ts"
import { outboundMicros } from "./Outbound.ts"
import { installPeers, peers } from "./Peers.ts"
import { laneResolveNanos, policyAddsPercent } from "./Policy.ts"
import type { Calls } from "./Sink.ts"
import { recordingsPerSecond } from "./Recordings.ts"
import { transitionsPerSecond } from "./Transitions.ts"
import { watchMillis } from "./Watch.ts"

const quick = process.argv.includes("--quick")
if (process.argv.includes("--peers")) installPeers()
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

const sending = await outboundMicros({
  count: load.turns,
  warmUp: load.warmUp,
  inFlight: load.inFlight,
  rounds: quick ? 2 : 4
})
figures["outboundMicros"] = round(sending.parley)
figures["outboundTimesBare"] = round(sending.parley / sending.bare)
print("\nOne message out, from the transport to the receipt")
print(`  ${round(sending.bare)} µs of CPU time   undici's Pool.request alone, with the same bytes`)
print(`  ${round(sending.parley)} µs of CPU time   through the transport  ${figures["outboundTimesBare"].toFixed(2)}x`)

const isolation = await isolationMillis({ perSecond: 50, seconds: quick ? 3 : 10 })
figures["besideHeldTimes"] = round(isolation.held / isolation.prompt)
print("\nOne page's replies, 99th percentile from webhook to Send API, beside another page of the same bot")
print(`  ${round(isolation.prompt)} ms beside a page that is answered at once`)
print(
  `  ${round(isolation.held)} ms beside a page that is answered after ten seconds  ${
    figures["besideHeldTimes"].toFixed(2)
  }x`
)

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
figures["convosPerSecond"] = Math.round(await convosPerSecond(quick ? 200 : 2_000, "with"))
print(`  ${figures["convosPerSecond"].toLocaleString("en")} conversations per second`)
figures["convosWithoutActionsPerSecond"] = Math.round(await convosPerSecond(quick ? 200 : 2_000, "without"))
print(`  ${figures["convosWithoutActionsPerSecond"].toLocaleString("en")} without mark_seen and typing_on`)

figures["weekConvoMillis"] = round(await weekMillis())
print(`  ${figures["weekConvoMillis"]} ms for one of seven days`)

const found = peers(quick ? 100 : 500)
if (found === undefined) print("  (not installed beside it: DialogTestClient and Botium; npm run bench:peers)")
else {
  const ours = figures["convosPerSecond"]
  for (const [name, key] of [["DialogTestClient", "dialogTestClient"], ["Botium, in process", "botium"]] as const) {
    const rate = found[`${key}PerSecond`]
    figures[`${key}PerSecond`] = Math.round(rate)
    figures[`times${key === "botium" ? "Botium" : "DialogTestClient"}`] = round(ours / rate)
    print(
      `  ${Math.round(rate).toLocaleString("en")} by ${name}, without a channel, store or clock  ${
        (ours / rate).toFixed(2)
      }x`
    )
  }
}

const files = quick ? 100 : 1_000
figures["filesMillis"] = Math.round(filesMillis(files))
print(`\n${files.toLocaleString("en")} files of ten turns by parley replay, with start-up`)
print(`  ${(figures["filesMillis"] / 1000).toFixed(1)} s`)

figures["watchMillis"] = Math.round(await watchMillis(quick ? 5 : 15))
print("\nOne convo of ten turns, saved while parley replay --watch waits")
print(`  ${figures["watchMillis"]} ms from the save to what is told of it`)

const people = quick ? 100 : 1_000
figures["monthMillis"] = Math.round(await monthMillis(people))
print(`\n${people.toLocaleString("en")} people over thirty days, one reminder and one answer each week`)
print(`  ${(figures["monthMillis"] / 1000).toFixed(1)} s`)

figures["recordingsPerSecond"] = Math.round(recordingsPerSecond(quick ? 500 : 5_000))
print("\nRecordings of ten turns, read from their lines and taken again by another build")
print(
  `  ${figures["recordingsPerSecond"].toLocaleString("en")} recordings per second  10,000 in ${
    Math.round(10_000 / figures["recordingsPerSecond"])
  } s`
)

print(`\n${JSON.stringify(figures)}`)
