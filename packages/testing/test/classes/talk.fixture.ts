/**
 * A bot that takes the turns of several people, in a process whose hidden classes are logged: `talk.fixture.ts PEOPLE`. Prints how
 * many turns there were, and the source maps of its modules.
 *
 * @module
 */
import { Bot, BotDefinition, ConversationStore, Dialogue, MemoryStore, Start, Transport } from "@parley/core"
import { type GraphHttp, messenger } from "@parley/messenger-adapter"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { readdirSync } from "node:fs"
import { findSourceMap } from "node:module"
import { fileURLToPath, pathToFileURL } from "node:url"
import { join } from "node:path"
import * as Emulator from "../../src/emulator/Emulator.ts"

const page = { id: "1112223334445556", token: "page-token", appSecret: "app-secret", appId: "4242" }
const people = Number(process.argv[2])

const d = Dialogue.setup({
  id: "order",
  version: 1,
  context: Schema.Struct({
    name: Schema.optionalWith(Schema.String, { default: () => "" }),
    size: Schema.optionalWith(Schema.String, { default: () => "" })
  }),
  states: ["name", "size", "look", "thanks", "done"]
})

const order = d.make({
  initial: "name",
  starts: [Start.anything],
  states: {
    name: d.ask("Your name?", {
      answer: Schema.NonEmptyTrimmedString,
      save: (name) => ({ name }),
      timeout: { after: "1 hour", to: "done" },
      to: "size"
    }),
    size: d.choose(({ name }) => `Which size, ${name}?`, {
      options: { small: "Small", large: "Large" },
      save: ({ key }) => ({ size: key }),
      to: "look"
    }),
    look: d.run("Look", {
      run: ({ size }) => Effect.succeed(size.length),
      success: { to: "thanks" },
      failure: { else: "done" }
    }),
    thanks: d.say("Thank you.", { to: "done" }),
    done: d.end("Come again.")
  }
})

/** A trap of our own. */
const trap = ({ turns }: { readonly turns: number }, planted: string) => {
  const base = { turns: turns + 1 }
  return { ...base, planted }
}

const packages = fileURLToPath(new URL("../../..", import.meta.url))
const modules = readdirSync(packages, { recursive: true, encoding: "utf8" })
  .filter((path) => /^[\w-]+\/(?:src|test)\/.*\.ts$/.test(path))
  .map((path) => pathToFileURL(join(packages, path)).href)

const program = Effect.gen(function*() {
  const app: { handle: Bot.Service["handle"] } = { handle: () => Effect.succeed({ status: 503 }) }
  const emulator = yield* Emulator.make({
    pages: [page],
    deliver: ({ body, headers }) => app.handle({ method: "POST", url: "/webhook", headers, body })
  })
  const http: GraphHttp.Service = {
    request: ({ body, headers, method, path }) =>
      Effect.orDie(emulator.graph({ method, path, headers, ...(body === undefined ? {} : { body }) }))
  }
  const transport = yield* messenger({
    accounts: [{ channel: "messenger", ...page }],
    verifyToken: "v",
    http,
    rates: "none"
  })
  const bot = yield* Bot.make(BotDefinition.make({ dialogues: [order], typing: false })).pipe(
    Effect.provideService(ConversationStore.ConversationStore, MemoryStore.make()),
    Effect.provideService(Transport.Transports, [transport])
  )
  app.handle = bot.handle
  const settled = Effect.zipRight(emulator.idle, Effect.zipRight(bot.idle, emulator.idle))
  let told = { turns: 0 }
  bot.observe(({ _tag }) => {
    // What the gate is to find, as long as V8 does so.
    if (_tag === "TurnCommitted") told = trap(told, _tag)
  })
  for (let index = 0; index < people; index++) {
    const person = yield* emulator.person({ name: `Person ${index}` })
    for (const text of ["hi", "Ada", "what?", "large", "again", "Ada"]) {
      yield* person.says(text)
      yield* settled
    }
  }
  const maps = modules.flatMap((url) => {
    const map = findSourceMap(url)
    return map === undefined ? [] : [[url, map.payload] as const]
  })
  process.stdout.write(JSON.stringify({ turns: told.turns, maps: Object.fromEntries(maps) }))
})

await Effect.runPromise(Effect.scoped(program))
