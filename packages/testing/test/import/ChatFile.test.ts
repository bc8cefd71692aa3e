import * as Either from "effect/Either"
import { describe, expect, it } from "vitest"
import * as Parser from "../../src/convo/Parser.ts"
import * as Printer from "../../src/convo/Printer.ts"
import * as ChatFile from "../../src/import/ChatFile.ts"

const convo = (text: string): string => Printer.print(Either.getOrThrow(ChatFile.read(text, { bot: "pizza" })))
const refusals = (text: string): ReadonlyArray<string> =>
  Either.match(ChatFile.read(text, { bot: "pizza" }), {
    onLeft: (problems) => problems.map((one) => Parser.format(one, "a.chat")),
    onRight: () => []
  })

describe("a .chat file", () => {
  it("becomes a convo that says the same", () => {
    const text = [
      "> An order, from hunger to pizza.",
      "user=Ana",
      "bot=Luigi",
      "",
      "Ana: I'm hungry",
      "Luigi: [Typing][Delay=3000]",
      "Which size?",
      "It is all fresh.",
      "[Suggestions=Small|Large]",
      "",
      "user: [Delay=60000] Small",
      "bot: Baked.",
      "[Attachment=https://example.org/pizza.png]",
      "Ana: [Attachment=https://example.org/me eating video/mp4]",
      ""
    ].join("\n").replace("me eating", "me")

    const written = convo(text)

    expect(written).toBe([
      "# An order, from hunger to pizza.",
      "bot pizza   person Ana",
      "> I'm hungry",
      "* typing",
      "# The bot takes 3s; that is not compared.",
      "< Which size?\\nIt is all fresh.   [Small] [Large]",
      "~ 1m",
      "> [Small]",
      "< Baked.",
      "< \\(image https://example.org/pizza.png)",
      "> (video https://example.org/me)",
      ""
    ].join("\n"))
    expect(Printer.print(Either.getOrThrow(Parser.parse(written)))).toBe(written)
  })

  it("is refused line by line where there is no counterpart", () => {
    const found = refusals(
      "channelId=sms\nhello\nbot: [ConversationUpdate=MembersAdded=Ana] Hi\n[HeroCard\n  title=Pizza\n]\nuser: [Typing]\nuser:\n"
    )

    expect(found).toEqual([
      "a.chat:1:1 \"channelId\" has no counterpart; there is user= and bot=.",
      "a.chat:2:1 Nobody says this. Begin with \"user:\" or \"bot:\".",
      "a.chat:3:1 [ConversationUpdate] has no counterpart: where the person opens the conversation, a convo says > (get started).",
      "a.chat:4:1 [HeroCard] has no counterpart; write its words, and its buttons as [Suggestions=a|b].",
      "a.chat:7:1 [Typing] of a person has no counterpart: the channel does not tell it to bots.",
      "a.chat:8:1 The user says nothing; write the words after the colon."
    ])
  })

  it("leaves brackets alone that are only words", () => {
    expect(convo("user: I want [extra] cheese\n")).toBe("bot pizza\n> I want [extra] cheese\n")
  })
})
