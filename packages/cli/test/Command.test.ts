import * as Duration from "effect/Duration"
import { describe, expect, it } from "vitest"
import * as Command from "../src/chat/Command.ts"

describe("a line of the chat", () => {
  it("is said to the bot, without the space around it", () => {
    expect(Command.parse("  two, please ", 0)).toEqual({ _tag: "Say", text: "two, please" })
  })

  it("taps a button when it is the number of one, and is said when it is not", () => {
    expect(Command.parse("2", 2)).toEqual({ _tag: "Tap", number: 2 })
    expect(Command.parse("3", 2)).toEqual({ _tag: "Say", text: "3" })
    expect(Command.parse("0", 2)).toEqual({ _tag: "Say", text: "0" })
  })

  it("is nothing when it is empty", () => {
    expect(Command.parse("   ", 2)).toEqual({ _tag: "Nothing" })
  })

  it.each([
    ["/wait 25h", Duration.hours(25)],
    ["/wait 90 s", Duration.seconds(90)],
    ["/wait 10 minutes", Duration.minutes(10)],
    ["/wait 1.5d", Duration.hours(36)],
    ["/wait 1 week", Duration.weeks(1)]
  ])("%s moves the clock", (line, length) => {
    const command = Command.parse(line, 0)

    expect(command._tag === "Wait" && Duration.equals(command.length, length)).toBe(true)
  })

  it.each(["/wait", "/wait soon", "/wait -3h", "/wait 3 parsecs"])("%s is told how to say it", (line) => {
    expect(Command.parse(line, 0)).toMatchObject({ _tag: "Mistake", problem: expect.stringContaining("/wait 10m") })
  })

  it("names an unknown command and the way to the list", () => {
    expect(Command.parse("/stat", 0)).toEqual({ _tag: "Mistake", problem: "/stat is no command. /help lists them." })
  })

  it("lists in its help every command that it knows", () => {
    const listed = [...Command.help.matchAll(/^ {2}(\/\w+(?: \w+)?)/gm)].map((match) => match[1] ?? "")

    expect(listed.map((line) => Command.parse(line, 0)._tag)).toEqual(["Wait", "State", "Window", "Quit"])
  })
})
