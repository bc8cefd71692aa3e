/**
 * A store in which a person and a bot have talked, and the commands as they are typed.
 *
 * @module
 */
import { BotDefinition, Dialogue, VirtualTime } from "@parley/core"
import * as NodeContext from "@effect/platform-node/NodeContext"
import * as Terminal from "@effect/platform/Terminal"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { join } from "node:path"
import * as Session from "../src/chat/Session.ts"
import { main } from "../src/Parley.ts"

const d = Dialogue.setup({
  id: "tea",
  version: 1,
  context: Schema.Struct({}),
  states: ["kind", "cold", "over", "done"]
})

const tea = d.make({
  initial: "kind",
  starts: [/tea/],
  states: {
    kind: d.choose("Which \"tea\", please?", {
      options: { black: "Black", green: "Green" },
      timeout: { after: "25 hours", to: "cold" },
      to: "done"
    }),
    // A day later the window is shut, and no lane takes it: it waits.
    cold: d.notify("Your tea is cold.", { purpose: "crossSell", otherwise: "hold", to: "over" }),
    over: d.end(),
    done: d.end("Enjoy!")
  }
})

/** Lets a person talk to the bot for as long as `play` takes; gives the file of its store, which nobody has open then. */
export const talk = async (
  folder: string,
  play: (session: Session.Session) => Effect.Effect<unknown, { readonly message: string }>
): Promise<string> => {
  const time = VirtualTime.make({ flow: "real", guard: 60_000 })
  const definition = BotDefinition.make({ dialogues: [tea] })
  const once = Effect.scoped(Effect.gen(function*() {
    const session = yield* Session.start({ name: "tea", definition, folder, port: 0, graphPort: 0 }, time)
    yield* session.settle
    yield* play(session)
    yield* session.settle
  }))
  // A free port may be taken by another process before the bot listens on it.
  const isTaken = (error: { readonly message: string }) => error.message.includes("EADDRINUSE")
  await Effect.runPromise(time.provide(Effect.retry(once, { times: 3, while: isTaken })))
  time.close()
  return join(folder, "tea.db")
}

/** A day and an hour of silence after the question: the bot's own words wait. */
export const silence = (session: Session.Session) =>
  Effect.gen(function*() {
    yield* session.person.says("tea")
    yield* session.settle
    yield* session.wait(Duration.hours(26))
  })

/** What a command printed, and what it complained of. */
export interface Outcome {
  readonly printed: string
  readonly complaint: string | undefined
}

const screen = (take: (text: string) => void): Terminal.Terminal => ({
  columns: Effect.succeed(120),
  rows: Effect.succeed(40),
  isTTY: Effect.succeed(false),
  readInput: Effect.dieMessage("nothing is typed"),
  readLine: Effect.dieMessage("nothing is typed"),
  display: (text) => Effect.sync(() => take(text))
})

/** Runs a command line to its end. */
export const parley = async (...args: ReadonlyArray<string>): Promise<Outcome> => {
  let printed = ""
  const terminal = Layer.succeed(
    Terminal.Terminal,
    screen((text) => {
      printed += text
    })
  )
  const ended = await Effect.runPromise(
    Effect.either(Effect.provide(main(["node", "parley", ...args]), Layer.merge(NodeContext.layer, terminal)))
  )
  return { printed, complaint: ended._tag === "Left" && "reason" in ended.left ? ended.left.reason : undefined }
}
