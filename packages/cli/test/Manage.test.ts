import { sqlite } from "@parley/core/sqlite"
import { ConversationStore } from "@parley/core"
import { Emulator, EmulatorServer } from "@parley/testing"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { listed, namesOf } from "./documented.ts"
import { parley } from "./talked.ts"

const page = "1112223334445556"
const instagram = "17841400000000001"
const config = fileURLToPath(new URL("managed", import.meta.url))
const scope = Effect.runSync(Scope.make())
const folder = mkdtempSync(join(tmpdir(), "parley-manage-"))

/** The platform's clock is five minutes behind: what is younger than a minute is left to its webhook. */
const behind: Clock.Clock = Object.assign(Object.create(Clock.make()), {
  unsafeCurrentTimeMillis: () => Clock.make().unsafeCurrentTimeMillis() - 300_000
})

/** A page and an Instagram account whose webhooks nobody takes up, as no bot runs. */
const world = Effect.gen(function*() {
  const secrets = { appSecret: "app-secret", appId: "4242" }
  const emulator = yield* Emulator.make({
    pages: [
      { id: page, token: "PAGE-TOKEN", ...secrets },
      { id: instagram, token: "IG-TOKEN", channel: "instagram", ...secrets }
    ],
    clock: behind,
    deliver: () => Effect.succeed({ status: 200 })
  })
  const { url } = yield* EmulatorServer.listen(emulator, { port: 0 })
  return { emulator, url }
})

const opened: { emulator?: Emulator.Service } = {}

const emulator = (): Emulator.Service => {
  if (opened.emulator === undefined) throw new Error("the emulator has not started")
  return opened.emulator
}

beforeAll(async () => {
  const { emulator, url } = await Effect.runPromise(Scope.extend(world, scope))
  opened.emulator = emulator
  process.env["PARLEY_TEST_GRAPH"] = url
})

afterAll(async () => {
  rmSync(folder, { recursive: true })
  await Effect.runPromise(Scope.close(scope, Exit.void))
})

describe("parley profile", () => {
  it("tells what differs, sets it, and then finds nothing that differs", async () => {
    const before = await parley("profile", "diff", config)
    const pushed = await parley("profile", "push", config)
    const after = await parley("profile", "diff", config)

    expect(before).toEqual({
      printed: [
        `messenger/${page}`,
        "  + getStarted: GET_STARTED",
        "  + greeting, default: \"Hello!\"",
        "  + iceBreakers, default: \"Are you open?\" → OPEN",
        `instagram/${instagram}`,
        "  + iceBreakers, default: \"Are you open?\" → OPEN",
        "  getStarted, greeting: not on Instagram, left out",
        ""
      ].join("\n"),
      complaint: "4 settings differ; `parley profile push` sets them."
    })
    expect(pushed.complaint).toBeUndefined()
    expect(pushed.printed).toContain("  set: getStarted, greeting, iceBreakers\n")
    expect(after.complaint).toBeUndefined()
    expect(after.printed).toContain(`messenger/${page}\n  as the code says\n`)
  })

  it("gives data to a program, and looks at one account alone", async () => {
    const { printed } = await parley("profile", "diff", "--account", page, "--json", config)
    const unknown = await parley("profile", "diff", "--account", "1112223334445557", config)

    expect(JSON.parse(printed)).toEqual([{ channel: "messenger", account: page, changes: [] }])
    expect(unknown.complaint).toContain("There is no account \"1112223334445557\"; there is 1112223334445556")
  })

  it("counts and takes away what only the account has when it prunes", async () => {
    const set = JSON.stringify({
      commands: [{ locale: "default", commands: [{ name: "agent", description: "A person" }] }]
    })
    await Effect.runPromise(
      emulator().graph({
        method: "POST",
        path: "/v26.0/me/messenger_profile",
        headers: { authorization: "Bearer PAGE-TOKEN", "content-type": "application/json" },
        body: set
      })
    )

    const left = await parley("profile", "diff", config)
    const counted = await parley("profile", "diff", "--prune", config)
    const pruned = await parley("profile", "push", "--prune", config)
    const after = await parley("profile", "diff", "--prune", config)

    expect(left.complaint).toBeUndefined()
    expect(left.printed).toContain("- commands, default: /agent \"A person\" (only on the account)")
    expect(counted.complaint).toBe("1 setting differs; `parley profile push` sets it.")
    expect(pruned.printed).toContain("  taken away: commands\n")
    expect(after.complaint).toBeUndefined()
  })

  it("asks for a profile where the configuration has none", async () => {
    const { complaint } = await parley("profile", "diff", fileURLToPath(new URL("rules", import.meta.url)))

    expect(complaint).toContain("The configuration has no profile. Write one:")
  })
})

