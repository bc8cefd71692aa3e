/**
 * The looking after of accounts against the emulator: profile, templates, subscriptions, missed messages, tokens, forgetting.
 */
import { describe, expect, it } from "@effect/vitest"
import { Bot, BotDefinition, ConversationStore, Dialogue, MemoryStore, Start, Transport } from "@parley/core"
import {
  Accounts,
  DataDeletion,
  GraphHttp,
  InstagramToken,
  Managed,
  messenger,
  MessengerSettings,
  type Profile,
  ProfileApi,
  ProfileDiff,
  Reconcile,
  Subscriptions,
  TemplateApi,
  TemplateBook,
  TemplateDiff,
  ThreadOwner,
  UtilityTemplate
} from "@parley/messenger-adapter"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { createHmac } from "node:crypto"
import * as Emulator from "../../src/emulator/Emulator.ts"

const page = {
  channel: "messenger",
  id: "1112223334445556",
  appId: "4242",
  token: "PAGE-TOKEN",
  appSecret: "app-secret"
} as const satisfies MessengerSettings.AccountOptions

const greeting = (() => {
  const d = Dialogue.setup({ id: "hello", version: 1, context: Schema.Struct({}), states: ["hello"] })
  return d.make({ initial: "hello", starts: [Start.anything], states: { hello: d.end("Hello!") } })
})()

/** The platform's clock is five minutes behind: what is younger than a minute is left to its webhook. */
const behind: Clock.Clock = Object.assign(Object.create(Clock.make()), {
  unsafeCurrentTimeMillis: () => Clock.make().unsafeCurrentTimeMillis() - 300_000
})

const httpOf = (emulator: Emulator.Service): GraphHttp.Service => ({
  request: ({ body, headers, method, path }) =>
    Effect.mapError(
      emulator.graph({ method, path, headers, ...(body === undefined ? {} : { body }) }),
      ({ message }) => new GraphHttp.Unanswered({ reason: message })
    )
})

/** A page with a bot behind it, and the ways to look after it. */
const world = (
  options: Pick<Partial<MessengerSettings.AccountOptions>, "channel" | "login"> & { readonly token?: string } = {}
) =>
  Effect.gen(function*() {
    const account = { ...page, ...options }
    const app: { handle: Bot.Service["handle"] } = { handle: () => Effect.succeed({ status: 200, headers: {} }) }
    const emulator = yield* Emulator.make({
      pages: [{
        id: account.id,
        token: account.token,
        appSecret: account.appSecret,
        appId: "4242",
        channel: account.channel
      }],
      clock: behind,
      deliver: ({ body, headers }) =>
        Effect.map(
          app.handle({
            method: "POST",
            url: account.channel === "messenger" ? "/webhook" : "/webhook/instagram",
            headers,
            body
          }),
          ({ status }) => ({ status })
        )
    })
    const settings = yield* Effect.suspend(() =>
      MessengerSettings.check({ accounts: [account], http: httpOf(emulator) })
    )
    const transport = yield* messenger({ accounts: [account], verifyToken: "v", http: httpOf(emulator) })
    const bot = yield* Bot.make(BotDefinition.make({ dialogues: [greeting], typing: false })).pipe(
      Effect.provideService(ConversationStore.ConversationStore, MemoryStore.make()),
      Effect.provideService(Transport.Transports, [transport])
    )
    app.handle = bot.handle
    const [managed] = yield* Accounts.make(settings)
    if (managed === undefined) return yield* Effect.dieMessage("there is an account")
    const person = yield* emulator.person({ name: "Ana Ruiz" })
    const settle = Effect.gen(function*() {
      yield* emulator.idle
      yield* bot.idle
      yield* emulator.idle
    })
    return { account: managed, bot, emulator, person, settle }
  })

const heard = (person: Emulator.Person): ReadonlyArray<string | undefined> =>
  person.transcript.filter(({ from }) => from === "page").map(({ text }) => text)

