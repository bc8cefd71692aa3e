/** A template that no account of a bot declares is refused where the dialogue meets the bot. */
import { createBot, Dialogue, MemoryStore } from "@parley/core"
import { messenger } from "@parley/messenger-adapter"
import * as Schema from "effect/Schema"

const d = Dialogue.setup({ id: "order", version: 1, context: Schema.Struct({}), states: ["tell", "done"] })
const utility = { name: "order_left", language: "en", parameters: () => ({}) } as const
const tells = d.make({
  initial: "tell",
  states: {
    tell: d.notify("It left.", { purpose: "shipping", utility, otherwise: "hold", to: "done" }),
    done: d.end()
  }
})
const insteads = d.make({
  initial: "tell",
  states: {
    tell: d.notify("It left.", {
      purpose: "shipping",
      otherwise: { instead: { text: "A word.", purpose: "receipt", utility, otherwise: "drop" } },
      to: "done"
    }),
    done: d.end()
  }
})
const found: string = utility.name
const byData = d.make({
  initial: "tell",
  states: {
    tell: d.notify("It left.", {
      purpose: "shipping",
      utility: { ...utility, name: found },
      otherwise: "hold",
      to: "done"
    }),
    done: d.end()
  }
})

const store = MemoryStore.layer
const page = { channel: "messenger", id: "1", token: "t", appSecret: "s" } as const
const left = { name: "order_left", languages: ["en"] } as const
const come = { name: "order_came", languages: ["en"] } as const

createBot({ store, dialogues: [tells, insteads], transports: [messenger({ accounts: [page] })] })
createBot({
  store,
  dialogues: [tells, insteads, byData],
  transports: [messenger({ accounts: [{ ...page, templates: [come, left] }] })]
})
createBot({
  store,
  // @ts-expect-error no transport of this bot is capable of the template order_left
  dialogues: [tells],
  transports: [messenger({ accounts: [{ ...page, templates: [come] }] })]
})
createBot({
  store,
  // @ts-expect-error no transport of this bot is capable of the template order_left
  dialogues: [insteads],
  transports: [messenger({ accounts: [{ ...page, templates: [come] }] })]
})
// A name that is found when the bot runs is refused then.
createBot({
  store,
  dialogues: [byData],
  transports: [messenger({ accounts: [{ ...page, templates: [come] }] })]
})
// Another transport that declares none has any, as far as is known.
createBot({
  store,
  dialogues: [tells],
  transports: [messenger({ accounts: [{ ...page, templates: [come] }] }), messenger({ accounts: [page] })]
})
// Instagram has none, and takes nothing away.
createBot({
  store,
  dialogues: [tells],
  transports: [
    messenger({ accounts: [{ ...page, templates: [left] }] }),
    messenger({ accounts: [{ ...page, channel: "instagram" }] })
  ]
})
