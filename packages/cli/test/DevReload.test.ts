import { createServer } from "node:net"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Picture } from "../src/dev/Picture.ts"
import * as Kiosks from "./playing/kiosk.ts"
import * as Pages from "./playing/page.ts"

let kiosk: Kiosks.Kiosk
let running: Awaited<ReturnType<typeof Pages.dev>>
let page: Pages.Page
let you: string

beforeAll(async () => {
  kiosk = Kiosks.make()
  running = await Pages.dev(kiosk.folder)
  page = running.page
  you = Pages.person(await page.shows("a bot that runs", ({ status }) => status === "running")).id
  await page.post("clock", { turn: "pause" })
  await page.post("act", { act: "say", person: you, text: "tea" })
  await page.shows("the question", (picture) => Pages.last(picture) === "Which tea?")
}, 90_000)

afterAll(async () => {
  page.close()
  await running.end()
  kiosk.remove()
})

/** Saves the dialogue; the picture once that has had its effect. */
const saves = async (text: string, effect: (picture: Picture) => boolean): Promise<Picture> => {
  const before = page.picture().reload?.number ?? 0
  kiosk.write("src/kiosk.ts", text)
  return page.shows("the reload", (picture) => (picture.reload?.number ?? 0) > before && effect(picture))
}

const outcome = (wanted: NonNullable<Picture["reload"]>["outcome"]) => ({ reload }: Picture) =>
  reload?.outcome === wanted

describe("a change of the sources", () => {
  it("takes effect, and the conversation goes on where it was", async () => {
    const reloaded = await saves(Kiosks.source({ tea: "Which of our teas?" }), outcome("kept"))
    await page.post("act", { act: "say", person: you, text: "hm" })
    const asked = await page.shows(
      "the new words",
      (picture) => Pages.person(picture).entries.some(({ text }) => text?.includes("Which of our teas?") === true)
    )

    expect(reloaded.reload).toMatchObject({ files: ["src/kiosk.ts"], reasons: [] })
    expect(Pages.person(reloaded).place.states).toEqual(["kind"])
    expect(reloaded.charts[0]?.states[0]?.words).toEqual(["Which of our teas?"])
    expect(Pages.person(asked).place.states).toEqual(["kind"])
  })

  it("that leaves a conversation without its place says so, and a later one that can read it lets it go on", async () => {
    const gone = Kiosks.source().replace("\"kind\", \"sugar\"", "\"sort\", \"sugar\"").replace(
      "kind: d.choose",
      "sort: d.choose"
    )
      .replace("initial: \"kind\"", "initial: \"sort\"").replaceAll("to: \"kind\"", "to: \"sort\"")
      .replace("resume: \"kind\"", "resume: \"sort\"")

    const stuck = await saves(gone, outcome("stuck"))
    const back = await saves(Kiosks.source(), outcome("kept"))
    await page.post("act", { act: "tap", person: you, what: "Green" })
    const onwards = await page.shows(
      "the next question",
      (picture) => Pages.last(picture)?.startsWith("Sugar") === true
    )

    expect(stuck.status).toBe("running")
    expect(stuck.reload?.reasons[0]?.person).toBe(you)
    expect(stuck.reload?.reasons[0]?.reason).toMatch(
      /Dialogue "kiosk" \(version 1\) cannot read a snapshot of version 1/
    )
    expect(Pages.person(back).place.states).toEqual(["kind"])
    expect(Pages.person(onwards).place.states).toEqual(["sugar"])
  })

  it("to a version that nothing migrates to says what is missing, and loses nothing", async () => {
    const stuck = await saves(Kiosks.source({ version: 2 }), outcome("stuck"))
    const back = await saves(Kiosks.source(), outcome("kept"))

    expect(stuck.reload?.reasons[0]?.reason).toMatch(/migrate/)
    expect(Pages.person(back).place.states).toEqual(["sugar"])
  })
})

