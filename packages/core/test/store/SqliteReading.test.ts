import * as Effect from "effect/Effect"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { afterAll, describe, expect, it } from "vitest"
import * as SqliteMigrations from "../../src/store/SqliteMigrations.ts"
import * as SqliteStore from "../../src/store/SqliteStore.ts"
import { ana, byHand, inFolder, run } from "./Files.ts"
import * as Samples from "./Samples.ts"

const { folder, newFile, withAna } = inFolder("reading")
// Where copies go, so that none of another test is seen.
const temporary = process.env["TMPDIR"]
process.env["TMPDIR"] = folder
afterAll(() => {
  if (temporary === undefined) delete process.env["TMPDIR"]
  else process.env["TMPDIR"] = temporary
})

const copies = () => readdirSync(folder).filter((name) => name.startsWith("parley-read-"))

describe("reading beside the bot", () => {
  const names = (file: string) =>
    run(Effect.gen(function*() {
      const store = yield* SqliteStore.readOnly(file)
      const { conversations } = yield* store.list({}, undefined)
      return { people: conversations.map(({ person }) => person), journal: (yield* store.journal(ana, 0)).length }
    }))

  it("a file is read while another process writes it, and that process keeps it", async () => {
    const file = newFile()
    const writer = spawn(
      process.execPath,
      ["--import", "tsx", join(import.meta.dirname, "writer.ts"), file, "beside"],
      { stdio: ["ignore", "pipe", "inherit"] }
    )
    const lines = createInterface({ input: writer.stdout })[Symbol.asyncIterator]()
    const said = async (start: string): Promise<void> => {
      for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
        if (next.value.startsWith(start)) return
      }
    }
    const committed = () =>
      run(Effect.gen(function*() {
        const store = yield* SqliteStore.readOnly(file)
        const journal = yield* store.journal(Samples.conversation("p0"), 0)
        const { conversation } = yield* store.load(Samples.conversation("p0"))
        return { entries: journal.length, revision: conversation.revision }
      }))

    await said("committed p0 20")
    const first = await committed()
    await said("committed p0 40")
    const second = await committed()
    const refusal = await run(Effect.flip(SqliteStore.make(file, { waitFor: 10 })))
    writer.kill("SIGKILL")
    await once(writer, "exit")

    expect(first.entries).toBeGreaterThanOrEqual(20)
    expect(first.revision).toBe(first.entries)
    expect(second.entries).toBeGreaterThanOrEqual(40)
    expect(second.revision).toBe(second.entries)
    expect(refusal).toBeInstanceOf(SqliteStore.StoreInUse)
  })

  it("what a killed process left in its log is read, and neither the file nor the log is touched", async () => {
    const file = await withAna()
    const log = `${file}-wal`
    byHand(file, (database) => {
      database.prepare("pragma journal_mode = wal").get()
      database.exec("update conversation set record = replace(record, 'Ana Secret', 'Ana')")
      // As a process that is killed leaves it: the log beside the file, not moved into it.
      copyFileSync(file, `${file}.killed`)
      copyFileSync(log, `${file}.killed-wal`)
    })
    const bytes = () => [`${file}.killed`, `${file}.killed-wal`].map((path) => readFileSync(path, "base64"))
    const before = bytes()

    const { people } = await names(`${file}.killed`)

    expect(people).toContainEqual({ name: "Ana" })
    expect(bytes()).toEqual(before)
    expect(readdirSync(folder).filter((name) => name.includes("killed-shm"))).toEqual([])
  })

  it("a store that is read refuses to write, with the cure", async () => {
    const file = await withAna()

    const refused = await run(
      Effect.flatMap(SqliteStore.readOnly(file), (store) => Effect.flip(store.accept([Samples.said("ana", "m9")])))
    )

    expect(refused.message).toBe(
      "The store could not accept what came in: it was opened to be read only; open it as the store of a bot"
    )
  })

  it("a file of an older or a newer Parley is not read, and stays at its version", async () => {
    const old = newFile()
    byHand(old, (database) => SqliteMigrations.run(database, old, []))
    const young = await withAna()
    byHand(young, (database) => database.exec("insert into parley_migration values (99, 'of tomorrow')"))
    const tables = () => byHand(old, (database) => database.prepare("select name from sqlite_schema").all().length)
    const before = tables()

    const tooOld = await run(Effect.flip(SqliteStore.readOnly(old)))
    const tooNew = await run(Effect.flip(SqliteStore.readOnly(young)))

    expect(tooOld).toBeInstanceOf(SqliteStore.StoreTooOld)
    expect(tooOld.message).toMatch(/at version 0, this one reads \d+\)\. Start the bot once with this version/)
    expect(tooNew).toBeInstanceOf(SqliteStore.StoreTooNew)
    expect(tables()).toBe(before)
  })

  it("a file that is not there, and one that is no store, are errors that name the cure; nothing is made", async () => {
    const missing = newFile()
    const foreign = newFile()
    byHand(foreign, (database) => database.exec("create table theirs (a)"))
    const text = newFile()
    writeFileSync(text, "Dear diary, ".repeat(1_000))

    const reasons = await Promise.all(
      [missing, foreign, text].map((file) => run(Effect.flip(SqliteStore.readOnly(file))))
    )

    expect(reasons.map(({ message }) => message)).toEqual([
      expect.stringMatching(/there is no such file; check its name/),
      expect.stringMatching(/is a database of another program/),
      expect.stringMatching(/not a database.*restore/)
    ])
    expect(existsSync(missing)).toBe(false)
  })

  it("no copy is left behind", async () => {
    const file = await withAna()
    const during = await run(Effect.map(SqliteStore.readOnly(file), () => copies()))
    await run(Effect.flip(SqliteStore.readOnly(newFile())))

    expect(during).toHaveLength(1)
    expect(copies()).toEqual([])
  })
})
