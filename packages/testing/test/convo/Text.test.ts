import { describe, expect, it } from "@effect/vitest"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import { builder as c } from "../../src/convo/Builder.ts"
import * as Parser from "../../src/convo/Parser.ts"
import * as Pattern from "../../src/convo/Pattern.ts"
import * as Printer from "../../src/convo/Printer.ts"
import type { Script } from "../../src/convo/Script.ts"
import * as Span from "../../src/convo/Span.ts"
import { scripts } from "./scripts.ts"

const table = `# Table for four; the confirmation is held when the window shuts
bot reservation   person Ana María es_ES   start 2026-03-02T09:00Z   seed 7

> Hola
< Soy el asistente automático de La Huerta.   #disclosure
< ¿Cuántas personas?   [2] [4] [6]
= askParty
> [4]
* typing
< /^¿Qué d.a\\?$/u
> mañana
< Te aviso cuando la mesa {mesa} esté lista...
~ 25h   window closed
signal tableReady {"table":7}
! no send   held 1
> ¿Y mi mesa?
< Tu mesa es la 7.   [...] #disclosure #reply
< Ya está lista.   []
= (none)
= form.name   {"size":"large"}
$ POST /messages {"messaging_type":"RESPONSE"}
! no call POST /pass_thread_control
% status 503
% lose answer
% crash
% restart
% batch 2
% reorder 2
@ Luis > (image https://example.test/a.png)
@ Luis < ...
@ agent takes
@ agent > Soy Eva
@ agent returns
> (location 41.39 2.17)
> (get started)
> (payload MENU)
~ until 2026-03-09T09:00Z
`

const parsed = (text: string): Script =>
  Either.getOrThrowWith(Parser.parse(text), (problems) => JSON.stringify(problems))

const problems = (text: string) => Either.match(Parser.parse(text), { onLeft: (found) => found, onRight: () => [] })

describe("the text of a convo", () => {
  it("that is canonical prints as it was parsed", () => {
    expect(Printer.print(parsed(table))).toBe(table)
  })

  it("may be laid out freely and prints canonically", () => {
    expect(Printer.print(parsed("bot pizza      seed 1\r\n<   Hi.      [A]    [B]\r\n~  90m       window open\n~ 60m")))
      .toBe("bot pizza   seed 1\n< Hi.   [A] [B]\n~ 90m   window open\n~ 60m\n")
  })

  it("is the same as its TypeScript twin", () => {
    const twin: Script = {
      lines: [
        { _tag: "Header", bot: "pizza", person: "Ana", locale: "en_US", seed: 3 },
        c.person("hi"),
        c.bot("Which size?", { options: ["Small", "Large"], disclosure: true, lane: "reply" }),
        c.taps("Large"),
        c.wait("25 hours", { window: "closed" }),
        c.noSend({ held: 1 }),
        c.bot(/^Order \d+$/),
        c.state("size", { size: "l" })
      ]
    }
    expect(parsed(Printer.print(twin))).toEqual(twin)
    expect(Printer.print(twin)).toContain("< Which size?   [Small] [Large] #disclosure #reply\n")
  })

  it("comes back from every convo that can be made", () => {
    FastCheck.assert(
      FastCheck.property(scripts, (script) => {
        expect(parsed(Printer.print(script))).toEqual(script)
      }),
      { numRuns: 300 }
    )
  })

  it("never makes the parser throw, whatever it is", () => {
    const anything = FastCheck.oneof(
      FastCheck.string({ unit: "binary" }),
      FastCheck.array(FastCheck.constantFrom(...Array.from(table), ...Array.from("><=*~!$%@#[](){}/\\ \n\t"))).map((
        signs
      ) => signs.join("")),
      FastCheck.tuple(FastCheck.nat(table.length), FastCheck.string()).map(([at, noise]) =>
        table.slice(0, at) + noise + table.slice(at + 3)
      )
    )
    FastCheck.assert(
      FastCheck.property(anything, (text) => {
        const read = Parser.parse(text)
        if (Either.isRight(read)) expect(parsed(Printer.print(read.right))).toEqual(read.right)
      }),
      { numRuns: 2_000 }
    )
  })
})

