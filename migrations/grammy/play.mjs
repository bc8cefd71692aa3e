/* Updates handed to the bot in this process; what it would send to Telegram is taken where it would call `fetch`. */
import { talks, tell } from "../talks.mjs"
import { make } from "./bot.ts"

let next = 0
const botInfo = {
  id: 1,
  is_bot: true,
  first_name: "Oranges",
  username: "oranges_bot",
  can_join_groups: false,
  can_read_all_group_messages: false,
  supports_inline_queries: false
}

await tell(await talks(), () => {
  const said = []
  const person = ++next
  const chat = { id: person, type: "private", first_name: "Ana" }
  const bot = make("1:token", {
    botInfo,
    client: {
      fetch: async (_url, { body }) => {
        const { reply_markup, text } = JSON.parse(body)
        const options = (reply_markup?.keyboard ?? []).flat().map((button) => button.text ?? button)
        said.push({ text, options })
        return Response.json({ ok: true, result: { message_id: ++next, date: 0, chat, text } })
      }
    }
  })
  return async ({ says, taps }) => {
    await bot.handleUpdate({
      update_id: ++next,
      message: { message_id: ++next, date: 0, chat, from: { ...chat, is_bot: false }, text: says ?? taps }
    })
    return said.splice(0)
  }
})
