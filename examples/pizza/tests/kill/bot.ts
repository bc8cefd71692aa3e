/**
 * The pizza bot as a process that can be told to die. Reads `GRAPH_URL`, `FOLDER` and `KILL_AT`, and tells
 * the port on which it listens.
 *
 * @module
 */
import { Bot, BotDefinition, ConversationStore, NodeServer, Transport } from "@parley/core"
import { sqlite } from "@parley/core/sqlite"
import { messenger, UndiciHttp } from "@parley/messenger-adapter"
import { Context, Effect, Layer } from "effect"
import { appendFileSync } from "node:fs"
import { join } from "node:path"
import { Orders } from "../../src/orders.ts"
import { pizza } from "../../src/pizza.ts"
import * as Moments from "./Moments.ts"
import { page } from "./page.ts"

const { FOLDER: folder = "", GRAPH_URL: graphUrl = "", KILL_AT: armed } = process.env
const at = Moments.bomb(armed)

/** A kitchen that writes every order it is asked for, so that the test can count them. */
const kitchen = Layer.succeed(Orders, {
  place: (_order, id) =>
    Effect.zipRight(Effect.sync(() => appendFileSync(join(folder, "orders.txt"), `${id}\n`)), at("task.running"))
})

const definition = BotDefinition.make({
  dialogues: [pizza],
  services: kitchen,
  typing: false,
  delivery: "atLeastOnce",
  echoDeadline: "6 seconds"
})

const store = Layer.map(
  sqlite(join(folder, "pizza.db"), { echoFor: "6 seconds" }),
  (context) =>
    Context.make(
      ConversationStore.ConversationStore,
      Moments.store(Context.get(context, ConversationStore.ConversationStore), at)
    )
)

const transports = Layer.scoped(
  Transport.Transports,
  Effect.gen(function*() {
    const http = Moments.http(yield* UndiciHttp.make(new URL(graphUrl)), at)
    const { appId, appSecret, id, token, verifyToken } = page
    return [
      yield* messenger({
        accounts: [{ channel: "messenger", id, appId, token, appSecret }],
        verifyToken,
        graphBaseUrl: graphUrl,
        http
      })
    ]
  })
)

const main = Effect.gen(function*() {
  const bot = yield* Bot.Bot
  const { port } = yield* NodeServer.make(bot, { port: 0, host: "127.0.0.1" })
  process.send?.(port)
  yield* Effect.never
})

Effect.runFork(
  Effect.scoped(Effect.provide(main, Layer.provide(Bot.Bot.layer(definition), Layer.merge(store, transports))))
)
