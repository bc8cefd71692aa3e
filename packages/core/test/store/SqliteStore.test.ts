import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { ConversationStore } from "../../src/runtime/ConversationStore.ts"
import * as SqliteFile from "../../src/store/SqliteFile.ts"
import * as SqliteMigrations from "../../src/store/SqliteMigrations.ts"
import * as SqliteStore from "../../src/store/SqliteStore.ts"
import { ana, byHand, inFolder, run } from "./Files.ts"
import * as Samples from "./Samples.ts"

const { folder, newFile, withAna } = inFolder("sqlite")

describe("opening", () => {
  it("a file in a folder that is not there is made, for its owner's eyes only", async () => {
    const file = join(folder, "deep", "er", "pizza.db")
    await run(SqliteStore.make(file))
    expect(existsSync(file)).toBe(true)
    expect(statSync(file).mode & 0o077).toBe(0)
  })

  it("a file that is open is refused to a second store, and free once the first is closed", async () => {
    const file = newFile()
    const refusal = await run(Effect.gen(function*() {
      yield* SqliteStore.make(file)
      return yield* Effect.flip(SqliteStore.make(file, { waitFor: 10 }))
    }))
    expect(refusal).toBeInstanceOf(SqliteStore.StoreInUse)
    expect(refusal.message).toContain("belongs to one process at a time")
    await run(SqliteStore.make(file, { waitFor: 10 }))
  })

  it("a file of a newer Parley is refused and left as it was", async () => {
    const file = await withAna()
    byHand(file, (database) => database.exec("insert into parley_migration values (99, 'of tomorrow')"))
    const refusal = await run(Effect.flip(SqliteStore.make(file)))
    expect(refusal).toBeInstanceOf(SqliteStore.StoreTooNew)
    expect(refusal.message).toContain("version 99")
    expect(byHand(file, (database) => database.prepare("select count(*) as n from conversation").get()?.["n"])).toBe(1)
  })

  it("a database of another program is refused and left as it was", async () => {
    const file = newFile()
    byHand(file, (database) => database.exec("create table theirs (a)"))
    const refusal = await run(Effect.flip(SqliteStore.make(file)))
    expect(refusal).toBeInstanceOf(SqliteStore.StoreForeign)
    const tables = byHand(file, (database) => database.prepare("select name from sqlite_schema").all())
    expect(tables.map((row) => row["name"])).toEqual(["theirs"])
  })

  it("a file that is no database, and a folder, are errors that name the cure", async () => {
    const file = newFile()
    writeFileSync(file, "Dear diary, ".repeat(1_000))
    const noDatabase = await run(Effect.flip(SqliteStore.make(file)))
    expect(noDatabase.message).toMatch(/could not open .*not a database.*restore/)
    expect(readFileSync(file, "utf8").slice(0, 10)).toBe("Dear diary")
    const noFile = await run(Effect.flip(SqliteStore.make(folder)))
    expect(noFile._tag).toBe("StoreError")
  })

  it("the file comes from the configuration, and a wrong durability is named", async () => {
    const file = newFile()
    const open = (entries: ReadonlyArray<[string, string]>) =>
      Effect.runPromise(Effect.either(
        Effect.asVoid(ConversationStore).pipe(
          Effect.provide(SqliteStore.layerConfig),
          Effect.withConfigProvider(ConfigProvider.fromMap(new Map(entries)))
        )
      ))
    expect(Either.isRight(await open([["PARLEY_STORE", file], ["PARLEY_DURABILITY", "process"]]))).toBe(true)
    expect(existsSync(file)).toBe(true)
    const refused = await open([["PARLEY_STORE", file], ["PARLEY_DURABILITY", "half"]])
    expect(JSON.stringify(Either.getLeft(refused))).toContain("PARLEY_DURABILITY")
  })

  it("durability chooses how the disk is synced", async () => {
    const synchronous = (durability: SqliteFile.Durability) =>
      run(
        Effect.map(SqliteFile.open({ file: newFile(), durability, waitFor: 0 }), (database) =>
          database.prepare("pragma synchronous").get()?.["synchronous"])
      )
    expect([await synchronous("full"), await synchronous("process")]).toEqual([2, 1])
  })
})

