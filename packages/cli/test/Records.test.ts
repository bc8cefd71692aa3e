import { MessageLedger } from "@parley/core"
import * as Effect from "effect/Effect"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { listed, namesOf } from "./documented.ts"
import { parley as spawned } from "./spawned.ts"
import { parley, silence, talk } from "./talked.ts"

let folder: string
let store: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "parley-records-"))
  store = await talk(folder, silence)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The rows of the ledger. */
const rows = async (): Promise<ReadonlyArray<MessageLedger.Row>> =>
  JSON.parse((await parley("ledger", store, "--format", "json")).printed)

const conversation = async (): Promise<string> => (await rows())[0]?.conversation ?? ""

describe("parley ledger", () => {
  it("shows each message with what became of it, its lane, its rule and what opened the window", async () => {
    const { complaint, printed } = await parley("ledger", store)

    expect(complaint).toBeUndefined()
    expect(printed).toMatch(/^messenger\/104200000000001\/\d+\n/)
    expect(printed).toMatch(
      /bot: You are talking to an automated assistant\. {2}#disclosure\n {2}sent in reply; rule .*, messenger@[-0-9]{10}\.[0-9a-z]{7}; message of .*, until /
    )
    expect(printed).toMatch(/bot: Your tea is cold\.\n {2}held; rule /)
    expect(printed).toContain("1 message waits now; `parley held` lists them.")
  })

  it("gives the same rows as JSON and as CSV", async () => {
    const { printed } = await parley("ledger", store, "--format", "csv")

    const data = await rows()
    expect(printed).toBe(MessageLedger.toCsv(data))
    expect(printed.split("\r\n")).toHaveLength(data.length + 2)
    expect(printed).toContain("\"Which \"\"tea\"\", please?\"")
    expect(data.map(({ outcome, verdict, words }) => [words, verdict, outcome])).toEqual([
      ["You are talking to an automated assistant.", "sent", "sent"],
      ["Which \"tea\", please?", "sent", "sent"],
      ["Your tea is cold.", "held", "held"]
    ])
  })

  it("shows one conversation, and complains of one that is not there or is no name of one", async () => {
    const key = await conversation()

    const one = await parley("ledger", store, "--conversation", key)
    const near = await parley("ledger", store, "--conversation", `${key}9`)
    const none = await parley("ledger", store, "--conversation", "messenger")
    const broken = await parley("ledger", store, "--conversation", "a/b/%")

    expect(one.printed).toBe((await parley("ledger", store)).printed)
    expect(near.complaint).toBe(`There is no conversation "${key}9" in this store. Did you mean "${key}"?`)
    expect([none.complaint, broken.complaint]).toEqual([
      "\"messenger\" names no conversation; write channel/account/person.",
      "\"a/b/%\" names no conversation; write channel/account/person."
    ])
  })

  it("reads a file that a bot has open, which goes on; to take words back the bot has to end first", async () => {
    const own = mkdtempSync(join(tmpdir(), "parley-busy-"))
    const file = join(own, "tea.db")
    const commands: ReadonlyArray<ReadonlyArray<string>> = [
      ["ledger", file],
      ["held", file],
      ["disclosures", file],
      ["held", file, "--cancel", "any"]
    ]
    let outcomes: ReadonlyArray<{ readonly code: number | null; readonly output: string; readonly errors: string }> = []
    let heard: ReadonlyArray<string | undefined> = []
    await talk(own, (session) =>
      Effect.gen(function*() {
        yield* silence(session)
        outcomes = yield* Effect.promise(() => Promise.all(commands.map((command) => spawned(...command))))
        yield* session.person.says("tea")
        yield* session.settle
        heard = session.person.transcript.map(({ text }) => text)
      }))
    rmSync(own, { recursive: true })

    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0, 1])
    for (const { output } of outcomes.slice(0, 2)) expect(output).toContain("Your tea is cold.")
    expect(outcomes[2]?.output).toContain("You are talking to an automated assistant.")
    expect(outcomes[3]?.errors).toContain(
      "tea.db is in use: a SQLite store belongs to one process at a time. End the other one"
    )
    expect(heard).toContain("Your tea is cold.")
  })

  it("complains of a file that is no store", async () => {
    const own = mkdtempSync(join(tmpdir(), "parley-foreign-"))
    await talk(own, () => Effect.void)
    const text = join(own, "notes.txt")
    writeFileSync(text, "Buy tea, and more than one page of it. ".repeat(200))

    const foreign = await parley("ledger", join(own, "emulator.db"))
    const noDatabase = await parley("ledger", text)
    rmSync(own, { recursive: true })

    expect(foreign.complaint).toContain("is a database of another program, and was left alone")
    expect(noDatabase.complaint).toContain("notes.txt")
  })

  it("says that nothing was said in a store without conversations", async () => {
    const own = mkdtempSync(join(tmpdir(), "parley-quiet-"))
    const quiet = await talk(own, () => Effect.void)

    const ledger = await parley("ledger", quiet)
    const disclosures = await parley("disclosures", quiet)
    const held = await parley("held", quiet)
    rmSync(own, { recursive: true })

    expect([ledger.printed, disclosures.printed, held.printed]).toEqual([
      "Nothing was said.\n",
      "Nothing happened in this time.\n",
      "Nothing waits.\n"
    ])
  })
})

