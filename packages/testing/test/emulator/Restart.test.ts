import type { Effect as Computed } from "effect/Effect"
import { afterEach, expect, it } from "vitest"
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { type Json, page, type World as Living } from "./world.ts"

const cleanups: Array<() => void> = []
afterEach(() => {
  for (const cleanup of cleanups.splice(0).reverse()) cleanup()
})

const start = async (storage: string, webhookUrl: string) => {
  const script = fileURLToPath(new URL("./child.ts", import.meta.url))
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", script, storage, webhookUrl], {
    stdio: ["ignore", "pipe", "inherit"]
  })
  cleanups.push(() => child.kill("SIGKILL"))
  const [line] = await once(child.stdout ?? expect.fail("no stdout"), "data")
  const url = String(line).trim()
  const call = async (method: string, path: string, body?: object): Promise<Json> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${page.token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    return await response.json()
  }
  return {
    call,
    kill: async () => {
      child.kill("SIGKILL")
      await once(child, "exit")
    }
  }
}

it("a killed emulator goes on where it was: people, messages, clock, window, ids, and webhooks nobody answered", async () => {
  const folder = mkdtempSync(join(tmpdir(), "emulator-"))
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }))
  const bodies: Array<{ text: string; status: number }> = []
  let status = 503
  const app: Server = createServer((request, response) => {
    let text = ""
    request.on("data", (chunk) => (text += chunk))
    request.on("end", () => {
      bodies.push({ text, status })
      response.writeHead(status).end()
    })
  })
  await once(app.listen(0, "127.0.0.1"), "listening")
  cleanups.push(() => app.close())
  const webhookUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}/webhook`
  const storage = join(folder, "emulator.db")

  // Given an emulator whose app is down, and a clock that was turned.
  const first = await start(storage, webhookUrl)
  const { psid } = await first.call("POST", "/_emulator/persons", { name: "Ana" })
  await first.call("POST", "/_emulator/clock", { advance: "3 hours" })
  await first.call("POST", `/_emulator/persons/${psid}/says`, { text: "one" })
  await first.call("POST", `/_emulator/persons/${psid}/says`, { text: "two" })
  const sent = await first.call("POST", "/v26.0/me/messages", { recipient: { id: psid }, message: { text: "hello" } })
  const before = await first.call("GET", `/_emulator/persons/${psid}`)

  // When it is killed, and the app is up when it starts again.
  await first.kill()
  const seenDown = bodies.length
  status = 200
  const second = await start(storage, webhookUrl)
  await second.call("GET", "/_emulator/idle")

  // Then everything is as it was, and every webhook came, in order, once.
  const after = await second.call("GET", `/_emulator/persons/${psid}`)
  expect(after).toEqual(before)
  expect(after.transcript.map((entry: Json) => entry.text)).toEqual(["one", "two", "hello"])
  const { now, offset, pending } = await second.call("GET", "/_emulator/state")
  expect([offset, pending]).toEqual([3 * 3_600_000, 0])
  expect(now - offset).toBeLessThanOrEqual(Date.now())
  const answered = bodies.slice(seenDown).map(({ text }) => JSON.parse(text).entry[0].messaging[0])
  expect(answered.map((event) => event.message?.text ?? Object.keys(event).at(-1))).toEqual([
    "one",
    "two",
    "hello",
    "delivery"
  ])
  expect(bodies[0]?.text).toBe(bodies[seenDown]?.text)
  const stranger = await second.call("POST", "/_emulator/persons", { name: "Ben" })
  expect(stranger.psid).not.toBe(psid)
  const next = await second.call("POST", "/v26.0/me/messages", { recipient: { id: psid }, message: { text: "again" } })
  expect(next.message_id).not.toBe(sent.message_id)
  const window = await second.call("GET", `/_emulator/persons/${psid}`)
  expect(window.window).toEqual(before.window)
})

it("says what is wrong with a storage file that cannot be used", async () => {
  const Effect = await import("effect/Effect")
  const { make } = await import("../../src/emulator/Emulator.ts")
  const failed = await Effect.runPromise(
    Effect.flip(Effect.scoped(make({ pages: [page], storage: "/nowhere/at/all.db" })))
  )
  expect(failed.message).toMatch(/cannot use \/nowhere\/at\/all\.db: .+Check that its folder exists/)
})

it("one file serves one emulator at a time, and is free again when that one ends", async () => {
  const Effect = await import("effect/Effect")
  const { make } = await import("../../src/emulator/Emulator.ts")
  const folder = mkdtempSync(join(tmpdir(), "emulator-"))
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }))
  const open = make({ pages: [page], storage: join(folder, "emulator.db") })
  const second = await Effect.runPromise(Effect.scoped(Effect.zipRight(open, Effect.either(Effect.scoped(open)))))
  const third = await Effect.runPromise(Effect.scoped(Effect.either(open)))
  expect([second._tag, third._tag]).toEqual(["Left", "Right"])
})

it("what a person allowed outlives a restart, with what was used of it", async () => {
  const Effect = await import("effect/Effect")
  const World = await import("./world.ts")
  const folder = mkdtempSync(join(tmpdir(), "emulator-"))
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }))
  const life = <A, E>(live: (world: Living) => Computed<A, E>) =>
    Effect.runPromise(
      Effect.scoped(Effect.flatMap(World.make({ storage: join(folder, "emulator.db") }), live))
    )
  const given = await life((world) =>
    Effect.gen(function*() {
      const ana = yield* world.emulator.person({ region: "JP" })
      const answered = yield* ana.comments("price?")
      const open = yield* ana.comments("and this?")
      const token = yield* ana.agreesToSeries("Offers")
      yield* world.send({ recipient: { comment_id: answered }, message: { text: "26" } })
      return { answered, open, token }
    })
  )

  const codes = await life((world) =>
    Effect.forEach([
      { comment_id: given.answered },
      { comment_id: given.open },
      { notification_messages_token: given.token }
    ], (recipient) =>
      Effect.map(world.send({ recipient, message: { text: "27" } }), ({ json }) =>
        json.error?.code ?? "sent"))
  )

  expect(codes).toEqual([10900, "sent", "sent"])
})