describe("migrations", () => {
  const versions = SqliteMigrations.migrations.map((_, index) => index)

  it.each(versions)("a file at version %i is brought up to date", async (version) => {
    const file = newFile()
    byHand(file, (database) => SqliteMigrations.run(database, file, SqliteMigrations.migrations.slice(0, version)))
    await run(Effect.flatMap(SqliteStore.make(file), (store) => store.accept([Samples.said("ana", "m1")])))
    const found = byHand(file, (database) => database.prepare("select max(version) as n from parley_migration").get())
    expect(found?.["n"]).toBe(SqliteMigrations.migrations.length)
  })

  it("each step is taken once, on the data that stands", () => {
    const file = newFile()
    const first = { name: "things", sql: "create table thing (a integer) strict; insert into thing values (1)" }
    const second = { name: "more", sql: "alter table thing add column b text not null default 'x'" }
    byHand(file, (database) => SqliteMigrations.run(database, file, [first]))
    byHand(file, (database) => SqliteMigrations.run(database, file, [first, second]))
    byHand(file, (database) => SqliteMigrations.run(database, file, [first, second]))
    expect(byHand(file, (database) => database.prepare("select a, b from thing").all())).toMatchObject([{
      a: 1,
      b: "x"
    }])
  })

  it("a step that fails leaves the file at the version before", () => {
    const file = newFile()
    const first = { name: "things", sql: "create table thing (a integer) strict" }
    const broken = { name: "broken", sql: "create table other (a integer) strict; insert into nowhere values (1)" }
    expect(() => byHand(file, (database) => SqliteMigrations.run(database, file, [first, broken]))).toThrow("nowhere")
    const tables = byHand(file, (database) => database.prepare("select name from sqlite_schema order by name").all())
    expect(tables.map((row) => row["name"])).toEqual(["parley_migration", "thing"])
    expect(byHand(file, (database) => SqliteMigrations.run(database, file, [first]))).toBeUndefined()
  })
})

describe("damage", () => {
  const damages: ReadonlyArray<readonly [string, string, RegExp]> = [
    ["is no JSON", "Ana Secret {", /not JSON/],
    ["has another shape", `{"id":{"channel":"messenger","account":"page","person":42}}`, /shape/],
    ["is nested too deeply", "[".repeat(50_000) + "]".repeat(50_000), /shape|deeply/],
    ["has a part that is nested too deeply", "", /shape|deeply/]
  ]
  it.each(damages)("a record that %s sets its own conversation apart, and no other", async (_, written, reason) => {
    const file = await withAna()
    const record = written !== "" ? written : byHand(file, (database) => {
      const text = String(database.prepare("select record from conversation").get()?.["record"])
      return text.replace(`"Ana Secret"`, `${"[".repeat(20_000)}NaN`)
    })
    byHand(file, (database) => database.prepare("update conversation set record = ?").run(record))

    await run(Effect.gen(function*() {
      const store = yield* SqliteStore.make(file)
      const error = yield* Effect.flip(store.load(ana))
      expect(error._tag).toBe("CorruptConversation")
      expect(error.message).toMatch(record === written ? reason : /JSON|deeply/)
      expect(error.message).not.toContain("Secret")
      yield* store.quarantine(ana, { at: Samples.at, reason: error.message })
      const listed = yield* store.list({ quarantined: true }, undefined)
      expect(listed.conversations.map((one) => [one.id, one.revision])).toEqual([[ana, 1]])
      expect((yield* store.recover(Samples.at)).inboxes).toEqual([Samples.conversation("ben")])
      expect((yield* store.load(Samples.conversation("ben"))).next?.inbound).toEqual(Samples.said("ben", "m2"))
    }))
  })

  it("an inbound that cannot be read is told, and a turn before it is kept", async () => {
    const file = await withAna()
    await run(Effect.flatMap(SqliteStore.make(file), (store) => store.accept([Samples.said("ana", "m4")])))
    byHand(file, (database) => database.exec("update inbox set inbound = '{' where identity like '%m4'"))
    await run(Effect.gen(function*() {
      const store = yield* SqliteStore.make(file)
      const committed = yield* store.commit(Samples.turn(yield* store.load(ana)))
      expect(committed).toEqual({ _tag: "Committed", next: undefined })
      expect((yield* store.load(ana)).conversation.revision).toBe(2)
      expect((yield* store.list({ quarantined: true }, undefined)).conversations).toHaveLength(1)
    }))
    byHand(file, (database) => database.exec("update inbox set inbound = '{' where identity like '%m2'"))
    const error = await run(
      Effect.flatMap(SqliteStore.make(file), (store) => Effect.flip(store.load(Samples.conversation("ben"))))
    )
    expect(error.message).toMatch(/inbound \d+ cannot be read/)
  })

  it("a message that cannot be read counts as failed and makes way for the next", async () => {
    const file = await withAna()
    byHand(file, (database) => database.exec("update outbox set outbound = '{}'"))
    await run(Effect.gen(function*() {
      const store = yield* SqliteStore.make(file)
      yield* store.commit(Samples.turn(yield* store.load(ana)))
      const claim = yield* store.claimOutbox(ana, Samples.at)
      expect(claim._tag === "Claimed" ? claim.row.outbound.id : claim).toBe("ana-2")
    }))
    expect(byHand(file, (database) => database.prepare("select state from outbox order by position").all()))
      .toMatchObject([{ state: "failed" }, { state: "sending" }])
  })
})

