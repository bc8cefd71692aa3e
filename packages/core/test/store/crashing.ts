/**
 * A process that writes to a SQLite file is killed again and again; then the file is held against what it acknowledged.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { spawn } from "node:child_process"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { expect } from "vitest"
import * as Processes from "../../../../scripts/processes.ts"
import * as SqliteDriver from "../../src/store/SqliteDriver.ts"
import * as SqliteStore from "../../src/store/SqliteStore.ts"
import * as Samples from "./Samples.ts"

/** What a process that wrote to the file acknowledged until it was killed, after `lines` acknowledgements. */
const killedAfter = (
  writer: string,
  file: string,
  round: number,
  lines: number
): Promise<ReadonlyArray<string>> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [writer, file, `r${round}`], { stdio: ["ignore", "pipe", "inherit"] })
    const said: Array<string> = []
    createInterface({ input: child.stdout }).on("line", (line) => {
      said.push(line)
      if (said.length === lines) child.kill("SIGKILL")
    }).on("close", () => resolve(said))
  })

/** Kills a writer of the file in each round, at moments that follow from the seed, and checks what the file has kept. */
export const survives = async (file: string, seed: number, rounds: number): Promise<void> => {
  const accepted: Array<string> = []
  const committed = new Map<string, number>()
  const sent = new Set<string>()

  const writer = Processes.bundle(join(import.meta.dirname, "writer.ts"))
  for (let round = 0; round < rounds; round++) {
    const lines = 20 + (seed * (round + 1) * 7919) % 400
    for (const line of await killedAfter(writer.file, file, round, lines)) {
      const [what, name = "", revision] = line.split(" ")
      if (what === "accepted") accepted.push(name)
      if (what === "committed") committed.set(name, Number(revision))
      if (what === "sent") sent.add(name)
    }
  }
  writer.remove()
  expect(accepted.length).toBeGreaterThan(10 * rounds)
  expect(committed.size).toBe(5)

  const check = Effect.gen(function*() {
    const store = yield* SqliteStore.make(file)
    for (const [person, revision] of committed) {
      const id = Samples.conversation(person)
      const journal = yield* store.journal(id, 0)
      expect(journal.length).toBeGreaterThanOrEqual(revision)
      expect(journal.map((entry) => entry.revision)).toEqual(journal.map((_, index) => index + 1))
      expect(new Set(journal.map((entry) => entry.inbound.id)).size).toBe(journal.length)
      const { conversation } = yield* store.load(id)
      expect(conversation.revision).toBe(journal.length)
      const outbox = yield* store.outbox(id)
      expect(outbox.map((row) => row.outbound.id)).toEqual(journal.map((entry) => `${person}-${entry.revision}`))
      const unsent = outbox.filter((row) => row.state !== "sent").map((row) => row.outbound.id)
      expect(unsent.filter((outbound) => sent.has(outbound))).toEqual([])
    }
    const again = yield* store.accept(
      accepted.map((id) => ({ ...Samples.said("p0", id), id }))
    )
    expect(again.filter((one) => one._tag === "Accepted")).toEqual([])
  })
  await Effect.runPromise(Effect.scoped(check))

  const library = Either.getOrThrow(SqliteDriver.library())
  const database = new library.DatabaseSync(file)
  expect(database.prepare("pragma integrity_check").all().map((row) => row["integrity_check"])).toEqual(["ok"])
  database.close()
}
