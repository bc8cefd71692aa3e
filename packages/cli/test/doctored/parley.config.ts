import { BotDefinition, Dialogue } from "@parley/core"
import { defineConfig } from "@parley/testing"
import * as Schema from "effect/Schema"

const d = Dialogue.setup({ id: "hello", version: 1, context: Schema.Struct({}), states: ["hello"] })

/** The bot that a doctor looks at. */
export const hello = d.make({ initial: "hello", starts: [/hi/], states: { hello: d.end("Hello!") } })

/** The options of its page, at the Graph API that a test has started. */
export const page = {
  graphBaseUrl: process.env["PARLEY_TEST_DOCTOR_GRAPH"] ?? "http://127.0.0.1:1",
  verifyToken: "CANARY-verify",
  accounts: [{
    channel: "messenger",
    id: "1112223334445556",
    token: "CANARY-token",
    appSecret: "CANARY-secret",
    appId: "4242"
  }]
} as const

export default defineConfig({
  bots: { hello: BotDefinition.make({ dialogues: [hello] }) },
  messenger: [page]
})
