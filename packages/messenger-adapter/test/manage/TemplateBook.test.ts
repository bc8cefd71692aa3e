import { describe, expect, it } from "@effect/vitest"
import { ConversationStore, type Templates, type Transport } from "@parley/core"
import { messenger, type MessengerSettings } from "@parley/messenger-adapter"
import * as Effect from "effect/Effect"
import { createHmac } from "node:crypto"
import * as Accounts from "../../src/Accounts.ts"
import type * as GraphHttp from "../../src/graph/GraphHttp.ts"
import * as MessengerSettingsModule from "../../src/MessengerSettings.ts"

const account = {
  channel: "messenger",
  id: "682498302938465",
  token: "EAAGtoken",
  appSecret: "app-secret",
  appId: "7"
} as const

const http: GraphHttp.Service = {
  request: ({ headers }) =>
    Effect.succeed({ status: 200, headers: {}, body: JSON.stringify({ data: [], by: headers["authorization"] }) })
}

/** What the platform tells of a template, signed. */
const decided = (status: string) => {
  const value = {
    event: status,
    message_template_id: "1",
    message_template_name: "order_left",
    message_template_language: "en"
  }
  const entry = { id: account.id, time: 1_763_700_000, changes: [{ field: "message_template_status_update", value }] }
  const body = Buffer.from(JSON.stringify({ object: "page", entry: [entry] }))
  const signature = createHmac("sha256", account.appSecret).update(body).digest("hex")
  return { method: "POST", url: "/webhook", headers: { "x-hub-signature-256": `sha256=${signature}` }, body }
}

describe("the templates of a transport", () => {
  it.scoped("stand as the platform told last, for every message from then on", () =>
    Effect.gen(function*() {
      const templates = [{ name: "order_left", languages: ["en"] }]
      const transport = yield* messenger({ accounts: [{ ...account, templates }], http })
      const statuses = () => transport.accounts.flatMap(({ templates = [] }) => templates.map(({ status }) => status))

      const declared = statuses()
      yield* transport.handle(decided("PAUSED"), () => Effect.void)
      const paused = statuses()
      yield* transport.handle(decided("APPROVED"), () => Effect.void)

      expect([declared, paused, statuses()]).toEqual([[undefined], ["paused"], ["approved"]])
    }))

  it.scoped("stay unknown where none were declared", () =>
    Effect.gen(function*() {
      const transport = yield* messenger({ accounts: [account], http })

      yield* transport.handle(decided("PAUSED"), () => Effect.void)

      expect(transport.accounts[0]).not.toHaveProperty("templates")
    }))
})

describe("the templates of a transport, over a restart", () => {
  /** A store's notes, which outlive the transports that are told of them. */
  const notebook = () => {
    const kept = new Map<string, string>()
    const notes: Transport.Notes = {
      bookmark: (name) => Effect.sync(() => kept.get(name)),
      keepBookmark: (name, text) => Effect.sync(() => void kept.set(name, text))
    }
    return { kept, notes }
  }

  /** A bot that starts with these templates; what it refuses is told by their statuses. */
  const start = (notes: Transport.Notes, templates: ReadonlyArray<Templates.Declared>) =>
    Effect.gen(function*() {
      const transport = yield* messenger({ accounts: [{ ...account, templates }], http })
      yield* transport.keepIn?.(notes) ?? Effect.void
      const statuses = () =>
        transport.accounts.flatMap(({ templates = [] }) =>
          templates.map(({ languages, status = "approved" }) => `${languages.join(" ")} ${status}`)
        )
      return { transport, statuses }
    })

  it.scoped("stand as the platform told last", () =>
    Effect.gen(function*() {
      const { notes } = notebook()
      const templates = [{ name: "order_left", languages: ["en", "de"] }]
      const before = yield* start(notes, templates)
      yield* before.transport.handle(decided("REJECTED"), () => Effect.void)
      yield* before.transport.handle(decided("PAUSED"), () => Effect.void)

      const after = yield* start(notes, templates)

      expect(after.statuses()).toEqual(["de approved", "en paused"])
    }))

  it.scoped("stand as they are declared, once that is not what it was when the platform told", () =>
    Effect.gen(function*() {
      const { notes } = notebook()
      const before = yield* start(notes, [{ name: "order_left", languages: ["en"], status: "pending" }])
      yield* before.transport.handle(decided("REJECTED"), () => Effect.void)

      const mended = yield* start(notes, [{ name: "order_left", languages: ["en"] }])
      const gone = yield* start(notes, [{ name: "order_ready", languages: ["en"] }])

      expect([before.statuses(), mended.statuses(), gone.statuses()]).toEqual([
        ["en rejected"],
        ["en approved"],
        ["en approved"]
      ])
    }))

  it.scoped("are as declared when the notes cannot be read, or are not ours", () =>
    Effect.gen(function*() {
      const { kept, notes } = notebook()
      kept.set(`templates/${account.id}`, "[{\"name\":7}]")
      const broken: Transport.Notes = {
        bookmark: () => Effect.fail(new ConversationStore.StoreError({ operation: "read", reason: "locked" })),
        keepBookmark: () => Effect.fail(new ConversationStore.StoreError({ operation: "write", reason: "locked" }))
      }
      const templates = [{ name: "order_left", languages: ["en"] }]

      const strange = yield* start(notes, templates)
      const locked = yield* start(broken, templates)
      yield* locked.transport.handle(decided("PAUSED"), () => Effect.void)

      expect([strange.statuses(), locked.statuses()]).toEqual([["en approved"], ["en paused"]])
    }))
})

describe("the accounts of settings", () => {
  it.scoped("have the app's own client where its id is known, and the token of the moment", () =>
    Effect.gen(function*() {
      let token = "EAAGfirst"
      const options: MessengerSettings.Options = {
        accounts: [{ ...account, token: () => token }, { ...account, id: "2" }],
        http
      }
      const [first, second] = yield* Accounts.make(yield* Effect.suspend(() => MessengerSettingsModule.check(options)))
      const asked = (edge: "client" | "app") =>
        Effect.map(
          first?.[edge]?.get("x") ?? Effect.die("no client"),
          (outcome) => outcome._tag === "Answered" ? JSON.parse(outcome.body).by : outcome._tag
        )

      const before = yield* asked("client")
      token = "EAAGsecond"

      expect([before, yield* asked("client"), yield* asked("app")]).toEqual([
        "Bearer EAAGfirst",
        "Bearer EAAGsecond",
        "Bearer 7|app-secret"
      ])
      expect(second?.id).toBe("2")
    }))
})
