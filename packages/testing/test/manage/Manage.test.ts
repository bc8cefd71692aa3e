/**
 * What is done to an account, against the emulator over HTTP: uploads, personas, profiles, the linking of accounts, links; and a bot
 * that lives by them.
 */
import { describe, expect, it } from "@effect/vitest"
import { createBot, Dialogue, MemoryStore, Start } from "@parley/core"
import { sqlite } from "@parley/core/sqlite"
import {
  AccountLinking,
  manage,
  type ManagedAccounts,
  MeLink,
  messenger,
  type MessengerSettings
} from "@parley/messenger-adapter"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { mkdtempSync } from "node:fs"
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

const picture = "https://example.com/menu.png"

type Fetch = (request: Request) => Promise<Response>

/** An emulator on a port whose webhooks go to whatever bot is there at the moment. */
const world = (options: Partial<Emulator.Options> = {}, page: Partial<Emulator.PageOptions> = {}) =>
  Effect.gen(function*() {
    const app: { fetch: Fetch } = { fetch: async () => new Response(null, { status: 200 }) }
    const { channel: _, ...of } = account
    const emulator = yield* Emulator.make({
      pages: [{ ...of, ...page }],
      deliver: ({ body, headers }) =>
        Effect.promise(async () => {
          const request = new Request("https://bot.example/webhook", {
            method: "POST",
            headers,
            body: Buffer.from(body)
          })
          return { status: (await app.fetch(request)).status }
        }),
      ...options
    })
    const { url } = yield* EmulatorServer.listen(emulator, { port: 0 })
    const pages = yield* Effect.acquireRelease(
      Effect.sync(() => manage({ accounts: [account], graphBaseUrl: url })),
      (open) => Effect.promise(() => open.close())
    )
    const person = yield* emulator.person({ name: "Ana Ruiz", locale: "es_ES" })
    const heard = (bot: { readonly tick: () => Promise<void> }) =>
      Effect.gen(function*() {
        yield* emulator.idle
        yield* Effect.promise(() => bot.tick())
        yield* emulator.idle
      })
    return { app, emulator, url, page: pages.account(), person, heard }
  })

const words = (person: Emulator.Person): ReadonlyArray<string | undefined> =>
  person.transcript.filter(({ from }) => from === "page").map(({ text }) => text)

const photos = (() => {
  const d = Dialogue.setup({ id: "photos", version: 1, context: Schema.Struct({}), states: ["show"] })
  return d.make({
    initial: "show",
    starts: [Start.anything],
    states: { show: d.end({ content: { _tag: "Media", kind: "image", url: picture, reuse: true } }) }
  })
})()

describe("an upload", () => {
  it.scopedLive("by address, by bytes and in pieces is taken, and judged by its type and size", () =>
    Effect.gen(function*() {
      const { page } = yield* world({ files: [{ url: "https://example.com/gone.png", fails: "missing" }] })
      const mib = 1024 * 1024
      const film = async function*() {
        for (let index = 0; index < 12; index += 1) yield Buffer.alloc(mib, index)
      }
      const uploads = yield* Effect.promise(() =>
        Promise.all([
          page.upload({ kind: "image", url: picture }),
          page.upload({ kind: "image", bytes: Buffer.from("PNG"), name: "a.png" }),
          page.upload({ kind: "video", bytes: film(), type: "video/mp4" })
        ])
      )

      expect(uploads.map(({ url }) => /^attachment:\d+$/.test(url))).toEqual([true, true, true])
      const gone = yield* Effect.promise(() =>
        page.upload({ kind: "image", url: "https://example.com/gone.png" }).catch((error: unknown) => error)
      )
      expect(gone).toMatchObject({ _tag: "CallRejected", error: { code: 100, subcode: 2018008 } })
    }))
})

