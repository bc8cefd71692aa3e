import { describe, expect, it } from "vitest"
import * as Convo from "../../src/convo/Convo.ts"
import * as Loose from "../../src/simulation/Loose.ts"
import { Sights } from "../../src/simulation/Sights.ts"
import { bots } from "../failures/bots.ts"

const play = async (bot: keyof typeof bots, ...lines: ReadonlyArray<string>) =>
  Convo.explain(
    await Convo.runText([`bot ${bot}   person Ana   start 2026-11-02T09:00Z`, ...lines, ""].join("\n"), {
      bots,
      guard: 100
    })
  )

describe("a convo also fails", () => {
  it("when nobody handles what came in, unless it says so", async () => {
    const signal = "signal tableReady {\"table\":7}"

    expect(await play("table", "> hi", "< How many?", signal)).toContain("Nobody handled the signal tableReady.")
    expect(await play("table", "> hi", "< How many?", signal, "! no taker")).toBeUndefined()
    expect(await play("table", "> hi", "< How many?", "! no taker")).toContain("Somebody took it")
  })

  it("when work leaves the simulation", async () => {
    expect(await play("away", "> hi", "< How many?", "> 4", "< Where?", "> [Bar]")).toContain(
      "Work left the simulation"
    )
  })

  it("when a task is left without an end", async () => {
    const asked = ["> hi", "< How many?", "> 4", "< Where?", "> [Bar]"]

    expect(await play("slow", ...asked)).toContain("The task Book is left without an end")
    expect(await play("slow", ...asked, "~ 3m", "< I will tell you.")).toBeUndefined()
  })

  it("when dots of typing are left open: nothing was said after them, and nothing closed them", () => {
    const sights = new Sights("app")
    const moment = () => () => ({ at: 0, state: "(none)", window: "open" as const })
    const typing = (on: boolean) =>
      sights.see({ seq: 1, at: 0, page: "page", psid: "ana", what: { kind: "typing", on } }, moment)

    typing(true)
    const open = Loose.typing("Ana", sights.types("ana"))
    typing(false)

    expect(open).toEqual([expect.stringContaining("The bubble of dots that Ana sees is left open")])
    expect(Loose.typing("Ana", sights.types("ana"))).toEqual([])
  })
})
