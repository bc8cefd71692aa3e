import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
// @ts-expect-error the client has no types
import fbmessenger from "fbmessenger"
import * as EmulatorServer from "../../src/emulator/EmulatorServer.ts"
import * as World from "../emulator/world.ts"

const library: World.Json = fbmessenger

/** A client of 2018 that speaks v2.9; only the function that makes its addresses is told of the emulator. */
const begin = Effect.gen(function*() {
  const world = yield* World.make()
  const { url } = yield* EmulatorServer.listen(world.emulator, { port: 0 })
  const ana = yield* world.emulator.person({ name: "Ana Lima" })
  yield* ana.says("hi")
  const client = new library.Messenger({ pageAccessToken: World.page.token })
  const buildURL = client.buildURL.bind(client)
  client.buildURL = (path: string, query: object) => buildURL(path, query).replace("https://graph.facebook.com", url)
  /** What a call answers, or what its refusal says. */
  const call = (act: () => Promise<World.Json>): Effect.Effect<World.Json> =>
    Effect.promise(() => act().catch((error: Error) => error.message))
  return { world, ana, client, call }
})

describe("fbmessenger against the emulator", () => {
  it.scopedLive("sends texts, quick replies and media", () =>
    Effect.gen(function*() {
      const { ana, call, client } = yield* begin
      const { Audio, File, Image, QuickReplies, QuickReply, Text, Video } = library
      const replies = new QuickReplies([new QuickReply({ title: "Small", payload: "S" })])

      const answers = [
        yield* call(() => client.send(new Text("hello"), ana.psid)),
        yield* call(() => client.send({ ...new Text("Which size?"), ...replies }, ana.psid)),
        yield* call(() => client.send(new Image({ url: "https://a.example/b.png", is_reusable: true }), ana.psid)),
        yield* call(() => client.send(new Audio({ url: "https://a.example/b.mp3" }), ana.psid)),
        yield* call(() => client.send(new Video({ url: "https://a.example/b.mp4" }), ana.psid)),
        yield* call(() => client.send(new File({ url: "https://a.example/b.pdf" }), ana.psid))
      ]

      for (const answer of answers) {
        expect(answer).toMatchObject({ recipient_id: ana.psid, message_id: expect.any(String) })
      }
      expect(
        ana.transcript.slice(1).map(({ media, text }) => text ?? media?.[0]?.type)
      ).toEqual([
        "hello",
        "Which size?",
        "image",
        "audio",
        "video",
        "file"
      ])
    }))

  it.scopedLive("sends the templates that are left, and is refused those that went", () =>
    Effect.gen(function*() {
      const { ana, call, client } = yield* begin
      const { Button, ButtonTemplate, Element, GenericTemplate, ListTemplate } = library
      const button = new Button({ type: "postback", title: "Yes", payload: "YES" })
      const element = new Element({ title: "Margherita", subtitle: "8 €", buttons: [button] })

      const answers = [
        yield* call(() => client.send(new ButtonTemplate({ text: "Sure?", buttons: [button] }), ana.psid)),
        yield* call(() => client.send(new GenericTemplate({ elements: [element] }), ana.psid))
      ]
      const refused = yield* call(() =>
        client.send(new ListTemplate({ top_element_style: "compact", elements: [element, element] }), ana.psid)
      )

      for (const answer of answers) expect(answer).toMatchObject({ recipient_id: ana.psid })
      expect(ana.transcript.slice(1).map(({ kind }) => kind)).toEqual(["buttons", "cards"])
      expect(refused).toContain("template_type")
    }))

  it.scopedLive("shows sender actions, uploads an attachment and reads a person", () =>
    Effect.gen(function*() {
      const { ana, call, client } = yield* begin

      const acted = yield* call(() => client.senderAction("typing_on", ana.psid))
      const typing = ana.typing
      const uploaded = yield* call(() =>
        client.messageAttachment(new library.Image({ url: "https://a.example/b.png" }))
      )
      const person = yield* call(() => client.getUser(ana.psid))

      expect(acted).toEqual({ recipient_id: ana.psid })
      expect(typing).toBe(true)
      expect(uploaded).toEqual({ attachment_id: expect.stringMatching(/^\d+$/) })
      expect(person).toMatchObject({ id: ana.psid, first_name: "Ana", last_name: "Lima" })
    }))

  it.scopedLive("sets and reads the profile; its way to delete is older than the platform's", () =>
    Effect.gen(function*() {
      const { call, client } = yield* begin
      const { GreetingText, PersistentMenu, PersistentMenuItem } = library
      const item = new PersistentMenuItem({ type: "postback", title: "Menu", payload: "MENU" })

      const started = yield* call(() => client.setGetStarted("GO"))
      const greeted = yield* call(() => client.setGreetingText(new GreetingText({ text: "Hello" })))
      const menu = yield* call(() => client.setPersistentMenu(new PersistentMenu({ call_to_actions: [item] })))
      const domains = yield* call(() => client.setDomainWhitelist(["https://shop.example"]))
      const linking = yield* call(() => client.setAccountLinkingURL("https://shop.example/login"))
      const read = yield* call(() => client.getMessengerProfile(["get_started", "greeting"]))
      const deleted = yield* call(() => client.deleteGreetingText())

      expect([started, greeted, menu, domains, linking]).toEqual(
        Array.from({ length: 5 }, () => ({ result: "success" }))
      )
      expect(read).toEqual({
        data: [{ get_started: { payload: "GO" }, greeting: [{ locale: "default", text: "Hello" }] }]
      })
      expect(deleted).toBe("(#100) Param fields is required.")
    }))

  it.scopedLive("is told what the platform no longer has: codes to scan, and subscribing to nothing in particular", () =>
    Effect.gen(function*() {
      const { call, client } = yield* begin

      const codes = yield* call(() => client.messengerCode())
      const subscribed = yield* call(() => client.subscribeAppToPage())
      const nlp = yield* call(() => client.setNLP(true))

      expect(codes).toBe("Unknown path components: /messenger_codes")
      expect(subscribed).toContain("subscribed_fields is required")
      expect(nlp).toEqual({ success: true })
    }))

  it.scopedLive("hears of messages, taps and referrals in what the emulator sends", () =>
    Effect.gen(function*() {
      const { ana, client, world } = yield* begin
      const heard: Array<string> = []
      for (const kind of ["message", "postback", "referral", "optin", "read"]) client.on(kind, () => heard.push(kind))

      yield* ana.postback("MENU")
      yield* ana.follows("spring")
      yield* ana.optsIn("site")
      yield* ana.reads
      yield* world.emulator.idle
      for (const { text } of world.arrived) client.handle(JSON.parse(text))

      expect(heard).toEqual(["message", "postback", "referral", "optin", "read"])
    }))
})
