import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { MessengerClient } from "messaging-api-messenger"
import * as EmulatorServer from "../../src/emulator/EmulatorServer.ts"
import * as World from "../emulator/world.ts"

/** A client that knows nothing of Parley, with the emulator as its `origin`. */
const begin = (options: Parameters<typeof World.make>[0] = {}) =>
  Effect.gen(function*() {
    const world = yield* World.make(options)
    const { url } = yield* EmulatorServer.listen(world.emulator, { port: 0 })
    const ana = yield* world.emulator.person({ name: "Ana Lima", locale: "pt_BR" })
    yield* ana.says("hi")
    const client = new MessengerClient({
      accessToken: World.page.token,
      appId: World.page.appId,
      appSecret: World.page.appSecret,
      version: "9.0",
      origin: url
    })
    return { world, ana, client }
  })

const sent = (psid: string) => ({ recipientId: psid, messageId: expect.stringMatching(/^m_/) })

describe("messaging-api-messenger against the emulator", () => {
  it.scopedLive("sends a text with quick replies, and one in answer to nobody is refused as the platform refuses it", () =>
    Effect.gen(function*() {
      const { ana, client } = yield* begin()

      const answer = yield* Effect.promise(() =>
        client.sendText(ana.psid, "Which size?", {
          quickReplies: [{ contentType: "text", title: "Small", payload: "S" }]
        })
      )
      const refusal = yield* Effect.promise(() => client.sendText("1", "hello").catch((error: Error) => error.message))

      expect(answer).toEqual(sent(ana.psid))
      expect(ana.transcript.at(-1)).toMatchObject({
        text: "Which size?",
        quickReplies: [{ title: "Small", payload: "S" }]
      })
      expect(refusal).toBe("Messenger API - 100 OAuthException (#100) No matching user found")
    }))

  it.scopedLive("sends every template that the platform still has", () =>
    Effect.gen(function*() {
      const { ana, client } = yield* begin()
      const button = { type: "postback" as const, title: "Yes", payload: "YES" }

      const answers = yield* Effect.promise(async () => [
        await client.sendButtonTemplate(ana.psid, "Sure?", [button]),
        await client.sendGenericTemplate(ana.psid, [{ title: "Margherita", subtitle: "8 €", buttons: [button] }]),
        await client.sendMediaTemplate(ana.psid, [{
          mediaType: "image",
          url: "https://www.facebook.com/photo.php?fbid=1",
          buttons: [button]
        }]),
        await client.sendReceiptTemplate(ana.psid, {
          recipientName: "Ana Lima",
          orderNumber: "1",
          currency: "EUR",
          paymentMethod: "cash",
          summary: { totalCost: 8 }
        }),
        await client.sendOneTimeNotifReqTemplate(ana.psid, { title: "When it is ready", payload: "READY" })
      ])

      expect(answers).toEqual(answers.map(() => sent(ana.psid)))
      expect(ana.transcript.slice(1).map(({ kind, template }) => template ?? kind)).toEqual([
        "buttons",
        "cards",
        "media",
        "receipt",
        "one_time_notif_req"
      ])
    }))

  it.scopedLive("uploads by address and by bytes, and sends what it uploaded", () =>
    Effect.gen(function*() {
      const { ana, client } = yield* begin()
      // Its types leave out what its form takes: the name and the type of the bytes.
      const file = { filename: "b.png", contentType: "image/png" }
      const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00])

      const byAddress = yield* Effect.promise(() => client.uploadImage("https://a.example/b.png", { isReusable: true }))
      const byBytes = yield* Effect.promise(() => client.uploadImage(bytes, { isReusable: true, ...file }))
      const first = yield* Effect.promise(() => client.sendImage(ana.psid, { attachmentId: byBytes.attachmentId }))
      const second = yield* Effect.promise(() => client.sendImage(ana.psid, bytes, file as never))

      expect([byAddress, byBytes]).toEqual([
        { attachmentId: expect.stringMatching(/^\d+$/) },
        { attachmentId: expect.stringMatching(/^\d+$/) }
      ])
      expect([first, second]).toEqual([sent(ana.psid), sent(ana.psid)])
      expect(ana.transcript.at(-2)).toMatchObject({ kind: "media", media: [{ attachmentId: byBytes.attachmentId }] })
    }))

  it.scopedLive("shows sender actions", () =>
    Effect.gen(function*() {
      const { ana, client } = yield* begin()

      const answer = yield* Effect.promise(() => client.typingOn(ana.psid))
      const typing = ana.typing
      yield* Effect.promise(() => client.markSeen(ana.psid))

      expect(answer).toEqual({ recipientId: ana.psid })
      expect([typing, ana.seen !== undefined]).toEqual([true, true])
    }))

  it.scopedLive("sets, reads and deletes the profile, and the menu of one person", () =>
    Effect.gen(function*() {
      const { ana, client } = yield* begin()
      const items = [{ type: "postback" as const, title: "Menu", payload: "MENU" }]

      yield* Effect.promise(() => client.setGetStarted("GO"))
      const set = yield* Effect.promise(() => client.setPersistentMenu(items))
      yield* Effect.promise(() => client.setGreeting("Hello {{user_first_name}}"))
      yield* Effect.promise(() => client.setIceBreakers([{ question: "Where are you?", payload: "WHERE" }]))
      yield* Effect.promise(() => client.setWhitelistedDomains(["https://shop.example"]))
      yield* Effect.promise(() => client.setUserPersistentMenu(ana.psid, items))
      const read = yield* Effect.promise(async () => ({
        started: await client.getGetStarted(),
        menu: await client.getPersistentMenu(),
        greeting: await client.getGreeting(),
        domains: await client.getWhitelistedDomains(),
        own: await client.getUserPersistentMenu(ana.psid)
      }))
      yield* Effect.promise(() => client.deletePersistentMenu())
      const gone = yield* Effect.promise(() => client.getPersistentMenu())

      const menu = [{ locale: "default", composerInputDisabled: false, callToActions: items }]
      expect(set).toEqual({ result: "success" })
      expect(read).toMatchObject({
        started: { payload: "GO" },
        menu,
        greeting: [{ locale: "default", text: "Hello {{user_first_name}}" }],
        domains: ["https://shop.example"]
      })
      expect(read.own).toMatchObject(menu)
      expect(gone).toBeNull()
    }))

  it.scopedLive("makes, lists, uses and deletes personas", () =>
    Effect.gen(function*() {
      const { ana, client } = yield* begin()

      const { id } = yield* Effect.promise(() =>
        client.createPersona({ name: "Mia", profilePictureUrl: "https://a.example/mia.png" })
      )
      const all = yield* Effect.promise(() => client.getAllPersonas())
      const one = yield* Effect.promise(() => client.getPersona(id))
      yield* Effect.promise(() => client.sendText(ana.psid, "I am Mia", { personaId: id }))
      const deleted = yield* Effect.promise(() => client.deletePersona(id))

      const mia = { id, name: "Mia", profilePictureUrl: "https://a.example/mia.png" }
      expect(all).toEqual([mia])
      expect(one).toEqual(mia)
      expect(ana.transcript.at(-1)).toMatchObject({ text: "I am Mia", persona: id })
      expect(deleted).toEqual({ success: true })
    }))

  it.scopedLive("reads the page, a person, its token and the feature review", () =>
    Effect.gen(function*() {
      const { ana, client } = yield* begin()

      const read = yield* Effect.promise(async () => ({
        page: await client.getPageInfo(),
        person: await client.getUserProfile(ana.psid, { fields: ["id", "name", "first_name", "locale"] as never }),
        token: await client.debugToken(),
        review: await client.getMessagingFeatureReview()
      }))

      expect(read.page).toEqual({ id: World.page.id, name: "Page" })
      expect(read.person).toEqual({ id: ana.psid, name: "Ana Lima", firstName: "Ana", locale: "pt_BR" })
      expect(read.token).toMatchObject({
        appId: World.page.appId,
        isValid: true,
        scopes: ["pages_messaging", expect.anything(), expect.anything()]
      })
      expect(read.review[0]).toEqual({ feature: "subscription_messaging", status: "rejected" })
    }))

  it.scopedLive("passes control to the inbox, sees the owner, and takes it back", () =>
    Effect.gen(function*() {
      const { ana, client } = yield* begin()

      yield* Effect.promise(() => client.passThreadControlToPageInbox(ana.psid, "please"))
      const owner = yield* Effect.promise(() => client.getThreadOwner(ana.psid))
      const taken = yield* Effect.promise(() => client.takeThreadControl(ana.psid, "mine again"))

      expect(owner).toMatchObject({ appId: "263902037430900" })
      expect(taken).toEqual({ success: true })
      expect(ana.owner).toBe(World.page.appId)
    }))

  it.scopedLive("puts a label on a person and takes it off", () =>
    Effect.gen(function*() {
      const { ana, client } = yield* begin()

      // Its types have ids as numbers; they have more digits than a number keeps.
      const { id } = yield* Effect.promise(() => client.createLabel("regulars"))
      yield* Effect.promise(() => client.associateLabel(ana.psid, id as never))
      const own = yield* Effect.promise(() => client.getAssociatedLabels(ana.psid))
      yield* Effect.promise(() => client.dissociateLabel(ana.psid, id as never))
      const none = yield* Effect.promise(() => client.getAssociatedLabels(ana.psid))

      expect(own.data).toEqual([{ id, name: "regulars" }])
      expect(none.data).toEqual([])
    }))

  it.scopedLive("sends several calls in one, each with its own answer", () =>
    Effect.gen(function*() {
      const { ana, client } = yield* begin()
      const text = (recipient: string, words: string) => ({
        method: "POST",
        relativeUrl: "me/messages",
        body: { messagingType: "RESPONSE", recipient: { id: recipient }, message: { text: words } }
      })

      const answers = yield* Effect.promise(() =>
        client.sendBatch([text(ana.psid, "one"), text("1", "nobody"), text(ana.psid, "two")] as never)
      )

      expect(answers.map(({ code }) => code)).toEqual([200, 400, 200])
      expect(ana.transcript.slice(1).map((entry) => entry.text)).toEqual(["one", "two"])
    }))

  it.scopedLive("subscribes the app; the address is asked first, and one that does not answer is refused", () =>
    Effect.gen(function*() {
      const asked: Array<string> = []
      const { client } = yield* begin({
        deliver: (request) =>
          Effect.sync(() => {
            asked.push(`${request.method} ${request.origin ?? ""}`)
            const query = new URL(request.url, "http://localhost").searchParams
            return query.get("hub.verify_token") === "right"
              ? { status: 200, body: query.get("hub.challenge") ?? "" }
              : { status: 403 }
          })
      })
      const subscribe = (verifyToken: string) =>
        client.createSubscription({
          callbackUrl: "https://bot.example/hook",
          verifyToken,
          fields: ["messages"],
          accessToken: `${World.page.appId}|${World.page.appSecret}`
        })

      const right = yield* Effect.promise(() => subscribe("right"))
      const wrong = yield* Effect.promise(() => subscribe("wrong").catch((error: Error) => error.message))
      const stands = yield* Effect.promise(() => client.getPageSubscription())

      expect(right).toEqual({ success: true })
      expect(wrong).toContain("2200")
      expect(stands).toMatchObject({ object: "page", callbackUrl: "https://bot.example/hook", active: true })
      expect(asked).toContain("GET https://bot.example")
    }))
})
