import { createBot, MemoryStore } from "@parley/core"
import { messenger } from "@parley/messenger-adapter"
import { Emulator, EmulatorServer } from "@parley/testing"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import * as Machine from "../src/doctor/Machine.ts"
import * as Platform from "../src/doctor/Platform.ts"
import { listed, namesOf } from "./documented.ts"
import { parley, silence, talk } from "./talked.ts"

const config = fileURLToPath(new URL("doctored", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "parley-doctor-"))
const store = join(folder, "bot.db")
const scope = Effect.runSync(Scope.make())
const token = "CANARY-token"

const world = Effect.gen(function*() {
  const emulator = yield* Emulator.make({
    pages: [{ id: "1112223334445556", token, appSecret: "CANARY-secret", appId: "4242", fields: "all" }],
    deliver: () => Effect.succeed({ status: 200 })
  })
  const { url } = yield* EmulatorServer.listen(emulator, { port: 0 })
  return { emulator, url }
})

const running: { emulator?: Emulator.Service; bot?: ReturnType<typeof bot>; webhook?: string } = {}

const bot = (page: Parameters<typeof messenger>[0], dialogues: Parameters<typeof createBot>[0]["dialogues"]) =>
  createBot({ dialogues, store: MemoryStore.layer, transports: [messenger(page)] })

beforeAll(async () => {
  const { emulator, url } = await Effect.runPromise(Scope.extend(world, scope))
  process.env["PARLEY_TEST_DOCTOR_GRAPH"] = url
  const { hello, page } = await import("./doctored/parley.config.ts")
  running.emulator = emulator
  running.bot = bot({ ...page, graphBaseUrl: url }, [hello])
  const { port } = await running.bot.listen({ port: 0, signals: false })
  running.webhook = `http://127.0.0.1:${port}`
})

afterAll(async () => {
  await running.bot?.close()
  await Effect.runPromise(Scope.close(scope, Exit.void))
  rmSync(folder, { recursive: true, force: true })
})

/** The command on the fixture, with everything that it printed: no secret may be in it. */
const doctor = async (...args: ReadonlyArray<string>) => {
  const found = await parley("doctor", "--store", store, ...args, config)
  expect(`${found.printed}${found.complaint ?? ""}`).not.toContain("CANARY")
  return found
}

const graph = (method: "DELETE" | "POST", path: string) =>
  Effect.runPromise(
    running.emulator!.graph({ method, path: `/v26.0/${path}`, headers: { authorization: `Bearer ${token}` } })
  )

