/**
 * Every command that works with accounts, and those beside them, under a configuration with planted secrets.
 */
import { Emulator, EmulatorServer } from "@parley/testing"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, describe, expect, it } from "vitest"
import { leaks, secrets } from "../../../scripts/canaries.ts"
import { parley as spawned } from "./spawned.ts"
import { parley, talk } from "./talked.ts"

const page = "1112223334445556"
const instagram = "17841400000000001"
const config = fileURLToPath(new URL("secretive", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "parley-secretive-"))
const scope = Effect.runSync(Scope.make())
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await Effect.runPromise(Scope.close(scope, Exit.void))
})

const started = Effect.gen(function*() {
  const { appSecret, token, userToken } = secrets
  const emulator = yield* Emulator.make({
    pages: [
      { id: page, appId: "4242", token, appSecret },
      { id: instagram, appId: "4242", token: userToken, appSecret, channel: "instagram" }
    ],
    deliver: () => Effect.succeed({ status: 200 })
  })
  const { url } = yield* EmulatorServer.listen(emulator, { port: 0 })
  return { emulator, url }
})

/** All commands that look after accounts, and the words that they complain in when they are typed wrong. */
const commands = (store: string): ReadonlyArray<ReadonlyArray<string>> => [
  ["profile", "diff", config],
  ["profile", "diff", "--json", config],
  ["profile", "push", config],
  ["templates", "diff", config],
  ["templates", "push", config],
  ["resubscribe", config],
  ["reconcile", store, "--config", config],
  ["reconcile", store, "--config", config, "--json", "--dry-run"],
  ["profile", "diff", "--account", "111222333444555", config],
  ["profile", "diff", "--acount", page, config]
]

/** The commands beside them, which read the same configuration. */
const others = (store: string): ReadonlyArray<ReadonlyArray<string>> => [
  ["check", config],
  ["check", "--json", "--paths", config],
  ["chat", "--bot", "hallo", config],
  ["record", store, "--config", config, "--bot", "hello", "--out", join(folder, "recorded.jsonl")],
  ["replay-recordings", join(folder, "recorded.jsonl"), "--config", config],
  ["convo", "messenger/1/2", "--store", store, "--config", config],
  ["ledger", store],
  ["held", store]
]

const run = async (lines: ReadonlyArray<ReadonlyArray<string>>): Promise<ReadonlyArray<string>> => {
  const told: Array<string> = []
  for (const line of lines) {
    const { complaint = "", printed } = await parley(...line)
    told.push(`parley ${line.join(" ")}\n${printed}\n${complaint}`)
  }
  return told
}

const filesIn = (path: string): ReadonlyArray<string> =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))

/** A configuration is loaded once for a process: the address has to stand in it before. */
const opened = await Effect.runPromise(Scope.extend(started, scope))
process.env["PARLEY_TEST_GRAPH_OF_SECRETS"] = opened.url

describe("no command tells a secret", () => {
  it("whether the platform takes it, or refuses the token", async () => {
    const store = await talk(folder, (session) => session.person.says("tea"))

    const taken = await run([...commands(store), ...others(store)])
    await Effect.runPromise(opened.emulator.expireToken(true))
    const refused = await run(commands(store))

    expect(leaks([...taken, ...refused])).toEqual([])
    // What the store keeps and what was recorded holds none either.
    expect(leaks(filesIn(folder))).toEqual([])
    expect(taken.join("\n")).toContain("set: getStarted, greeting")
    expect(refused.filter((text) => text.includes("code 190")).length).toBeGreaterThan(4)
  }, 60_000)

  it("nor where nobody answers, or a configuration cannot be had", async () => {
    writeFileSync(join(folder, "parley.config.ts"), `export default { token: "${secrets.token}" }\n`)
    const environment = {
      PARLEY_TEST_GRAPH_OF_SECRETS: "http://127.0.0.1:1",
      PARLEY_MESSENGER_PAGE_TOKEN: secrets.token,
      PARLEY_MESSENGER_APP_SECRET: `${secrets.appSecret} `
    }
    Object.assign(process.env, environment)

    const told = await Promise.all([
      spawned("resubscribe", config),
      spawned("resubscribe", tmpdir()),
      spawned("chat", folder)
    ])
    for (const name of Object.keys(environment)) delete process.env[name]

    expect(leaks(told.flatMap(({ errors, output }) => [errors, output]))).toEqual([])
    expect(told.map(({ code }) => code)).toEqual([1, 1, 1])
    expect(told[0]?.errors).toContain("ECONNREFUSED")
    expect(told[1]?.errors).toContain("PARLEY_MESSENGER_APP_SECRET")
  }, 60_000)
})
