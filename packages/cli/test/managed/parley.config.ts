import { BotDefinition, Dialogue } from "@parley/core"
import { UtilityTemplate } from "@parley/messenger-adapter"
import { defineConfig } from "@parley/testing"
import * as Schema from "effect/Schema"

const d = Dialogue.setup({ id: "hello", version: 1, context: Schema.Struct({}), states: ["hello"] })
const hello = d.make({ initial: "hello", starts: [/hi/], states: { hello: d.end("Hello!") } })

const left = UtilityTemplate.make({
  name: "order_left",
  language: "en",
  body: "Your order {{order}} has left.",
  examples: { order: "4711" }
})

const secrets = { token: "PAGE-TOKEN", appSecret: "app-secret", appId: "4242" }

/** A bot for a page and an Instagram account, at the Graph API that a test has started. */
export default defineConfig({
  bots: { hello: BotDefinition.make({ dialogues: [hello] }) },
  templates: [left],
  profile: {
    getStarted: "GET_STARTED",
    greeting: { default: "Hello!" },
    iceBreakers: { default: [{ question: "Are you open?", payload: "OPEN" }] }
  },
  messenger: [
    {
      graphBaseUrl: process.env["PARLEY_TEST_GRAPH"] ?? "http://127.0.0.1:1",
      accounts: [{ channel: "messenger", id: "1112223334445556", ...secrets }]
    },
    {
      graphBaseUrl: process.env["PARLEY_TEST_GRAPH"] ?? "http://127.0.0.1:1",
      accounts: [{ channel: "instagram", id: "17841400000000001", ...secrets, token: "IG-TOKEN", login: "instagram" }]
    }
  ]
})
