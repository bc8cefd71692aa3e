import { BotDefinition, Dialogue } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { PassThrough } from "node:stream"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import * as Chat from "../src/chat/Chat.ts"
import { serve } from "../src/dev/Beside.ts"
import * as Pages from "./playing/page.ts"
import * as Terminal from "./terminal.ts"

const d = Dialogue.setup({ id: "tea", version: 1, context: Schema.Struct({}), states: ["kind", "black", "green"] })

const tea = d.make({
  initial: "kind",
  starts: [/tea/],
  states: {
    kind: d.menu("Which tea?", {
      black: { title: "Black", to: "black" },
      green: { title: "Green", to: "green" }
    }),
    black: d.end("Black it is."),
    green: d.end("Green it is.")
  }
})

const definition = BotDefinition.make({ dialogues: [tea] })

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parley-terminal-"))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A chat at a terminal of its own; `left` resolves when it has ended, with what went to the notices. */
const open = (bot: BotDefinition.BotDefinition = definition, beside?: Chat.Options["beside"]) => {
  const terminal = Terminal.make()
  const notices = new PassThrough()
  let noticed = ""
  notices.on("data", (data: Buffer) => {
    noticed += data.toString()
  })
  const left = Effect.runPromise(Chat.run({
    name: "tea",
    definition: bot,
    folder,
    port: 0,
    graphPort: 0,
    ...(beside === undefined ? {} : { beside }),
    input: terminal.input,
    output: terminal.output,
    // The chat only writes to it.
    notices: notices as unknown as NodeJS.WriteStream
  })).then(() => noticed)
  return { ...terminal, left }
}

const broken = d.make({
  initial: "kind",
  starts: [/tea/],
  states: {
    kind: d.menu("Which tea?", {
      black: { title: "Black", to: "black" },
      green: { title: "Green", to: "green" }
    }),
    black: d.end(() => {
      throw new Error("the pot is\nempty")
    }),
    green: d.end("Green it is.")
  }
})

describe("the chat at a terminal", () => {
  it("tells in one line that a turn failed: the dialogue, the state where it stands, and why", async () => {
    const chat = open(BotDefinition.make({ dialogues: [broken] }))
    await chat.shows(">")
    chat.type("tea\r")
    await chat.shows("  [1 Black] [2 Green]")

    chat.type("1\r")
    await chat.shows(/^! tea, kind: .*the pot is empty/)
    chat.type("/quit\r")

    await chat.left
    expect(chat.screen().filter((line) => line.startsWith("! "))).toHaveLength(1)
  })

  it("names the page on which the same talk goes on", async () => {
    const chat = open(
      definition,
      (session, time, held) => serve({ session, time, held, name: "tea", definition, home: folder })
    )
    await chat.shows(/^ {2}page {6}http:\/\/127\.0\.0\.1:\d+\/#token=\S+$/)
    const page = await Pages.open(
      chat.screen().find((line) => line.startsWith("  page"))?.replace("  page      ", "") ?? ""
    )
    const you = Pages.person(page.picture()).id

    await page.post("act", { act: "say", person: you, text: "tea" })
    await chat.shows("  [1 Black] [2 Green]")
    chat.type("2\r")
    const heard = await page.shows("the answer", (picture) => Pages.last(picture) === "Green it is.")
    const other = await page.post("bot", { bot: "tea" })
    page.close()
    chat.type("/quit\r")
    await chat.left

    expect(Pages.person(heard).turns.map(({ title }) => title)).toEqual(expect.arrayContaining(["\"tea\"", "[Green]"]))
    expect(other.status).toBe(200)
  })

  it("tells where it listens, taps a button by its number, shows the bot typing, and leaves with /quit", async () => {
    const chat = open()
    await chat.shows("Type to it; a number taps the button with that number. /help lists the commands, /quit leaves.")
    await chat.shows(/^ {2}webhook {3}http:\/\/127\.0\.0\.1:\d+\/webhook$/)

    chat.type("tea\r")
    await chat.shows("  [1 Black] [2 Green]")
    chat.type("2\r")
    await chat.shows("< Green it is.")
    chat.type("/quit\r")

    expect(await chat.left).toBe("")
    expect(chat.screen().filter((line) => line.startsWith("< "))).toEqual([
      "< You are talking to an automated assistant.",
      "< Which tea?",
      "< Green it is."
    ])
    expect(chat.raw()).toContain("…")
    // The dots are passing signs: none is left on the screen.
    expect(chat.screen().join("\n")).not.toContain("…")
  })

  it("shows again what was said last time, and its buttons can still be tapped", async () => {
    const first = open()
    await first.shows(">")
    first.type("tea\r")
    await first.shows("  [1 Black] [2 Green]")
    first.type("/quit\r")
    await first.left

    const second = open()
    await second.shows("  [1 Black] [2 Green]")
    expect(second.screen()).toEqual(expect.arrayContaining(["> tea", "< Which tea?"]))
    second.type("1\r")
    await second.shows("< Black it is.")
    second.type("/quit\r")
    await second.left

    // A number that is tapped stands in the talk by its title; one that is said, as it was typed.
    const third = open()
    await third.shows("> Black")
    third.type("/quit\r")
    expect(await third.left).toBe("")
  })

  it.each([["Ctrl-C", Terminal.ctrlC], ["Ctrl-D", Terminal.ctrlD]])("is left with %s", async (_name, key) => {
    const chat = open()
    await chat.shows(">")

    chat.type(key)

    expect(await chat.left).toBe("")
  })

  it("answers its own commands without a word to the bot", async () => {
    const chat = open()
    await chat.shows(">")

    chat.type("/help\r")
    await chat.shows("  /quit       leave; the conversation is kept")
    chat.type("/state\r")
    await chat.shows("no dialogue is active")
    chat.type("/window\r")
    await chat.shows("window    never opened: you have not written yet")
    chat.type("/quit\r")

    await chat.left
    expect(chat.screen().filter((line) => line.startsWith("< "))).toEqual([])
  })
})