describe("parley disclosures", () => {
  it("shows when each person was told, as lines, as CSV and as JSON", async () => {
    const key = await conversation()

    const text = await parley("disclosures", store)
    const csv = await parley("disclosures", store, "--format", "csv")
    const data = JSON.parse((await parley("disclosures", store, "--format", "json")).printed)

    expect(text.printed).toMatch(
      new RegExp(`^${key}: 2 messages of the bot\n {2}told at .*Z: "You are talking to an automated assistant\\."\n$`)
    )
    expect(csv.printed.split("\r\n")[0]).toBe("conversation,at,outcome,toldAt,why,outbound,words")
    expect(csv.printed.split("\r\n")[1]).toMatch(new RegExp(`^${key},.*Z,told,.*Z,,[^,]+,You are talking`))
    expect(data.conversations).toMatchObject([{
      conversation: key,
      said: 2,
      notices: [{ outcome: "told", toldAt: expect.stringMatching(/Z$/) }],
      violations: []
    }])
  })

  it("counts from one moment until another, the end outside", async () => {
    const first = (await rows())[0]?.at ?? ""
    const after = new Date(Date.parse(first) + 1).toISOString()

    const before = await parley("disclosures", store, "--to", first)
    const within = await parley("disclosures", store, "--from", first, "--to", after)

    expect(before.printed).toBe("Nothing happened in this time.\n")
    expect(within.printed).toContain("You are talking to an automated assistant.")
  })

  it("shows when the people of a time were told before it", async () => {
    const last = (await rows()).at(-1)?.at ?? ""
    const period = ["--from", last, "--to", new Date(Date.parse(last) + 1).toISOString()]

    const text = await parley("disclosures", store, ...period)
    const data = JSON.parse((await parley("disclosures", store, ...period, "--format", "json")).printed)

    expect(text.printed).toMatch(/bot\n {2}before, told at .*Z: "You are talking to an automated assistant\."\n$/)
    expect(data.conversations).toMatchObject([{
      toldBefore: { outcome: "told", saidAt: expect.stringMatching(/Z$/), toldAt: expect.stringMatching(/Z$/) },
      notices: []
    }])
  })

  it("complains of moments and lengths that are none, and of a time that ends before it begins", async () => {
    const from = await parley("disclosures", store, "--from", "yesterday")
    const lapse = await parley("disclosures", store, "--lapse", "long")
    const turned = await parley("disclosures", store, "--from", "2026-11-02", "--to", "2026-11-01")

    expect(from.complaint).toBe(
      "--from is \"yesterday\"; write a day or a moment: 2026-11-01, 2026-11-01T09:00Z."
    )
    expect(lapse.complaint).toBe("--lapse is \"long\"; write a length such as \"24 hours\".")
    expect(turned.complaint).toBe("--to is not after --from; give a later moment.")
  })
})

describe("parley held", () => {
  it("lists what waits, with its ids, since when and until when", async () => {
    const key = await conversation()

    const { printed } = await parley("held", store)
    const data = JSON.parse((await parley("held", store, "--json")).printed)
    const unlisted = namesOf(data).filter((name) => !listed("held").includes(name))

    expect(printed).toMatch(
      new RegExp(`^${key} {2}\\S+\n {2}Your tea is cold\\.\n {2}crossSell, since .*Z, until .*Z\n$`)
    )
    expect(unlisted).toEqual([])
    expect(data).toMatchObject([{ conversation: key, words: "Your tea is cold.", purpose: "crossSell" }])
    expect(Date.parse(data[0].until) - Date.parse(data[0].since)).toBe(7 * 86_400_000)
  })

  it("takes back one message, or all of a conversation: the bot does not say them when the person writes", async () => {
    const says = async (name: (held: { readonly outbound: string; readonly conversation: string }) => string) => {
      const own = mkdtempSync(join(tmpdir(), "parley-held-"))
      const file = await talk(own, silence)
      const [waiting] = JSON.parse((await parley("held", file, "--json")).printed)
      const { printed } = await parley("held", file, "--cancel", name(waiting))
      let heard: ReadonlyArray<string | undefined> = []
      await talk(own, (session) =>
        Effect.gen(function*() {
          yield* session.person.says("tea")
          yield* session.settle
          heard = session.person.transcript.slice(2).map(({ text }) => text)
        }))
      const left = await parley("held", file)
      rmSync(own, { recursive: true })
      return { printed, heard, left: left.printed }
    }
    const silent = {
      printed: "1 message is taken back; the bot strikes it when it starts, before anything else is said.\n",
      left: "Nothing waits.\n"
    }

    const one = await says(({ outbound }) => outbound)
    const all = await says(({ conversation }) => conversation)

    expect([one, all]).toMatchObject([silent, silent])
    for (const { heard } of [one, all]) {
      expect(heard).toContain("Which \"tea\", please?")
      expect(heard).not.toContain("Your tea is cold.")
    }
  })

  it("tells another program of whom it took back how much", async () => {
    const own = mkdtempSync(join(tmpdir(), "parley-held-"))
    const file = await talk(own, silence)
    const [{ conversation }] = JSON.parse((await parley("held", file, "--json")).printed)

    const { printed } = await parley("held", file, "--cancel", conversation, "--json")

    rmSync(own, { recursive: true })
    expect(JSON.parse(printed)).toEqual({ conversation, takenBack: 1 })
  })

  it("complains when nothing waits under a name, and guesses what was meant", async () => {
    const key = await conversation()

    const near = await parley("held", store, "--cancel", `${key}9`)

    expect(near.complaint).toContain(`Nothing waits under "${key}9"`)
    expect(near.complaint).toContain(`Did you mean "${key}"?`)
  })
})
