import { describe, expect, it } from "@effect/vitest"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { runInThisContext } from "node:vm"
import * as Convo from "../../src/convo/Convo.ts"
import type { Script } from "../../src/convo/Script.ts"
import { scripts } from "./scripts.ts"

/** What the constant of a printed module is. */
const evaluated = (source: string): Script => {
  const body = source.replace(/^import .*$/gm, "").replace("export const convo =", "return")
  // The module under test is what is run here; it names nothing but Convo.
  return (runInThisContext(`(Convo) => {${body}}`) as (convo: typeof Convo) => Script)(Convo)
}

const parsed = (text: string): Script =>
  Either.getOrThrowWith(Convo.parse(text), (problems) => new Error(JSON.stringify(problems)))

const root = fileURLToPath(new URL("../../../../", import.meta.url))
const files = ["examples", "docs", "packages"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".convo") && !/node_modules|dist/.test(file))
    .map((file) => join(folder, file))
)

describe("a convo in TypeScript", () => {
  it("is the same conversation as its text, whatever it says", () => {
    FastCheck.assert(
      FastCheck.property(scripts, (script) => {
        const twin = evaluated(Convo.typescript(script))

        expect(twin).toEqual(script)
        expect(evaluated(Convo.typescript(parsed(Convo.print(twin))))).toEqual(twin)
      }),
      { numRuns: 500 }
    )
  })

  it.each(files)("is the same as %s, which prints as it stands", (file) => {
    const text = readFileSync(join(root, file), "utf8")

    expect(Convo.print(parsed(text))).toBe(text)
    expect(evaluated(Convo.typescript(parsed(text)))).toEqual(parsed(text))
  })

  it("reads as one would write it", () => {
    const script = parsed(
      [
        "# Held",
        "bot table   person Ana en_US   seed 7",
        "",
        "> hi",
        "< You talk to a machine.   #disclosure",
        "< /^For \\d+\\?$/   [Yes] [...] #reply",
        "~ 25h   window closed",
        "signal tableReady {\"table\":7}",
        "! no send   held 1",
        "@ Luis = guests   {\"guests\":\"4\"}",
        ""
      ].join("\n")
    )

    expect(Convo.typescript(script, { name: "held", dialogue: { name: "table", from: "../src/table.ts" } })).toBe(
      `import { Convo } from "@parley/testing"
import { table } from "../src/table.ts"

export const held = Convo.make({ above: (c) => [c.comment("Held")], bot: "table", person: "Ana", locale: "en_US", seed: 7, dialogue: table }, (c) => [
  c.blank,
  c.person("hi"),
  c.bot("You talk to a machine.", { disclosure: true }),
  c.bot(/^For \\d+\\?$/, { options: ["Yes", "..."], lane: "reply" }),
  c.wait("25 hours", { window: "closed" }),
  c.signal("tableReady", { table: 7 }),
  c.noSend({ held: 1 }),
  c.other("Luis", c.state("guests", { guests: "4" }))
])
`
    )
  })
})
