import * as Effect from "effect/Effect"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import * as PictureSizes from "../src/check/PictureSizes.ts"
import type * as Practice from "../src/check/Practice.ts"
import { parley } from "./talked.ts"

const config = fileURLToPath(new URL("practice", import.meta.url))

/** The head of a PNG of 300 × 300 pixels. */
const png = Buffer.from("89504e470d0a1a0a0000000d494844520000012c0000012c0802000000", "hex")

const pictures = createServer((asked, answer) =>
  asked.url === "/small.png"
    ? answer.writeHead(200, { "content-type": "image/png" }).end(png)
    : answer.writeHead(404).end()
)

beforeAll(async () => {
  await new Promise<void>((resolve) => pictures.listen(0, "127.0.0.1", () => resolve()))
  process.env["PARLEY_TEST_PICTURES"] = `http://127.0.0.1:${(pictures.address() as AddressInfo).port}`
})
afterAll(() => pictures.close())

const advice = async (...args: ReadonlyArray<string>): Promise<ReadonlyArray<Practice.Advice>> => {
  const { complaint, printed } = await parley("check", "--json", ...args, config)
  expect(complaint).toBeUndefined()
  return JSON.parse(printed).practice
}

describe("advice of parley check", () => {
  it("names long texts in any language, tables, charts and rows of long messages, each once with what to say instead", async () => {
    const found = await advice()

    expect(found.map(({ advice, state }) => [state, advice])).toEqual([
      ["long", "its text has 351 characters, and 320 are easy to read on a phone"],
      ["table", "its text draws a table, whose columns do not stand in line on a phone"],
      ["chart", "its text draws a chart"],
      ["first", "3 long messages come in a row: first, second, third"]
    ])
    expect(found.find(({ state }) => state === "table")?.instead).toContain("Show.cards(")
    expect(found.find(({ state }) => state === "table")?.instead).toContain("Rich.receipt")
  })

  it("never fails, and stands below the bots for a person", async () => {
    const { complaint, printed } = await parley("check", config)

    expect(complaint).toBeUndefined()
    expect(printed).toContain("talk: nothing wrong\n")
    expect(printed).toContain("advice: chart of talk: its text draws a chart\n  instead: send a picture of it")
  })

  it("looks at pictures when it is asked to", async () => {
    const found = await advice("--images")

    expect(found.filter(({ state }) => state === "card").map(({ advice }) => advice)).toEqual([
      expect.stringMatching(/small\.png is 300 pixels wide, and looks coarse under 600$/)
    ])
  })
})

describe("a picture", () => {
  const shown = (on: Practice.Shown["on"]): Practice.Shown => ({
    dialogue: "d",
    state: "s",
    url: "https://e.com/p",
    on
  })
  const said = (on: Practice.Shown["on"], width: number, height: number) =>
    PictureSizes.judge(shown(on), { width, height }).map(({ advice }) =>
      advice.replace("the picture https://e.com/p ", "")
    )

  it("on a card is as wide as the card or square", () => {
    expect([said("card", 1200, 628), said("card", 800, 800)]).toEqual([[], []])
    expect(said("card", 600, 900)).toEqual(["is 0.67:1, and a card crops it to 1.91:1 or 1:1"])
  })

  it("in a message may be upright or lying, and is no stripe", () => {
    expect([said("message", 900, 1600), said("message", 1600, 900)]).toEqual([[], []])
    expect(said("message", 2000, 300)).toEqual(["is 6.67:1, and is shown as a stripe or cropped"])
  })

  it("that cannot be fetched is told of, and nothing fails", async () => {
    const url = `${process.env["PARLEY_TEST_PICTURES"]}/none`

    const found = await Effect.runPromise(PictureSizes.look([{ ...shown("card"), url }]))

    expect(found.map(({ advice }) => advice)).toEqual([
      expect.stringMatching(/none could not be looked at from here$/)
    ])
  })
})