describe("a mistake in the text", () => {
  it.each([
    ["bot pizza\nBot: hello", 2, 1, "starts with \"< \""],
    ["bot pizza\n>hello", 2, 2, "stands one space"],
    ["bot pizza\nsingal shipped", 2, 1, "Did you mean \"signal\"?"],
    ["bot pizza   pack seed", 1, 13, "current or seeds"],
    ["bot pizza   approvals utlity", 1, 13, "Did you mean \"utility\"?"],
    ["bot pizza   templates a b", 1, 13, "with a comma between"],
    ["bot pizza   template none", 1, 13, "Did you mean \"templates\"?"],
    ["bot pizza   aprovals none", 1, 13, "Did you mean \"approvals\"?"],
    ["bot pizza\n* tiping", 2, 3, "Did you mean \"typing\"?"],
    ["bot pizza\n~ 25 hours", 2, 3, "25h"],
    ["bot pizza\n~ 25h   window shut", 2, 9, "window closed"],
    ["bot pizza\n% crsh", 2, 3, "Did you mean \"crash\"?"],
    ["bot pizza\nsignal shipped {order: 7}", 2, 16, "not JSON"],
    ["bot pizza\n< Hi   there", 2, 8, "After two spaces"],
    ["bot pizza\n> (imgae http://x)", 2, 3, "Did you mean \"image\"?"],
    ["bot pizza\n> (wants bread)", 2, 3, "(wants news) or (wants no news)"],
    ["bot pizza\n< /(/", 2, 3, "regular expression"],
    ["bot pizza\n< Hi   #disclosrue", 2, 8, "Did you mean \"disclosure\"?"],
    ["bot pizza\n< Hi   [A] #tag:", 2, 12, "Did you mean \"tag:NAME\"?"],
    ["bot pizza\n< Hi   #relpy", 2, 8, "Did you mean \"reply\"?"],
    ["bot pizza\n< Hi   #label:Sponsord", 2, 8, "Did you mean \"label:Sponsored\"?"],
    ["bot pizza   channel instagramm", 1, 13, "Did you mean \"instagram\"?"],
    ["bot pizza\n= (non)", 2, 3, "Did you mean \"(none)\"?"],
    ["bot pizza\n= size   {size: 1}", 2, 10, "not JSON"],
    ["bot pizza\n= two words", 2, 3, "one name"],
    ["bot pizza\n~ 25 hours", 2, 3, "Did you mean \"25h\"?"],
    ["bot pizza\n~ untl 2026-03-02", 2, 3, "Did you mean \"until\"?"],
    ["bot pizza\n~ until soon", 2, 9, "2026-03-02T09:00Z"],
    ["bot pizza\n~ 25h   window close", 2, 9, "Did you mean \"window closed\"?"],
    ["bot pizza\n! no sned", 2, 3, "Did you mean \"no send\"?"],
    ["bot pizza\n! no takr", 2, 3, "Did you mean \"no taker\"?"],
    ["bot pizza\n! no send   hold 1", 2, 13, "Did you mean \"held\"?"],
    ["bot pizza\n$ post /messages", 2, 3, "Did you mean \"POST\"?"],
    ["bot pizza\n% statsu 503", 2, 3, "Did you mean \"status 503\"?"],
    ["bot pizza\n% status", 2, 3, "Did you mean \"status\"?"],
    ["bot pizza\n% restat", 2, 3, "Did you mean \"restart\"?"],
    ["bot pizza\n% task Place fials", 2, 3, "fails"],
    ["bot pizza\n@ agent taks", 2, 9, "Did you mean \"takes\"?"],
    ["bot pizza\n@ agnet takes", 2, 3, "Did you mean \"agent\"?"],
    ["bot pizza\n@ bridge return", 2, 10, "Did you mean \"returns\"?"],
    ["bot pizza\n@ Luis hi", 2, 8, "stands one of > < ="],
    ["bot pizza\n@ Luis > (imgae x)", 2, 10, "Did you mean \"image\"?"],
    ["bot pizza\nsignal", 2, 7, "Which signal?"],
    ["bot pizza   persn Ana", 1, 13, "Did you mean \"person\"?"],
    ["bot pizza\n  > hi", 2, 1, "first column"],
    ["> hi", 1, 1, "header"],
    ["bot a\nbot b", 2, 1, "second header"],
    ["", 1, 1, "no header"]
  ])("%j is told with its place and what was meant", (text, line, column, message) => {
    const found = problems(text)[0]
    expect(found).toMatchObject({ line, column })
    expect(found?.message).toContain(message)
  })

  it("does not hide the others", () => {
    expect(problems("bot pizza\n* tiping\n> hi\n~ soon").map((problem) => problem.line)).toEqual([2, 4])
  })
})

describe("words", () => {
  it("that are made exact fit themselves and nothing else", () => {
    FastCheck.assert(
      FastCheck.property(FastCheck.string({ unit: "grapheme" }), FastCheck.string(), (text, other) => {
        expect(Pattern.match(Pattern.exactly(text), text, {})).toEqual({})
        if (other !== text) expect(Pattern.match(Pattern.exactly(text), other, {})).toBeUndefined()
        expect(Pattern.fill(Pattern.exactly(text), { a: "x" })).toBe(text)
      }),
      { numRuns: 500 }
    )
  })

  it("capture what stands there, and ask for the same again", () => {
    const first = Pattern.match("Order {id} is placed", "Order 17 is placed", {})
    expect(first).toEqual({ id: "17" })
    expect(Pattern.match("Order {id} left", "Order 17 left", first ?? {})).toEqual({ id: "17" })
    expect(Pattern.match("Order {id} left", "Order 18 left", first ?? {})).toBeUndefined()
    expect(Pattern.match("{a} and {a}", "x and y", {})).toBeUndefined()
    expect(Pattern.fill("Where is {id}?", first ?? {})).toBe("Where is 17?")
  })
})

describe("a length", () => {
  it("comes back from its text", () => {
    FastCheck.assert(FastCheck.property(FastCheck.nat(10_000_000_000), (millis) => {
      expect(Span.decode(Span.encode(millis))).toBe(millis)
    }))
    expect(Span.encode(90_000_000)).toBe("25h")
    expect(Span.encode(604_800_000)).toBe("7d")
  })
})
