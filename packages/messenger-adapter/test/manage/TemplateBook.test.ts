import { describe, expect, it } from "@effect/vitest"
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
