import * as Either from "effect/Either"
import { describe, expect, it } from "vitest"
import * as Parser from "../../src/convo/Parser.ts"
import * as Printer from "../../src/convo/Printer.ts"
import * as Botium from "../../src/import/Botium.ts"

const options = {
  bot: "pizza",
  utterances: [
    { name: "UTT_HELLO", words: ["hi", "hello there"] },
    { name: "UTT_SIZE", words: ["Which size?", "How big?"] }
  ]
}

const convo = (text: string): string => Printer.print(Either.getOrThrow(Botium.read(text, options)))
const refusals = (text: string): ReadonlyArray<string> =>
  Either.match(Botium.read(text, options), {
    onLeft: (problems) => problems.map((one) => Parser.format(one, "a.convo.txt")),
    onRight: () => []
  })

describe("a conversation of Botium's", () => {
  it("becomes a convo that says the same", () => {
    const text = "Order\n\n#me\nI want a pizza\n\n#bot\nWhich size?\nBUTTONS Small|Large\n\n#me\nBUTTON Small\n\n#bot\n"

    const written = convo(text)

    expect(written).toBe([
      "# Order",
      "bot pizza",
      "> I want a pizza",
      "< ...Which size?...   [Small] [Large] [...]",
      "> [Small]",
      "< ...",
      ""
    ].join("\n"))
    expect(Printer.print(Either.getOrThrow(Parser.parse(written)))).toBe(written)
  })

  it("says the first of a person's utterances and names the others, and takes any of the bot's", () => {
    const written = convo("a\n#me\nUTT_HELLO\n#bot\nUTT_SIZE\n")

    expect(written.split("\n").slice(2, 5)).toEqual([
      "# UTT_HELLO, also: hello there",
      "> hi",
      "< /Which size\\?|How big\\?/"
    ])
  })

  it("keeps what the bot said under a name, to be said again", () => {
    const written = convo("a\n#bot\nYour code is $code.\n#me\n$code\n")

    expect(written.split("\n").slice(2, 4)).toEqual(["< ...Your code is {code}....", "> {code}"])
    expect(refusals("a\n#me\n$code\n")).toEqual([
      "a.convo.txt:2:1 Nothing that the bot said before gives $code; write the words that stand there."
    ])
  })

  it.each([
    ["TEXT_EQUALS Hi. There", "Hi. There"],
    ["TEXT_EQUALS_IC Hi.", "/^(?:Hi\\.)$/i"],
    ["TEXT_CONTAINS_ANY a|b", "/a|b/"],
    ["TEXT_CONTAINS_ALL_IC a|b", "/^(?=[\\s\\S]*a)(?=[\\s\\S]*b)/i"],
    ["TEXT_REGEXP [0-9]+", "/[0-9]+/"],
    ["TEXT_WILDCARD a*c", "a...c"],
    ["!sorry", "/^(?![\\s\\S]*(?:sorry))/"]
  ])("checks words as %s does", (check, pattern) => {
    expect(convo(`a\n#bot\n${check}\n`).split("\n")[2]).toBe(`< ${pattern}`)
  })

  it("lets time pass where it pauses, and sends media by their kind", () => {
    const written = convo("a\n#me\nPAUSE 90000\nMEDIA https://example.org/a.png\n")

    expect(written.split("\n").slice(2, 4)).toEqual(["~ 1m30s", "> (image https://example.org/a.png)"])
  })

  it("is refused line by line where there is no counterpart", () => {
    const found = refusals("a\n#begin\nPAUSE 1\n#me\nhi\n#bot\nINTENT greet\n#bot\n?maybe\n#me\nFORM name|Ana\n")

    expect(found).toEqual([
      "a.convo.txt:2:1 #begin has no counterpart: a convo holds what person and bot say, from #me and #bot.",
      "a.convo.txt:7:1 INTENT has no counterpart: what a bot made of words shows in its state; write = STATE.",
      "a.convo.txt:8:1 A message that may be missing (?) has no counterpart: a convo tells each message.",
      "a.convo.txt:11:1 FORM has no counterpart: a line of a bot tells words and buttons."
    ])
    expect(refusals("Just words\n")).toEqual([
      "a.convo.txt:1:1 There is no #me and no #bot: this is no conversation of Botium's."
    ])
  })
})

describe("a file of utterances", () => {
  it("begins with their name", () => {
    expect(Botium.utterances("UTT_HELLO\nhi\n\nhello there\n")).toEqual(options.utterances[0])
    expect(Botium.utterances("\n")).toBeUndefined()
  })
})