describe("media that a bot shows again", () => {
  it.scopedLive("goes by its id, over a restart too, and by its address once the platform has forgotten it", () =>
    Effect.gen(function*() {
      const file = join(mkdtempSync(join(tmpdir(), "parley-manage-")), "bot.db")
      const { app, emulator, heard, person, url } = yield* world()
      const shown: Array<string | undefined> = []
      const start = Effect.acquireRelease(
        Effect.sync(() => {
          const bot = createBot({
            dialogues: [photos],
            store: sqlite(file),
            transports: [messenger({ accounts: [account], verifyToken: "v", graphBaseUrl: url })],
            disclosure: false,
            typing: false
          })
          app.fetch = bot.fetch
          return bot
        }),
        (bot) => Effect.promise(() => bot.close())
      )
      const asks = (bot: { readonly tick: () => Promise<void> }) =>
        Effect.gen(function*() {
          yield* person.says("menu?")
          yield* heard(bot)
          const last = person.transcript.filter(({ from }) => from === "page").at(-1)
          shown.push(last?.media?.[0]?.url ?? last?.media?.[0]?.attachmentId)
        })

      const first = yield* start
      yield* asks(first)
      yield* asks(first)
      yield* Effect.promise(() => first.close())
      const second = yield* start
      yield* asks(second)
      yield* emulator.advance("91 days")
      yield* asks(second)
      yield* asks(second)

      const [, id, , , next] = shown
      expect(id).toMatch(/^\d+$/)
      expect(next).toMatch(/^\d+$/)
      expect(next).not.toBe(id)
      expect(shown).toEqual([picture, id, id, picture, next])
    }))
})

const greeter = (page: ManagedAccounts.ManagedAccount, link: MeLink.Ref<{ readonly table: number }>) => {
  const d = Dialogue.setup({
    id: "greeter",
    version: 1,
    context: Schema.Struct({
      name: Schema.optionalWith(Schema.String, { default: () => "friend" }),
      locale: Schema.optionalWith(Schema.String, { default: () => "en" }),
      table: Schema.optionalWith(Schema.Number, { default: () => 0 })
    }),
    states: ["read", "remember", "greet", "stranger"],
    begin: (_, { opening }) => ({
      name: "friend",
      locale: "en",
      table: Option.match(link.read(opening?.referral?.ref ?? ""), { onNone: () => 0, onSome: ({ table }) => table })
    })
  })
  return d.make({
    initial: "read",
    starts: [Start.ref(link.name)],
    states: {
      read: d.run("ReadProfile", {
        run: (_, { conversation }) => page.profiles.read(conversation.person, { fields: ["firstName", "locale"] }),
        success: {
          to: [{ when: ({ name }) => name === "friend", to: "stranger" }, "remember"],
          save: (reading) =>
            reading._tag === "Known"
              ? { name: reading.profile.firstName ?? "friend", locale: reading.profile.locale ?? "en" }
              : {}
        },
        failure: { else: "stranger" }
      }),
      remember: d.remember({ locale: ({ locale }) => locale, to: "greet" }),
      greet: d.end(({ name, table }, { locale }) => `${name}, ${locale}, ${table}`),
      stranger: d.end(({ table }) => `Hello at ${table}`)
    }
  })
}

describe("a dialogue", () => {
  const link = MeLink.ref("table", Schema.Struct({ table: Schema.Number }))

  const told = (page: Partial<Emulator.PageOptions>) =>
    Effect.gen(function*() {
      const { app, heard, page: managed, person, url } = yield* world({}, page)
      const bot = yield* Effect.acquireRelease(
        Effect.sync(() =>
          createBot({
            dialogues: [greeter(managed, link)],
            store: MemoryStore.layer,
            transports: [messenger({ accounts: [account], verifyToken: "v", graphBaseUrl: url })],
            disclosure: false,
            typing: false
          })
        ),
        (open) => Effect.promise(() => open.close())
      )
      app.fetch = bot.fetch
      const { searchParams } = new URL(MeLink.make({ account: "la.huerta", ref: link.to({ table: 7 }) }))
      yield* person.follows(searchParams.get("ref") ?? "")
      yield* heard(bot)
      return words(person)
    })

  it.scopedLive("begins by a link that carries a value, reads the profile of its person, and speaks their language", () =>
    Effect.gen(function*() {
      expect(yield* told({})).toEqual(["Ana, es_ES, 7"])
    }))

  it.scopedLive("goes on without a profile that it may not read", () =>
    Effect.gen(function*() {
      expect(yield* told({ approvals: { profile: false } })).toEqual(["Hello at 7"])
    }))
})

