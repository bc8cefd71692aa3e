/**
 * The terminal chat: a person's lines go to the bot, what the bot says comes back. With a terminal, time is real and the
 * bot types; with piped lines, each line waits until the bot has settled, and typing takes no time.
 *
 * @module
 */
import { VirtualTime } from "@parley/core"
import type { Emulator } from "@parley/testing"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as Scope from "effect/Scope"
import { relative } from "node:path"
import * as Command from "./Command.ts"
import * as HeldClock from "./HeldClock.ts"
import * as Lines from "./Lines.ts"
import * as Screen from "./Screen.ts"
import * as Session from "./Session.ts"

/** How a chat is opened. */
export interface Options extends Session.Options {
  readonly input: NodeJS.ReadStream
  readonly output: NodeJS.WriteStream
  /** Opens the same session on a page, for someone at a terminal; gives its address. */
  readonly beside?: (
    session: Session.Session,
    time: VirtualTime.Service,
    held: HeldClock.HeldClock
  ) => Effect.Effect<string, { readonly message: string }, Scope.Scope>
  /** Where the addresses are printed when lines are piped, so that the output is the conversation alone. */
  readonly notices: NodeJS.WriteStream
}

/** How many messages of an earlier talk are shown again. */
const remembered = 6

const said = (entry: Emulator.Entry): ReadonlyArray<string> =>
  entry.from === "page" ? Screen.message(entry) : [`> ${entry.text ?? entry.payload ?? ""}`]

const banner = (
  options: Options,
  session: Session.Session,
  page: string | undefined
): ReadonlyArray<string> => [
  `Parley: the bot "${options.name}" is listening.`,
  `  webhook   ${session.webhook}`,
  `  Graph API ${session.graph} (emulated)`,
  ...(page === undefined ? [] : [`  page      ${page}`]),
  `  you are   ${session.person.psid}`,
  `  files     ${relative(process.cwd(), options.folder) || options.folder}`
]

/** What someone at a terminal is told besides; whoever pipes lines can type none. */
const invitation = [
  "Type to it; a number taps the button with that number. /help lists the commands, /quit leaves.",
  ""
]

const chat = (options: Options, time: VirtualTime.Service, held: HeldClock.HeldClock) =>
  Effect.gen(function*() {
    const piped = options.input.isTTY !== true
    const lines = yield* Lines.make(options.input, options.output, "> ")
    const session = yield* Session.start(options, time)
    let choices: ReadonlyArray<string> = []
    const printAll = (found: ReadonlyArray<string>) => found.forEach(lines.print)
    const see = (sight: Emulator.Sight) => {
      if (sight.what.kind === "typing") lines.sign(sight.what.on ? "  …" : undefined)
      if (sight.what.kind !== "message" || sight.what.entry.from !== "page") return
      choices = Screen.choices(sight.what.entry)
      printAll(Screen.message(sight.what.entry))
    }
    const earlier = session.person.transcript
    // Without its page the chat is a chat all the same.
    const page = piped || options.beside === undefined
      ? undefined
      : yield* Effect.catchAll(options.beside(session, time, held), ({ message }) => Effect.succeed(message))
    const opening = banner(options, session, page)
    if (piped) options.notices.write(`${opening.join("\n")}\n\n`)
    else printAll([...opening, ...invitation, ...earlier.slice(-remembered).flatMap(said)])
    const last = earlier.at(-1)
    if (last?.from === "page") choices = Screen.choices(last)
    const tell = (failure: Session.Failure) => lines.print(Screen.failure(failure))
    yield* Effect.acquireRelease(
      Effect.sync(() => [session.watch(see), session.failures(tell)]),
      (stops) => Effect.sync(() => stops.forEach((stop) => stop()))
    )

    const perform = (command: Command.Command) =>
      Effect.gen(function*() {
        switch (command._tag) {
          case "Say":
            return yield* session.person.says(command.text)
          case "Tap":
            return yield* session.person.taps(choices[command.number - 1] ?? "")
          case "Wait":
            yield* session.wait(command.length)
            return lines.print(Screen.window(session.person.window, session.now()))
          case "State": {
            const { conversation, standing } = yield* session.standing
            return printAll(Screen.state(standing, conversation, session.now()))
          }
          case "Window":
            return lines.print(Screen.window(session.person.window, session.now()))
          case "Help":
            return lines.print(Command.help)
          case "Mistake":
            return lines.print(command.problem)
          case "Nothing":
          case "Quit":
            return
        }
      })

    if (piped) yield* session.settle
    for (;;) {
      const line = yield* lines.next
      if (Option.isNone(line)) break
      const command = Command.parse(line.value, choices.length)
      if (command._tag === "Quit") break
      if (piped) lines.print(`> ${line.value.trim()}`)
      yield* Effect.catchAll(perform(command), (problem) => Effect.sync(() => lines.print(problem.message)))
      if (piped) yield* session.settle
    }
  })

/** Opens a chat and stays until the person leaves or the input ends. What was said is kept in the folder. */
export const run = (options: Options): Effect.Effect<void, Session.SessionError | VirtualTime.Unsettled> =>
  Effect.suspend(() => {
    const held = HeldClock.make()
    return Effect.acquireUseRelease(
      Effect.sync(() => VirtualTime.make({ flow: "real", guard: 60_000, follow: held.clock })),
      (time) => time.provide(Effect.scoped(chat(options, time, held))),
      (time) => Effect.sync(() => time.close())
    )
  })
