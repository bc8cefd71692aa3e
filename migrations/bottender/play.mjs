/* Bottender's own server, with its Messenger connector, before the emulator: over HTTP in both directions. */
import { emulator, page } from "@parley/testing/emulator"
import { createServer } from "node:http"
import { createRequire } from "node:module"
import { fileURLToPath } from "node:url"
import { talks, tell } from "../talks.mjs"

const require = createRequire(import.meta.url)
process.chdir(fileURLToPath(new URL(".", import.meta.url)))

// Bottender reads its settings when it begins, so it begins once the emulator knows where to find it.
const host = {}
const server = createServer((request, response) => host.app(request, response))
await new Promise((done) => server.listen(0, "127.0.0.1", done))
const meta = await emulator({
  webhook: `http://127.0.0.1:${server.address().port}/webhooks/messenger`,
  port: 0,
  // Bottender reads no other signature than the one of SHA-1.
  strict: { legacySignature: true },
  // It takes echoes for words of the person, so it is not subscribed to them.
  pages: [{ ...page, fields: ["messages", "messaging_postbacks"] }]
})
Object.assign(process.env, {
  MESSENGER_ACCESS_TOKEN: page.token,
  MESSENGER_APP_SECRET: page.appSecret,
  MESSENGER_VERIFY_TOKEN: page.verifyToken,
  MESSENGER_ORIGIN: meta.url
})
host.app = require("bottender").initializeServer()

await tell(await talks(), async () => {
  const ana = await meta.person({ name: "Ana" })
  return async ({ says, taps }) => {
    const before = ana.transcript().length
    await (taps === undefined ? ana.says(says) : ana.taps(taps))
    return ana.transcript().slice(before).filter(({ from }) => from === "page").map(({ quickReplies = [], text }) => ({
      text,
      options: quickReplies.map(({ title }) => title)
    }))
  }
})
process.exit(0)
