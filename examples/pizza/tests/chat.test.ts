import { createHmac } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { Parley } from "./cli/Parley.ts"

const config = fileURLToPath(new URL("../parley.config.ts", import.meta.url))

const order = [
  "> hi",
  "< You are talking to an automated assistant.",
  "< Which size?",
  "  [1 Small] [2 Large]",
  "> Large",
  "< Where to?",
  "> 12 Main Street",
  "< A pizza of 32 cm to 12 Main Street?",
  "  [1 Yes] [2 No]",
  "> yes",
  "< Your pizza is on its way to 12 Main Street. Enjoy!"
]

let folder: string
let started: Array<Parley>

const chat = (...more: ReadonlyArray<string>): Parley => {
  const parley = new Parley(["chat", config, "--folder", folder, "--port", "0", "--graph-port", "0", ...more])
  started.push(parley)
  return parley
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parley-chat-"))
  started = []
})

afterEach(async () => {
  await Promise.all(started.map((parley) => parley.kill()))
  rmSync(folder, { recursive: true, force: true })
})

describe("the terminal chat, with piped lines", () => {
  test("is a whole conversation, and a second one in the same files", async () => {
    const play = async () => {
      const parley = chat()
      for (const line of ["hi", "Large", "12 Main Street", "yes"]) parley.line(line)
      const code = await parley.end()
      return { code, printed: parley.output.trimEnd().split("\n") }
    }

    const first = await play()
    const second = await play()

    expect(first).toEqual({ code: 0, printed: order })
    // The notice is not due again: the person was told a moment ago.
    expect(second).toEqual({ code: 0, printed: order.filter((line) => !line.includes("automated")) })
  })

  test("goes on where it was after kill -9", async () => {
    const before = chat()
    before.line("hi")
    before.line("Large")
    await before.prints("Where to?")
    await before.kill()

    const after = chat()
    after.line("12 Main Street")
    await after.prints("A pizza of 32 cm to 12 Main Street?")

    expect(await after.end()).toBe(0)
  })

  test("turns the clock, and tells the state and the window", async () => {
    const parley = chat()
    for (const line of ["hi", "2", "/state", "/wait 10m", "/window", "/wait 25h", "/nonsense"]) parley.line(line)

    const code = await parley.end()

    expect(code).toBe(0)
    expect(parley.output).toContain("pizza: address")
    expect(parley.output).toContain("timer     in 10 min")
    expect(parley.output).toContain("< Still there?\n< Where to?")
    expect(parley.output).toContain("window    open for 23.8 h")
    expect(parley.output).toContain("window    shut since 1.2 h")
    expect(parley.output).toContain("/nonsense is no command.")
  })

  test("says what is wrong with a folder that has no configuration", async () => {
    const parley = new Parley(["chat", folder])
    started.push(parley)

    const code = await parley.end()

    expect(code).toBe(1)
    expect(parley.errors).toContain("no parley.config.ts here or above")
  })

  test("says who has its files, and does not take another port than the one that was asked for", async () => {
    const first = chat()
    first.line("hi")
    await first.prints("[1 Small] [2 Large]")
    const port = /webhook +http:\/\/127\.0\.0\.1:(\d+)/.exec(first.errors)?.[1] ?? ""

    const second = chat()
    const third = new Parley(["chat", config, "--folder", join(folder, "own"), "--port", port])
    started.push(third)

    expect([await second.end(), await third.end()]).toEqual([1, 1])
    expect(second.errors).toContain("end another parley chat that uses them")
    expect(third.errors).toContain(`Port ${port} is taken.`)
  })

  test("says which bots there are when one is asked for that is not", async () => {
    const parley = chat("--bot", "piza")

    const code = await parley.end()

    expect(code).toBe(1)
    expect(parley.errors).toContain("There is no bot \"piza\"; there is pizza, pizza-sold-out, pizza-slow.")
  })
})

describe("a raw webhook", () => {
  test("drives the running bot when it is signed, and is refused when it is not", async () => {
    const parley = chat()
    parley.line("hi")
    await parley.prints("[1 Small] [2 Large]")
    const webhook = /webhook +(\S+)/.exec(parley.errors)?.[1] ?? ""
    const person = /you are +(\d+)/.exec(parley.errors)?.[1] ?? ""
    const at = Date.now()
    const page = "104200000000001"
    const body = JSON.stringify({
      object: "page",
      entry: [{
        id: page,
        time: at,
        messaging: [{
          sender: { id: person },
          recipient: { id: page },
          timestamp: at,
          message: { mid: "m_by_hand", text: "Large" }
        }]
      }]
    })
    const post = async (secret: string) => {
      const signature = createHmac("sha256", secret).update(body).digest("hex")
      const answer = await fetch(webhook, {
        method: "POST",
        headers: { "content-type": "application/json", "x-hub-signature-256": `sha256=${signature}` },
        body
      })
      return answer.status
    }

    const forged = await post("some-other-secret")
    const signed = await post("local-app-secret")
    await parley.prints("< Where to?")

    expect([forged, signed]).toEqual([401, 200])
    expect(parley.output.match(/Where to\?/g)).toHaveLength(1)
  })
})
