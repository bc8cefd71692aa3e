import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import { Bot } from "../../src/runtime/Bot.ts"
import * as BotDefinition from "../../src/runtime/BotDefinition.ts"
import type { ConversationStore } from "../../src/runtime/ConversationStore.ts"
import { createBot } from "../../src/runtime/createBot.ts"
import * as MemoryStore from "../../src/runtime/MemoryStore.ts"
import type { Offering, Transports } from "../../src/runtime/Transport.ts"
import { loopback } from "./Rig.ts"

class Orders extends Context.Tag("test/Orders")<Orders, { readonly place: Effect.Effect<number> }>() {}
class Other extends Context.Tag("test/Other")<Other, { readonly x: number }>() {}

const d = Dialogue.setup({ id: "needs", version: 1, context: Schema.Struct({}), states: ["go", "end"] })
const needs = d.make({
  initial: "go",
  states: {
    go: d.run("Place", {
      run: () => Effect.flatMap(Orders, (orders) => orders.place),
      success: { to: "end" },
      failure: { else: "end" }
    }),
    end: d.end()
  }
})
const plain = d.make({ initial: "go", states: { go: d.say("x", { to: "end" }), end: d.end() } })

const parts = { store: MemoryStore.layer, transports: [Effect.succeed(loopback())] }
const orders = Layer.succeed(Orders, { place: Effect.succeed(1) })

createBot({ ...parts, dialogues: [needs, plain], services: orders })
createBot({ ...parts, dialogues: [plain] })
// @ts-expect-error a dialogue needs Orders, and the bot was not given any services
createBot({ ...parts, dialogues: [needs, plain] })
// @ts-expect-error the services do not have Orders
createBot({ ...parts, dialogues: [needs], services: Layer.succeed(Other, { x: 1 }) })
// @ts-expect-error a bot needs a place for its conversations
createBot({ dialogues: [plain], transports: parts.transports })

const signals = Dialogue.setup({
  id: "signals",
  version: 1,
  context: Schema.Struct({}),
  signals: { shipped: Schema.Struct({ number: Schema.String }) },
  states: ["wait", "told", "end"]
})
const shipping = signals.make({
  initial: "wait",
  states: {
    wait: signals.wait({ signal: "shipped", to: "told" }),
    told: signals.notify("It left.", { purpose: "shipping", otherwise: "hold", to: "end" }),
    end: signals.end()
  }
})
const to = { channel: "loopback", account: "1", person: "2" }

const teller = createBot({ ...parts, dialogues: [shipping, plain] })
void teller.signal("shipped", { number: "7" }, { to })
// @ts-expect-error no dialogue knows this signal
void teller.signal("lost", { number: "7" }, { to })
// @ts-expect-error the payload is not what the dialogue declared
void teller.signal("shipped", { number: 7 }, { to })

const offering = <P extends string, C extends string>(): Effect.Effect<
  Offering<{ readonly purposes: P; readonly capabilities: C }>
> => Effect.succeed(loopback())

createBot({ ...parts, dialogues: [shipping], transports: [offering<"shipping", never>()] })
createBot({
  ...parts,
  dialogues: [shipping],
  transports: [offering<"receipt", never>(), offering<"shipping", "utility">()]
})
createBot({
  ...parts,
  // @ts-expect-error no transport of this bot may send for the purpose shipping
  dialogues: [shipping],
  transports: [offering<"receipt", "utility">()]
})

const person = Dialogue.setup({ id: "person", version: 1, context: Schema.Struct({}), states: ["human", "end"] })
const handing = person.make({
  initial: "human",
  states: { human: person.handover("inbox", { resume: "end" }), end: person.end() }
})
createBot({ ...parts, dialogues: [handing], transports: [offering<never, "handover">()] })
createBot({
  ...parts,
  // @ts-expect-error no transport of this bot is capable of handover
  dialogues: [handing],
  transports: [offering<"shipping", "utility">()]
})

/** What a bot still needs is in the type of its layer. */
export const open: Layer.Layer<Bot, unknown, ConversationStore | Transports | Orders> = Bot.layer(
  BotDefinition.make({ dialogues: [needs] })
)
// @ts-expect-error Orders are still needed
export const missing: Layer.Layer<Bot, unknown, ConversationStore | Transports> = Bot.layer(
  BotDefinition.make({ dialogues: [needs] })
)
export const whole: Layer.Layer<Bot, unknown, ConversationStore | Transports> = Bot.layer(
  BotDefinition.make({ dialogues: [needs], services: orders })
)