describe("parley templates", () => {
  it("tells what is missing, hands it in, waits for it, and then finds nothing", async () => {
    const before = await parley("templates", "diff", config)
    const pushed = await parley("templates", "push", "--wait", config)
    const after = await parley("templates", "diff", config)

    expect(before.printed).toBe(`messenger/${page}\n  + order_left (en)\n`)
    expect(before.complaint).toContain("1 template is not as the code says")
    expect(pushed).toEqual({
      printed: `messenger/${page}\n  handed in: order_left/en\n`,
      complaint: undefined
    })
    expect(after).toEqual({
      printed: `messenger/${page}\n  as the code says, and all approved\n`,
      complaint: undefined
    })
  })

  it("tells of one that the platform has paused", async () => {
    await Effect.runPromise(emulator().reviewTemplate({ name: "order_left", status: "paused" }, page))

    const { complaint, printed } = await parley("templates", "diff", config)

    expect(printed).toContain("! order_left (en) is paused")
    expect(complaint).toContain("not approved")
  })
})

describe("parley resubscribe", () => {
  it("heals what somebody took away, and says what was missing", async () => {
    await Effect.runPromise(
      emulator().graph({
        method: "DELETE",
        path: "/v26.0/me/subscribed_apps",
        headers: { authorization: "Bearer PAGE-TOKEN" }
      })
    )

    const healed = await parley("resubscribe", "--account", page, config)
    const again = await parley("resubscribe", "--account", page, config)

    expect(healed.printed).toMatch(/was missing: .*\bmessages, messaging_postbacks\b.*\bmessage_echoes\b/)
    expect(again.printed).toContain("nothing was missing; subscribed again")
  })
})

describe("parley reconcile", () => {
  it("puts into the store what people wrote while no bot listened, once", async () => {
    const store = join(folder, "hello.db")
    const waiting = Effect.provide(
      Effect.flatMap(
        ConversationStore.ConversationStore,
        (open) => open.load({ channel: "messenger", account: page, person })
      ),
      sqlite(store)
    )
    const ana = await Effect.runPromise(emulator().person({ name: "Ana Ruiz", page }))
    const person = ana.psid
    await Effect.runPromise(ana.says("hi"))
    await Effect.runPromise(waiting)

    const dry = await parley("reconcile", store, "--config", config, "--account", page, "--dry-run")
    const first = await parley("reconcile", store, "--config", config, "--account", page)
    const second = await parley("reconcile", store, "--config", config, "--account", page)
    await Effect.runPromise(emulator().advance("270 seconds"))
    await Effect.runPromise(ana.says("are you there?"))
    const third = await parley("reconcile", store, "--config", config, "--account", page)
    const { next } = await Effect.runPromise(waiting)

    expect(dry.printed).toContain("1 conversation looked at, 0 messages known, 1 missed")
    expect(dry.printed).toContain("nothing was handed on (--dry-run)")
    expect(first.printed).toContain("the bot answers them when it starts")
    expect(second.printed).toContain("1 conversation looked at, 1 message known, 0 missed")
    expect(third.printed).toContain("1 message is younger than a minute, and left: the webhook may be on its way")
    expect(next?.inbound.event).toMatchObject({ _tag: "Said", text: "hi" })
  })
})

describe("the names that the page on the command line lists", () => {
  const store = join(folder, "hello.db")
  const commands: ReadonlyArray<readonly [string, ReadonlyArray<string>]> = [
    ["profile diff", [config]],
    ["profile push", [config]],
    ["templates diff", [config]],
    ["templates push", [config]],
    ["resubscribe", [config]],
    ["reconcile", [store, "--config", config, "--dry-run"]]
  ]

  it.each(commands)("are those of parley %s --json", async (command, rest) => {
    const { printed } = await parley(...command.split(" "), "--json", ...rest)
    const data = JSON.parse(printed)

    const changes = namesOf(data.flatMap(({ changes = [] }: { readonly changes?: ReadonlyArray<object> }) => changes))

    expect(namesOf(data)).toEqual(expect.arrayContaining(["channel", "account"]))
    expect([...namesOf(data), ...changes].filter((name) => !listed(command).includes(name))).toEqual([])
  })
})