describe("a disk that fails", () => {
  const grouping = ["tick", "none"] as const

  it.each(grouping)(
    "a full disk fails what is asked, keeps what stands, and recovers with space (%s)",
    async (group) => {
      const file = newFile()
      await run(Effect.gen(function*() {
        const store = yield* SqliteStore.make(file, { group })
        yield* store.accept([Samples.said("ana", "m0")])
      }))
      const pages = byHand(file, (database) => Number(database.prepare("pragma page_count").get()?.["page_count"]))
      const database = await Effect.runPromise(Effect.scoped(Effect.gen(function*() {
        const open = yield* SqliteFile.open({ file, durability: "full", waitFor: 0 })
        const { store } = SqliteStore.service(open, { group, echoFor: 20_000, cache: 10 })
        open.exec(`pragma max_page_count = ${pages + 2}`)
        const big = (mid: string) => Samples.said("ana", mid, "x".repeat(20_000))
        const results = yield* Effect.all(
          [store.accept([big("m1")]), store.accept([Samples.said("ana", "m2")]), store.accept([big("m3")])].map(
            Effect.either
          ),
          { concurrency: "unbounded" }
        )
        expect(results.map((one) => one._tag)).toEqual(["Left", "Right", "Left"])
        expect(results.map((one) => Either.isLeft(one) ? one.left.message : "")[0]).toMatch(
          /disk is full.*free some space/
        )

        open.exec("pragma max_page_count = 100000")
        const later = yield* store.accept([big("m1"), Samples.said("ana", "m2")])
        expect(later.map((one) => one._tag)).toEqual(["Accepted", "Duplicate"])
        return yield* store.load(ana)
      })))
      expect(database.next?.inbound.id).toBe(Samples.said("ana", "m0").id)
    }
  )

  it("while the file may not be written, everything that writes is an error; afterwards it goes on", async () => {
    const file = await withAna()
    await run(Effect.gen(function*() {
      const open = yield* SqliteFile.open({ file, durability: "full", waitFor: 0 })
      const { store } = SqliteStore.service(open, { group: "tick", echoFor: 20_000, cache: 10 })
      const loaded = yield* store.load(ana)
      open.exec("pragma query_only = on")
      const error = yield* Effect.flip(store.commit(Samples.turn(loaded)))
      expect(error.message).toMatch(/could not commit a turn: .*readonly.*may write/)
      expect((yield* store.load(ana)).conversation.revision).toBe(1)
      open.exec("pragma query_only = off")
      expect((yield* store.commit(Samples.turn(loaded)))._tag).toBe("Committed")
    }))
  })

  it.each(grouping)("a closed store refuses everything with an error (%s)", async (group) => {
    const file = newFile()
    const results = await Effect.runPromise(Effect.gen(function*() {
      const store = yield* Effect.scoped(SqliteStore.make(file, { group }))
      const asked: ReadonlyArray<Effect.Effect<unknown, { readonly message: string }>> = [
        store.accept([Samples.said("ana", "m1")]),
        store.load(ana),
        store.list({}, undefined)
      ]
      return yield* Effect.forEach(asked, (one) => Effect.map(Effect.flip(one), (error) => error.message))
    }))
    for (const message of results) expect(message).toContain("it is closed")
  })
})

describe("forgetting", () => {
  it("no word of a forgotten person is left in any file", async () => {
    const file = newFile()
    const bytes = () =>
      readdirSync(folder).filter((name) => file.endsWith(name.split(".db")[0] + ".db"))
        .map((name) => readFileSync(join(folder, name), "latin1")).join("")
    await run(Effect.gen(function*() {
      const store = yield* SqliteStore.make(file)
      for (let number = 0; number < 30; number++) {
        yield* store.accept([Samples.said("ana", `m${number}`, `Xyzzy ${"words ".repeat(number * 50)}`)])
        yield* store.commit(Samples.turn(yield* store.load(ana), { person: { name: "Xyzzy".repeat(number) } }))
      }
      expect(bytes()).toContain("Xyzzy")
      yield* store.forget(ana)
      expect(bytes()).not.toContain("Xyzzy")
    }))
    expect(bytes()).not.toContain("Xyzzy")
  })
})
