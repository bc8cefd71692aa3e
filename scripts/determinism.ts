/**
 * `npm run determinism`: a thousand seeds walked twice, once on a machine at rest and once while every core of it is kept busy.
 * Each walk must leave the same bytes both times. `npm run determinism -- 100` for another number.
 *
 * @module
 */
import { createHash } from "node:crypto"
import { availableParallelism } from "node:os"
import { load } from "../packages/testing/test/simulation/load.ts"
import { type Trace, walk } from "../packages/testing/test/simulation/walk.ts"

const count = Number(process.argv[2] ?? 1000)
const say = (line: string) => process.stdout.write(`${line}\n`)

const pass = async (name: string): Promise<ReadonlyArray<Trace>> => {
  const began = performance.now()
  const traces: Array<Trace> = []
  for (let seed = 1; seed <= count; seed++) traces.push(await walk(seed))
  const bytes = traces.reduce((sum, trace) => sum + trace.bytes, 0)
  const digest = createHash("sha256").update(traces.map((trace) => trace.digest).join("\n")).digest("hex")
  const took = ((performance.now() - began) / 1000).toFixed(1)
  say(
    `${name.padEnd(13)} ${count} seeds   ${bytes.toLocaleString("en")} bytes   sha256 ${
      digest.slice(0, 16)
    }…   ${took} s`
  )
  return traces
}

const first = await pass("without load")
const others = load(availableParallelism())
const second = await pass("under load")
await others.end()

const differing = first.flatMap((trace, index) => trace.digest === second[index]?.digest ? [] : [index + 1])
say(
  differing.length === 0
    ? `no seed differs`
    : `${differing.length} seeds differ: ${
      differing.slice(0, 20).join(", ")
    }; a walk of one is in test/simulation/walk.ts`
)
process.exit(differing.length === 0 ? 0 : 1)
