import { MemoryStore } from "@parley/core"
import { sqlite } from "@parley/core/sqlite"
import { storeContract } from "@parley/testing/contracts"
import * as Layer from "effect/Layer"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll } from "vitest"

const folder = mkdtempSync(join(tmpdir(), "parley-store-"))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0
const file = () => join(folder, `${++files}.db`)

storeContract("the memory store", { fresh: () => Layer.fresh(MemoryStore.layer), durable: false })
storeContract("the SQLite store, commits in groups", { fresh: () => sqlite(file()), durable: true })
storeContract("the SQLite store, each commit alone", { fresh: () => sqlite(file(), { group: "none" }), durable: true })
storeContract("the SQLite store, nothing cached", {
  fresh: () => sqlite(file(), { group: "none", durability: "process", cache: 0 }),
  durable: true
})