describe("a mistake in the sources", () => {
  const place = (line: number) => ({ file: "src/kiosk.ts", line })

  it.each([
    {
      what: "that cannot be parsed",
      text: () => Kiosks.source({ more: "const x = = 1" }),
      message: /Unexpected "="/,
      source: place(10)
    },
    {
      what: "that throws",
      text: () => Kiosks.source({ more: "throw new Error(\"no water\")" }),
      message: /no water/,
      source: place(10)
    },
    {
      what: "of the dialogue",
      text: () => Kiosks.source({ tea: "" }),
      message: /kind: a text is empty/,
      source: place(11)
    },
    {
      what: "that takes an export away",
      text: () => Kiosks.source().replace("export const kiosk", "export const booth"),
      message: /does not provide an export named 'kiosk'/,
      source: { file: "parley.config.ts", line: 3 }
    }
  ])(
    "$what is told with its place, while the bot goes on; and is gone with its cure",
    async ({ message, source, text }) => {
      const faulty = await saves(text(), outcome("refused"))
      await running.prints(/The bot goes on as it was/)
      const cured = await saves(Kiosks.source(), outcome("kept"))

      expect(faulty.status).toBe("running")
      expect(faulty.problems[0]?.message).toMatch(message)
      expect(faulty.problems[0]?.message).not.toContain(kiosk.folder)
      expect(faulty.problems[0]?.source).toEqual(source)
      expect(running.printed()).toMatch(new RegExp(`${source.file}:${source.line}: `))
      expect(cured.problems).toEqual([])
    }
  )
})

describe("types that do not fit", () => {
  it("are told with file and line beside the bot, which runs all the same", async () => {
    kiosk.write("price.ts", Kiosks.price("2"))
    const advised = await page.shows("the advice", ({ problems }) => problems.length > 0)
    await running.prints(/price\.ts:3: Type 'number' is not assignable to type 'string'/)
    kiosk.write("price.ts", Kiosks.price("String(2)"))
    const cured = await page.shows("the cure", ({ problems }) => problems.length === 0)

    expect(advised.status).toBe("running")
    expect(advised.problems).toMatchObject([{
      kind: "types",
      message: "Type 'number' is not assignable to type 'string'. (TS2322)",
      source: { file: "price.ts", line: 3 }
    }])
    expect(cured.reload?.outcome).toBe("kept")
  }, 60_000)
})

describe("the start of the playground", () => {
  it("says what is missing in a file that exports no bot, waits for it, and then runs it", async () => {
    kiosk.write("booth.ts", "export const answer = 42\n")
    const started = await Pages.dev(kiosk.folder, "booth.ts", "--folder", ".booth")

    const waiting = await started.page.shows("the problem", ({ status }) => status === "waiting")
    await started.prints(/Nothing runs yet. Waiting for the cure/)
    kiosk.write("booth.ts", "export { kiosk } from \"./src/kiosk.ts\"\n")
    const runs = await started.page.shows("the bot", ({ status }) => status === "running")
    const act = await started.page.post("act", { act: "say", person: Pages.person(runs).id, text: "tea" })
    started.page.close()
    await started.end()

    expect(waiting.problems[0]).toMatchObject({
      kind: "load",
      message:
        "it exports no bot. Write: export default BotDefinition.make({ dialogues: [ … ] }), or export a dialogue. "
        + "It exports answer.",
      source: { file: "booth.ts", line: 1 }
    })
    expect(runs).toMatchObject({ problems: [], bots: [{ name: "booth", chosen: true, signals: [] }] })
    expect(act.status).toBe(200)
  }, 60_000)

  it("waits for a port that is taken, and is there once it is free", async () => {
    const taken = createServer()
    const port = await new Promise<number>((resolve) =>
      taken.listen(0, "127.0.0.1", () => {
        const address = taken.address()
        resolve(typeof address === "object" && address !== null ? address.port : 0)
      })
    )
    const started = Pages.command(
      kiosk.folder,
      "dev",
      "--folder",
      ".other",
      "--no-open",
      "--port",
      String(port),
      "--webhook-port",
      "0",
      "--graph-port",
      "0"
    )

    await started.prints(
      /Port \d+ is taken\. Give another one with --port, or 0 for any that is free\. Waiting until it is free/
    )
    taken.close()
    const address = await started.prints(/playground is at (\S+)/)
    await started.end()

    expect(address).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${port}/#token=`))
  }, 60_000)

  it("says that there is no such file", async () => {
    const missing = Pages.command(kiosk.folder, "dev", "nix.ts", "--no-open")

    const complaint = await missing.prints(/parley: (.*)\n/)
    await missing.end()

    expect(complaint).toBe("There is no nix.ts. Give a file that exports a bot, a parley.config.ts, or a folder.")
  })
})
