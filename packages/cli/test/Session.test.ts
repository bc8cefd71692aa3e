import { BotDefinition, Dialogue, VirtualTime } from "@parley/core"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import * as Session from "../src/chat/Session.ts"

const folder = mkdtempSync(join(tmpdir(), "parley-session-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const d = Dialogue.setup({ id: "tea", version: 1, context: Schema.Struct({}), states: ["done"] })
const tea = d.make({ initial: "done", starts: [/tea/], states: { done: d.end("Enjoy!") } })
const definition = BotDefinition.make({ dialogues: [tea] })

/** Opens a session in a folder of its own, lets `use` have it, and closes it. `meanwhile` happens once its ports are chosen. */
const within = <A>(
  name: string,
  port: number | undefined,
  use: (session: Session.Session) => Effect.Effect<A, { readonly message: string }>,
  meanwhile: Effect.Effect<unknown> = Effect.void
): Promise<A> => {
  const time = VirtualTime.make({ flow: "real", guard: 60_000 })
  const options = { name, definition, folder: join(folder, name), port, graphPort: port }
  // The kept time is taken up between the look at the webhook's port and the listening on it.
  const interrupted = { ...time, advance: (by: Duration.DurationInput) => Effect.zipRight(meanwhile, time.advance(by)) }
  return Effect.runPromise(
    time.provide(Effect.scoped(Effect.flatMap(Session.start(options, interrupted), use))).pipe(
      Effect.ensuring(Effect.sync(() => time.close()))
    )
  )
}

/** Listens on a port of this machine; gives none when it is taken. */
const listening = (port: number): Promise<{ readonly port: number; readonly close: () => void } | undefined> => {
  const server = createServer()
  return new Promise((resolve) => {
    server.once("error", () => resolve(undefined))
    server.listen(port, "127.0.0.1", () => {
      const address = server.address()
      const taken = typeof address === "object" && address !== null ? address.port : 0
      resolve({ port: taken, close: () => void server.close() })
    })
  })
}

describe("a session", () => {
  it("looks for other ports when another process takes one between the look and the listening, and talks", async () => {
    let thief: Awaited<ReturnType<typeof listening>>
    const steal = Effect.promise(async () => {
      thief ??= await listening(4310)
    })

    const found = await within("stolen", undefined, (session) =>
      Effect.gen(function*() {
        yield* session.person.says("tea")
        yield* session.settle
        return { webhook: session.webhook, heard: session.person.transcript.at(-1)?.text }
      }), steal)
    thief?.close()

    expect(found.webhook).not.toContain(":4310/")
    expect(found.heard).toBe("Enjoy!")
  })

  it("names the port that it was told to take and cannot have, whenever that was taken", async () => {
    const before = await listening(0)
    const free = await listening(0)
    const port = free?.port ?? 0
    free?.close()
    let thief: Awaited<ReturnType<typeof listening>>
    const steal = Effect.promise(async () => {
      thief ??= await listening(port)
    })
    const refused = (name: string, asked: number, meanwhile?: Effect.Effect<unknown>) =>
      within(name, asked, () => Effect.succeed("started"), meanwhile).catch((error: Error) => error.message)

    const taken = await refused("taken", before?.port ?? 0)
    const stolen = await refused("late", port, steal)
    before?.close()
    thief?.close()

    expect(taken).toBe(`Port ${before?.port} is taken. Give another one, or 0 for any that is free.`)
    expect(stolen).toBe(`Port ${port} is taken. Give another one, or 0 for any that is free.`)
  })

  it("is as far ahead as it was left, and no further", async () => {
    const lead = (session: Session.Session) => Effect.sync(() => session.now() - Date.now())
    await within("ahead", 0, (session) => session.wait(Duration.hours(26)))

    const again = await within("ahead", 0, lead)

    expect(Math.abs(again - Duration.toMillis("26 hours"))).toBeLessThan(60_000)
  })
})
