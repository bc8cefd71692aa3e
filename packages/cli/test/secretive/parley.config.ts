import { BotDefinition, Dialogue } from "@parley/core"
import { UtilityTemplate } from "@parley/messenger-adapter"
import { defineConfig } from "@parley/testing"
import * as Schema from "effect/Schema"
import { secrets } from "../../../../scripts/canaries.ts"

const d = Dialogue.setup({ id: "hello", version: 1, context: Schema.Struct({}), states: ["hello"] })
const hello = d.make({ initial: "hello", starts: [/hi/], states: { hello: d.end("Hello!") } })

const left = UtilityTemplate.make({
  name: "order_left",
  language: "en",
  body: "Your order {{order}} has left.",
  examples: { order: "4711" }
})

const { appSecret, previousAppSecret, token, userToken, verifyToken } = secrets
const given = { token, userToken, appSecret, previousAppSecret, appId: "4242" }
const graphBaseUrl = process.env["PARLEY_TEST_GRAPH_OF_SECRETS"] ?? "http://127.0.0.1:1"

/** A bot for a page and an Instagram account whose secrets are looked for wherever a command prints. */
export default defineConfig({
  bots: { hello: BotDefinition.make({ dialogues: [hello] }) },
  templates: [left],
  profile: { getStarted: "GET_STARTED", greeting: { default: "Hello!" } },
  messenger: [
    { graphBaseUrl, verifyToken, accounts: [{ channel: "messenger", id: "1112223334445556", ...given }] },
    {
      graphBaseUrl,
      verifyToken,
      accounts: [{ channel: "instagram", id: "17841400000000001", ...given, token: userToken, login: "instagram" }]
    }
  ]
})