describe("personas", () => {
  it.scopedLive("are declared once, and the messages of a bot bear them by name", () =>
    Effect.gen(function*() {
      const { app, heard, page, person, url } = yield* world()
      const lea = { name: "Lea, automatic assistant", picture, as: "bot" } as const
      const { hints, ids } = yield* Effect.promise(() => page.personas.declare([lea]))
      const again = yield* Effect.promise(() => page.personas.declare([lea, { ...lea, name: "Max" }]))
      expect(again.ids[lea.name]).toBe(ids[lea.name])
      expect(hints).toEqual([])
      expect(again.hints).toHaveLength(1)
      expect((yield* Effect.promise(() => page.personas.list())).map(({ name }) => name)).toEqual([lea.name, "Max"])

      const d = Dialogue.setup({ id: "lea", version: 1, context: Schema.Struct({}), states: ["hello"] })
      const hello = d.make({
        initial: "hello",
        starts: [Start.anything],
        states: { hello: d.end({ content: { _tag: "Text", text: "Hello!" }, persona: lea.name }) }
      })
      const bot = yield* Effect.acquireRelease(
        Effect.sync(() =>
          createBot({
            dialogues: [hello],
            store: MemoryStore.layer,
            transports: [messenger({ accounts: [{ ...account, personas: ids }], verifyToken: "v", graphBaseUrl: url })],
            disclosure: false,
            typing: false
          })
        ),
        (open) => Effect.promise(() => open.close())
      )
      app.fetch = bot.fetch
      yield* person.says("hi")
      yield* heard(bot)

      expect(person.transcript.at(-1)).toMatchObject({ from: "page", text: "Hello!", persona: ids[lea.name] })
      yield* Effect.promise(() => page.personas.remove(ids[lea.name]))
      expect((yield* Effect.promise(() => page.personas.list())).map(({ name }) => name)).toEqual(["Max"])
    }))
})

describe("the login of a person", () => {
  it.scopedLive("is known by the token of the login page for five minutes, and ended from our side", () =>
    Effect.gen(function*() {
      const { emulator, page, person } = yield* world()
      const also = { alsoHosts: ["emulator.invalid"] }
      yield* person.says("hi")
      yield* emulator.graph({
        method: "POST",
        path: "/v26.0/me/messages",
        headers: { authorization: `Bearer ${account.token}`, "content-type": "application/json" },
        body: JSON.stringify({
          recipient: { id: person.psid },
          messaging_type: "RESPONSE",
          message: {
            attachment: {
              type: "template",
              payload: {
                template_type: "button",
                text: "Log in",
                buttons: [{ type: "account_link", url: "https://shop.example/login" }]
              }
            }
          }
        })
      })
      const tapped = yield* person.taps("https://shop.example/login")
      const opened = "opened" in tapped ? tapped.opened : ""
      const { redirectUri, token } = Option.getOrThrow(AccountLinking.begin(opened, also))

      expect(yield* Effect.promise(() => page.linking.person(token))).toBe(person.psid)
      expect(AccountLinking.accept({ redirectUri, code: "4711" }, also)).toContain("authorization_code=4711")
      yield* Effect.promise(() => page.linking.unlink(person.psid))
      yield* emulator.advance("5 minutes")
      const late = yield* Effect.promise(() => page.linking.person(token).catch((error: unknown) => error))
      expect(late).toMatchObject({ _tag: "CallRejected" })
    }))
})
