import { createBot, Dialogue, MemoryStore } from "@parley/core"
import { messenger } from "@parley/messenger-adapter"
import * as Schema from "effect/Schema"

const d = Dialogue.setup({ id: "paper", version: 1, context: Schema.Struct({}), states: ["tell", "done"] })
const paper = d.make({
  initial: "tell",
  states: { tell: d.notify("The lake is frozen.", { purpose: "news", otherwise: "drop", to: "done" }), done: d.end() }
})

const account = { id: "1", token: "t", appSecret: "s" } as const
const parts = { store: MemoryStore.layer, dialogues: [paper] } as const

const publisher = messenger({ accounts: [{ channel: "messenger", ...account, approvals: ["news"] }] })
const shop = messenger({ accounts: [{ channel: "messenger", ...account, approvals: ["utility"] }] })
const instagram = messenger({ accounts: [{ channel: "instagram", ...account, approvals: ["news"] }] })

createBot({ ...parts, transports: [publisher] })
createBot({ ...parts, transports: [messenger<"messenger", "news">()] })
createBot({ ...parts, transports: [shop, publisher] })
// @ts-expect-error no account is registered as a publisher
createBot({ ...parts, transports: [shop] })
// @ts-expect-error the environment tells the compiler nothing of a registration
createBot({ ...parts, transports: [messenger()] })
// @ts-expect-error Instagram has no news, whatever the account was approved for
createBot({ ...parts, transports: [instagram] })