describe("parley doctor", () => {
  it("finds nothing wrong with a bot that runs and an account that is set up", async () => {
    const { complaint, printed } = await doctor("--webhook", running.webhook ?? "")

    expect(complaint).toBeUndefined()
    expect(printed).toContain(`ok       node: version ${process.versions.node}\n`)
    expect(printed).toContain("ok       config: the bot \"hello\" holds together\n")
    expect(printed).toContain(`ok       store: a store can be written in ${folder}\n`)
    expect(printed).toContain("ok       graph version: v26.0, no end is announced\n")
    expect(printed).toContain("ok       clock: it goes with the platform's\n")
    expect(printed).toContain("ok       messenger/1112223334445556: the token is valid and has its permissions\n")
    expect(printed).toMatch(/ok {7}messenger\/1112223334445556: subscribed to .*message_echoes/)
    expect(printed).toContain("ok       webhook: the handshake is answered\n")
    expect(printed).toContain("ok       webhook: a signed webhook is taken\n")
    expect(printed).toContain("ok       webhook: a webhook without a signature is refused\n")
  })

  it("gives data to a program, and says what it did not look at", async () => {
    const { complaint, printed } = await doctor("--json", "--offline")

    const { checks, failed } = JSON.parse(printed)
    expect(complaint).toBeUndefined()
    expect(failed).toBe(0)
    expect(checks).toContainEqual({
      status: "skipped",
      about: "webhook",
      found: "not looked at",
      cure: "start the bot, then give its address: --webhook http://127.0.0.1:3000"
    })
    expect(JSON.stringify(checks)).not.toContain("graph version")
    expect([...namesOf({ checks, failed }), ...namesOf(checks)].filter((name) => !listed("doctor").includes(name)))
      .toEqual([])
  })

  it("tells that nothing is subscribed any more, and the command that heals it", async () => {
    await graph("DELETE", "me/subscribed_apps")

    const { complaint, printed } = await doctor()
    await parley("resubscribe", config)
    const healed = await doctor()

    expect(complaint).toBe("2 checks failed.")
    expect(printed).toMatch(
      /FAILED {3}messenger\/\d+: the webhook is not subscribed to messages, .*\n {9}cure: run `parley resubscribe`/
    )
    expect(printed).toContain(
      "message_echoes is not subscribed: what became of a message whose answer was lost is never known"
    )
    expect(healed.complaint).toBeUndefined()
  })

  it("tells of a webhook where something else answers, and of one where nobody does", async () => {
    const other = createServer((_, answer) => answer.writeHead(200).end("hello"))
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", () => resolve()))
    const { port } = other.address() as AddressInfo

    const wrong = await doctor("--webhook", `http://127.0.0.1:${port}`)
    await new Promise((resolve) => other.close(resolve))
    const nobody = await doctor("--webhook", `http://127.0.0.1:${port}`)
    const unreadable = await doctor("--webhook", "3000")

    expect(wrong.complaint).toBe("2 checks failed.")
    expect(wrong.printed).toContain("FAILED   webhook: the handshake is answered with 200\n")
    expect(wrong.printed).toContain("FAILED   webhook: a webhook without a signature is answered with 200, not 401\n")
    expect(nobody.printed).toMatch(/FAILED {3}webhook: http:\/\/127\.0\.0\.1:\d+ does not answer/)
    expect(unreadable.complaint).toBe("--webhook is \"3000\"; write an address: http://127.0.0.1:3000")
  })

  it("tells every mistake of the settings at once", async () => {
    const broken = join(folder, "parley.config.ts")
    writeFileSync(
      broken,
      "export default { bots: { a: { dialogues: [], disclosure: false } }, messenger: [{ graphVersion: \"26\", "
        + "accounts: [{ channel: \"messenger\", id: \"my page\", token: \"\", appSecret: \"\" }] }] }\n"
    )

    const { complaint, printed } = await parley("doctor", "--store", store, folder)
    rmSync(broken)

    expect(complaint).toBe("5 checks failed.")
    expect(printed).toContain("FAILED   config: the bot \"a\": it has no dialogue")
    for (const setting of ["accounts[0].id", "accounts[0].token", "accounts[0].appSecret", "graphVersion"]) {
      expect(printed).toContain(`FAILED   config: ${setting} `)
    }
  })

  it("tells that no account is configured, and asks nobody", async () => {
    const { complaint, printed } = await parley(
      "doctor",
      "--store",
      store,
      fileURLToPath(new URL("rules", import.meta.url))
    )

    expect(complaint).toBeUndefined()
    expect(printed).toContain("skipped  account: no account is configured")
  })
})

describe("the store of a doctor", () => {
  const look = async (file: string) => (await parley("doctor", "--offline", "--store", file, config)).printed

  it("is read where it stands, and told of when others may read it or it is none", async () => {
    const file = await talk(folder, silence)
    const good = await look(file)
    chmodSync(file, 0o644)
    const open = await look(file)
    const none = join(folder, "none.db")
    writeFileSync(none, "this is no store")

    expect(good).toContain(`ok       store: ${file} can be read\n`)
    expect(open).toContain(
      `warning  store: other users of this machine may read ${file}\n         cure: run \`chmod 600 ${file}\``
    )
    expect(await look(none)).toContain("FAILED   store: The store could not read")
  })

  it("is told of where no folder can be written", async () => {
    const file = join(folder, "a file")
    writeFileSync(file, "")

    expect(await look(join(file, "bot.db"))).toContain("FAILED   store: no store can be written in")
  })
})

describe("what a doctor judges", () => {
  it("takes every Node from 20.19 on", () => {
    const statuses = ["18.20.0", "20.18.3", "20.19.0", "22.1.0", "26.0.0"].map((version) =>
      Machine.node(version).status
    )

    expect(statuses).toEqual(["failed", "failed", "ok", "ok", "ok"])
  })

  it("takes a clock within ten seconds, warns up to a minute, and then fails, with the direction", () => {
    const checks = [0, 9_000, -30_000, 61_000].map((apart) => Platform.judgeClock(1_000_000 + apart, 1_000_000))

    expect(checks.map(({ status }) => status)).toEqual(["ok", "ok", "warning", "failed"])
    expect(checks[2]?.found).toContain("30 s behind the platform's")
    expect(checks[3]?.found).toContain("61 s ahead of the platform's")
  })
})