const profile: Profile.Profile = {
  getStarted: "GET_STARTED",
  greeting: { default: "Hello {{user_first_name}}!", de_DE: "Hallo!" },
  menu: { default: { items: [{ title: "Order", payload: "ORDER" }, { title: "Site", url: "https://example.com" }] } },
  iceBreakers: { default: [{ question: "Are you open?", payload: "OPEN" }] },
  commands: { default: [{ name: "agent", description: "Talk with a person" }] },
  domains: ["https://example.com"]
}

describe("the profile of an account", () => {
  it.scopedLive("is set as the code says, is the same after that, and is taken away when it is pruned", () =>
    Effect.gen(function*() {
      const { account } = yield* world()
      const api = ProfileApi.make(account)

      const pushed = yield* api.push(profile)
      const after = yield* api.diff(profile)
      const changed = yield* api.diff({ ...profile, greeting: { default: "Hi!" } })
      yield* api.push({}, { prune: true })

      expect(pushed.set).toEqual(["getStarted", "greeting", "menu", "iceBreakers", "commands", "domains"])
      expect(after).toEqual([])
      expect(changed.map(ProfileDiff.describe)).toEqual([
        "~ greeting, default: \"Hello {{user_first_name}}!\" ⇒ \"Hi!\"",
        "- greeting, de_DE: \"Hallo!\""
      ])
      expect((yield* api.read).profile).toEqual({})
    }))

  it.scopedLive("is on Instagram the menu and the ice breakers", () =>
    Effect.gen(function*() {
      const { account } = yield* world({ channel: "instagram", login: "instagram" })
      const api = ProfileApi.make(account)

      const pushed = yield* api.push(profile)

      expect(pushed.set).toEqual(["menu", "iceBreakers"])
      expect(yield* api.diff(profile)).toEqual([])
    }))
})

const left = UtilityTemplate.make({
  name: "order_left",
  language: "en",
  body: "Good news, {{name}}: your order {{order}} has left.",
  buttons: [{ title: "Track", url: "https://example.com/{{1}}", example: "https://example.com/1" }],
  examples: { name: "Ana", order: "4711" }
})

describe("the templates of a page", () => {
  it.scopedLive("are handed in, approved and found the same; the book follows what the platform decides later", () =>
    Effect.gen(function*() {
      const { account, bot, emulator, settle } = yield* world()
      const api = TemplateApi.make(account)

      const pushed = yield* api.push([left])
      const same = yield* api.diff([left])
      const book = TemplateBook.make(yield* api.settled([left]))
      bot.observe((happening) => {
        if (happening._tag === "TurnCommitted") book.heed([happening.entry.inbound])
      })
      const before = book.current()
      yield* emulator.reviewTemplate({ name: "order_left", status: "paused" })
      yield* settle

      expect(pushed.created).toEqual([{ template: "order_left/en", status: "approved" }])
      expect(same).toEqual([])
      expect(before).toMatchObject([{ name: "order_left", languages: ["en"], status: "approved" }])
      expect(book.current()).toMatchObject([{ name: "order_left", languages: ["en"], status: "paused" }])
      expect((yield* api.diff([left])).map(TemplateDiff.describe)).toEqual(["! order_left (en) is paused"])
    }))

  it.scopedLive("are replaced on demand, and deleted", () =>
    Effect.gen(function*() {
      const { account } = yield* world()
      const api = TemplateApi.make(account)
      yield* api.push([left])

      const replaced = yield* api.push([{ ...left, body: "Your order {{order}} left, {{name}}!" }], { replace: true })
      yield* api.remove({ name: "order_left" })

      expect(replaced).toMatchObject({ deleted: ["order_left/en"], created: [{ template: "order_left/en" }] })
      expect(yield* api.list).toEqual([])
    }))
})

