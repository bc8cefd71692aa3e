/**
 * What an app without Effect does to an account, against the emulator over HTTP: profile, templates with pictures, subscriptions, owners.
 */
import { describe, expect, it } from "@effect/vitest"
import { manage, type MessengerSettings, type Profile, UtilityTemplate } from "@parley/messenger-adapter"
import * as Effect from "effect/Effect"
import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Emulator from "../../src/emulator/Emulator.ts"
import * as EmulatorServer from "../../src/emulator/EmulatorServer.ts"

const account = {
  channel: "messenger",
  id: "1112223334445556",
  appId: "4242",
  token: "PAGE-TOKEN",
  appSecret: "app-secret"
} as const satisfies MessengerSettings.AccountOptions

const world = Effect.gen(function*() {
  const { channel: _, ...page } = account
  const emulator = yield* Emulator.make({ pages: [page], deliver: () => Effect.succeed({ status: 200 }) })
  const { url } = yield* EmulatorServer.listen(emulator, { port: 0 })
  const pages = yield* Effect.acquireRelease(
    Effect.sync(() => manage({ accounts: [account], graphBaseUrl: url })),
    (open) => Effect.promise(() => open.close())
  )
  return { emulator, page: pages.account(), url }
})

const profile: Profile.Profile = {
  getStarted: "GET_STARTED",
  greeting: { default: "Hello {{user_first_name}}!" }
}

const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.alloc(300_000, 7)])

const left = (picture: UtilityTemplate.Header & { readonly picture: unknown }, language = "en") =>
  UtilityTemplate.make({
    name: "order_left",
    language,
    header: picture,
    body: "Good news, {{name}}: your order has left.",
    examples: { name: "Ana" }
  })

describe("an account behind promises", () => {
  it.scopedLive("has its profile set once, and the same after that", () =>
    Effect.gen(function*() {
      const { page } = yield* world
      const seen = yield* Effect.promise(async () => ({
        pushed: (await page.profile.push(profile)).set,
        differs: await page.profile.diff(profile),
        stored: (await page.profile.read()).profile
      }))

      expect(seen).toMatchObject({ pushed: ["getStarted", "greeting"], differs: [], stored: profile })
    }))

  it.scopedLive("has its webhook healed, and is told to be well then", () =>
    Effect.gen(function*() {
      const { page } = yield* world
      const seen = yield* Effect.promise(async () => ({
        healed: (await page.subscriptions.heal()).subscribed,
        missing: (await page.subscriptions.read()).missing,
        findings: await page.check()
      }))

      expect(seen.healed).toContain("messages")
      expect(seen).toMatchObject({ missing: [], findings: [] })
    }))

  it.scopedLive("is told who has a conversation, where anybody has", () =>
    Effect.gen(function*() {
      const { emulator, page } = yield* world
      const person = yield* emulator.person({ name: "Ana" })
      yield* person.says("hi")

      expect(yield* Effect.promise(() => page.owner(person.psid))).toBeUndefined()
    }))

  it.scopedLive("rejects with the error of the platform", () =>
    Effect.gen(function*() {
      const { emulator, page } = yield* world
      yield* emulator.expireToken(true)

      const error = yield* Effect.promise(() => page.subscriptions.read().catch((reason: unknown) => reason))

      expect(error).toMatchObject({ _tag: "CallRejected", error: { _tag: "Configuration", code: 190 } })
    }))
})

describe("a template with a picture", () => {
  it.scopedLive("has its file uploaded when it is handed in, once for all its languages", () =>
    Effect.gen(function*() {
      const { page } = yield* world
      const path = join(mkdtempSync(join(tmpdir(), "parley-picture-")), "left.png")
      writeFileSync(path, png)
      const wanted = [left({ picture: { path } }), left({ picture: { path } }, "de")]

      const seen = yield* Effect.promise(async () => ({
        pushed: (await page.templates.push(wanted)).created,
        differs: await page.templates.diff(wanted),
        listed: await page.templates.list(),
        settled: await page.templates.settled(wanted)
      }))

      expect(seen.pushed.map(({ template }) => template)).toEqual(["order_left/en", "order_left/de"])
      expect(seen.differs).toEqual([])
      const headers = seen.listed.map(({ components = [] }) => components.find(({ type }) => type === "HEADER")?.format)
      expect(headers).toEqual(["IMAGE", "IMAGE"])
      expect(seen.settled.map(({ status }) => status)).toEqual(["approved", "approved"])
    }))

  it.scopedLive("is refused with a handle that the platform never gave, and taken with one that it did", () =>
    Effect.gen(function*() {
      const { page } = yield* world
      const handle = yield* Effect.promise(() => page.handles.upload({ bytes: png, type: "image/png" }))

      const strange = yield* Effect.promise(() =>
        page.templates.push([left({ picture: "4::strange" })]).catch((reason: unknown) => reason)
      )
      const pushed = yield* Effect.promise(() => page.templates.push([left({ picture: handle })]))

      expect(strange).toMatchObject({ _tag: "CallRejected", error: { code: 100 } })
      expect(pushed.created).toHaveLength(1)
    }))

  it.scopedLive.each([
    { where: "before the platform had the bytes", accepted: false },
    { where: "after the platform had the bytes", accepted: true }
  ])("goes on where the connection broke off: $where", ({ accepted }) =>
    Effect.gen(function*() {
      const { emulator, page } = yield* world
      // The session begins; the bytes are cut off.
      yield* emulator.inject({ _tag: "Delay", millis: 0, on: "other" })
      yield* emulator.inject({ _tag: "Close", accepted, on: "other" })

      const handle = yield* Effect.promise(() => page.handles.upload({ bytes: png, type: "image/png" }))

      const pushed = yield* Effect.promise(() => page.templates.push([left({ picture: handle })]))
      expect(pushed.created).toHaveLength(1)
    }))

  it.scopedLive("tells a file that is not there, and one that no header takes, before anything is sent", () =>
    Effect.gen(function*() {
      const { page } = yield* world
      const failed = (picture: { readonly path: string }) =>
        Effect.promise(() => page.handles.upload(picture).catch((reason: unknown) => reason))

      expect(yield* failed({ path: "/nowhere/left.png" })).toMatchObject({ _tag: "UploadUnreadable" })
      expect(yield* failed({ path: "/nowhere/left.mp4" })).toMatchObject({ _tag: "Invalid", field: "picture" })
      expect(() => left({ picture: { path: "left.mp4" } })).toThrow(
        "header.picture: a header takes no video/mp4; give a picture of type image/jpeg or image/png"
      )
    }))
})
