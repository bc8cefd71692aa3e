import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Option from "effect/Option"
import { PassThrough } from "node:stream"
import { describe, expect, it } from "vitest"
import * as Lines from "../src/chat/Lines.ts"
import * as Terminal from "./terminal.ts"

const atTerminal = <A>(body: (lines: Lines.Lines, terminal: Terminal.Terminal) => Effect.Effect<A>): Promise<A> => {
  const terminal = Terminal.make()
  return Effect.runPromise(Effect.scoped(
    Effect.flatMap(Lines.make(terminal.input, terminal.output, "> "), (lines) => body(lines, terminal))
  ))
}

describe("lines at a terminal", () => {
  it("come one at a time and in order, also those that were typed ahead", () =>
    atTerminal((lines, terminal) =>
      Effect.gen(function*() {
        terminal.type("one\rtwo\r")
        const first = yield* lines.next
        const second = yield* lines.next
        const third = yield* Effect.fork(lines.next)
        yield* Effect.yieldNow()
        terminal.type("three\r")

        expect([first, second, yield* Fiber.join(third)]).toEqual([
          Option.some("one"),
          Option.some("two"),
          Option.some("three")
        ])
        expect(terminal.screen()).toContain("> three")
      })
    ))

  it("leave what is being typed below a line that is printed meanwhile", () =>
    atTerminal((lines, terminal) =>
      Effect.gen(function*() {
        const next = yield* Effect.fork(lines.next)
        yield* Effect.yieldNow()
        terminal.type("half a wo")
        yield* Effect.promise(() => terminal.shows("> half a wo"))

        lines.print("< Which size?")
        expect(terminal.screen()).toEqual(["< Which size?", "> half a wo"])

        terminal.type("rd\r")
        expect(yield* Fiber.join(next)).toEqual(Option.some("half a word"))
      })
    ))

  it("show a sign in the place of the prompt, which the next line or its end takes away", () =>
    atTerminal((lines, terminal) =>
      Effect.gen(function*() {
        const next = yield* Effect.fork(lines.next)
        yield* Effect.yieldNow()

        lines.sign("  …")
        expect(terminal.screen()).toEqual(["  …"])
        lines.sign(undefined)
        expect(terminal.screen()).toEqual([">"])
        lines.sign("  …")
        lines.print("< Hello.")
        expect(terminal.screen()).toEqual(["< Hello.", ">"])
        yield* Fiber.interrupt(next)
      })
    ))

  it.each([["Ctrl-C", Terminal.ctrlC], ["Ctrl-D", Terminal.ctrlD]])(
    "end with %s, and stay ended",
    (_name, key) =>
      atTerminal((lines, terminal) =>
        Effect.gen(function*() {
          const next = yield* Effect.fork(lines.next)
          yield* Effect.yieldNow()

          terminal.type(key)

          expect(yield* Fiber.join(next)).toEqual(Option.none())
          expect(yield* lines.next).toEqual(Option.none())
        })
      )
  )

  it("have neither prompt nor sign where they are piped", async () => {
    const input = new PassThrough()
    const output = new PassThrough()
    let written = ""
    output.on("data", (data: Buffer) => {
      written += data.toString()
    })
    input.end("one\ntwo")
    const found = await Effect.runPromise(Effect.scoped(Effect.gen(function*() {
      // A pipe has no more than this of a standard stream.
      const lines = yield* Lines.make(
        input as unknown as NodeJS.ReadStream,
        output as unknown as NodeJS.WriteStream,
        "> "
      )
      lines.sign("  …")
      lines.print("< Hello.")
      return [yield* lines.next, yield* lines.next, yield* lines.next]
    })))

    expect(found).toEqual([Option.some("one"), Option.some("two"), Option.none()])
    expect(written).toBe("< Hello.\n")
  })
})