describe("the webhook of a page", () => {
  it.scopedLive(
    "is healed after somebody took the page's subscription away, and what was missed is answered once",
    () =>
      Effect.gen(function*() {
        const { account, bot, emulator, person, settle } = yield* world()
        yield* person.says("before")
        yield* settle
        const before = heard(person).length
        yield* account.client.delete("subscribed_apps")
        yield* person.says("missed")
        yield* settle
        const deaf = heard(person).length

        const healed = yield* Subscriptions.heal(account)
        const since = (yield* emulator.now) - 3_600_000
        const report = yield* Reconcile.run(account, bot, { since })
        yield* settle
        const again = yield* Reconcile.run(account, bot, { since })
        yield* person.says("after")
        yield* settle

        expect(healed.added).toContain("messages")
        expect(report.missed.map((one) => one.person)).toEqual([person.psid])
        expect(report.known).toBe(1)
        expect(again).toMatchObject({ missed: [], known: 2 })
        expect(deaf).toBe(before)
        expect(heard(person).slice(before)).toEqual(["Hello!", "Hello!"])
      }),
    20_000
  )
})

describe("an account", () => {
  it.scopedLive("is told to be well, and what is wrong with it", () =>
    Effect.gen(function*() {
      const { account, emulator } = yield* world()
      yield* Subscriptions.heal(account)

      const well = yield* account.check
      yield* account.client.delete("subscribed_apps")
      yield* emulator.expireToken(true)
      const ill = yield* account.check

      expect(well).toEqual([])
      expect(ill.map(({ problem }) => problem)).toEqual([
        "the token is not valid",
        expect.stringContaining("Could not read the subscriptions: code 190")
      ])
    }))

  it.scopedLive("by an Instagram login has its token refreshed for sixty days", () =>
    Effect.gen(function*() {
      const { account, emulator } = yield* world({ channel: "instagram", login: "instagram", token: "IGold" })

      const { endsAt, token } = yield* InstagramToken.refresh(account.client)

      const days = (endsAt - (yield* emulator.now)) / 86_400_000
      expect(Math.round(days)).toBe(60)
      expect(Redacted.value(token)).toMatch(/^IG/)
      expect(Managed.nameOf(account)).toBe(`instagram/${page.id}`)
    }))

  it.scopedLive("is told who has a conversation", () =>
    Effect.gen(function*() {
      const { account, person, settle } = yield* world()
      yield* person.says("hi")
      yield* settle

      const nobody = yield* ThreadOwner.of(account, person.psid)
      yield* account.client.post("pass_thread_control", {
        recipient: { id: person.psid },
        target_app_id: "263902037430900"
      })
      const inbox = yield* ThreadOwner.of(account, person.psid)

      expect(nobody).toEqual(Option.none())
      expect(Option.map(inbox, ({ who }) => who)).toEqual(Option.some("inbox"))
    }))
})

describe("a person who has their data deleted", () => {
  it.scopedLive("is forgotten by the bot, and is a stranger when they write again", () =>
    Effect.gen(function*() {
      const { account, bot, person, settle } = yield* world()
      yield* person.says("hi")
      yield* settle
      const id = { channel: "messenger", account: account.id, person: person.psid }
      const before = yield* bot.conversation(id)
      const deletion = DataDeletion.make({
        appSecrets: [page.appSecret],
        url: "https://bot.example.com/data-deletion",
        conversations: () => Effect.succeed([id]),
        forget: bot.forget
      })
      const payload = Buffer.from(JSON.stringify({ algorithm: "HMAC-SHA256", user_id: "9" })).toString("base64url")
      const signature = createHmac("sha256", page.appSecret).update(payload).digest("base64url")

      const answer = yield* DataDeletion.beside(bot, deletion).handle({
        method: "POST",
        url: "/data-deletion",
        headers: {},
        body: Buffer.from(new URLSearchParams({ signed_request: `${signature}.${payload}` }).toString())
      })

      expect(answer.status).toBe(200)
      expect(before.revision).toBeGreaterThan(0)
      expect((yield* bot.conversation(id)).revision).toBe(0)
    }))
})
