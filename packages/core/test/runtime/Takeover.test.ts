import * as Effect from "effect/Effect"
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest"
import * as Processes from "../../../../scripts/processes.ts"
import { ConversationStore } from "../../src/runtime/ConversationStore.ts"
import * as Records from "../../src/runtime/Records.ts"
import * as SqliteStore from "../../src/store/SqliteStore.ts"

let program: Processes.Bundle
let folder: string
let children: Array<ChildProcess> = []
beforeAll(() => {
  program = Processes.bundle(join(import.meta.dirname, "handover.fixture.ts"))
})
afterAll(() => program.remove())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parley-takeover-"))
})
afterEach(() => {
  for (const child of children) child.kill("SIGKILL")
  children = []
  rmSync(folder, { recursive: true })
})

const started = () => {
  const files = [join(folder, "bot.db"), join(folder, "sent.txt")]
  const child = spawn(process.execPath, [program.file, ...files], { stdio: ["ignore", "pipe", "inherit"] })
  children.push(child)
  const port = (async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      const found = /^port (\d+)/.exec(line)?.[1]
      if (found !== undefined) return found
    }
    throw new Error("The bot ended before it listened")
  })()
  return { child, port, ended: once(child, "exit") }
}

const people = Array.from({ length: 5 }, (_, index) => `p${index}`)

/** Offers one message of a person again until some bot has said 200, as a platform does. */
const deliver = async (ports: ReadonlyArray<Promise<string>>, person: string, number: number): Promise<void> => {
  const inbound = {
    id: `loop/1/message/${person}-${number}`,
    conversation: { channel: "loop", account: "1", person },
    at: 1,
    receivedAt: 1,
    act: "message",
    event: { _tag: "Said", mid: `${person}-${number}`, text: `word ${number}` }
  }
  for (const port of ports) {
    const url = `http://127.0.0.1:${await port}/loop`
    const answer = await fetch(url, { method: "POST", body: JSON.stringify([inbound]) }).catch(() => undefined)
    if (answer?.status === 200) return
  }
  throw new Error(`Nobody took ${inbound.id}`)
}

it("a process that takes over from one that was told to end loses nothing and says nothing twice", async () => {
  const first = started()
  await first.port
  // It waits for the file while the first one works.
  const second = started()
  const numbers = Array.from({ length: 20 }, (_, number) => number)
  const deliveries = people.map(async (person) => {
    for (const number of numbers) {
      if (person === "p0" && number === 10) first.child.kill("SIGTERM")
      await deliver([first.port, second.port], person, number)
    }
  })

  await Promise.all(deliveries)
  const [firstCode] = await first.ended
  // The grace at its end is for what is under way; what waits behind it is left to the next one.
  const file = join(folder, "sent.txt")
  second.child.kill("SIGTERM")
  const [secondCode] = await second.ended
  const third = started()
  await third.port
  const url = `http://127.0.0.1:${await third.port}/health`
  while (!(await (await fetch(url)).text()).includes("\"busy\":0"));
  third.child.kill("SIGTERM")
  const [thirdCode] = await third.ended
  const kept = await Effect.runPromise(
    Effect.gen(function*() {
      const store = yield* ConversationStore
      const ids = yield* Records.conversations(store, {})
      return yield* Effect.forEach(ids, (id) => Effect.all([store.journal(id, 0), store.outbox(id)]))
    }).pipe(Effect.provide(SqliteStore.layer(join(folder, "bot.db"))))
  )

  expect([firstCode, secondCode, thirdCode]).toEqual([0, 0, 0])
  const sent = readFileSync(file, "utf8").trim().split("\n").map((line) => line.split(" "))
  const ids = sent.map(([, id]) => id)
  expect(new Set(sent.map(([pid]) => pid)).size).toBeGreaterThanOrEqual(2)
  expect(new Set(ids).size).toBe(ids.length)
  expect(kept).toHaveLength(people.length)
  for (const [journal, outbox] of kept) {
    const said = journal.flatMap(({ inbound }) => inbound.event._tag === "Said" ? [inbound.event.text] : [])
    expect(said).toEqual(numbers.map((number) => `word ${number}`))
    // What was under way when the grace ran out is parked, not said again.
    for (const { outbound, state } of outbox) {
      expect(state === "sent" ? ids.includes(outbound.id) : state === "parked").toBe(true)
    }
  }
  expect(kept.flatMap(([, outbox]) => outbox)).toHaveLength(people.length * numbers.length)
}, 90_000)
