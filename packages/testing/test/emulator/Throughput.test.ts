import { expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as World from "./world.ts"

it.scopedLive("a thousand turns in process are all delivered and answered; the rate is printed", () =>
  Effect.gen(function*() {
    const turns = 1000
    const world = yield* World.make()
    const ana = yield* world.emulator.person()
    const before = process.cpuUsage()
    for (let turn = 0; turn < turns; turn++) {
      yield* ana.says("hello")
      yield* world.text(ana.psid, "hello to you")
      yield* world.emulator.idle
    }
    const { system, user } = process.cpuUsage(before)
    process.stdout.write(
      `emulator: ${Math.round((user + system) / turns)} us of CPU a turn (message, send, three webhooks)\n`
    )
    expect([ana.transcript.length, world.arrived.length]).toEqual([2 * turns, 3 * turns])
  }))
