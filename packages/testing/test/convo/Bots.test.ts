import { describe, expect, it } from "@effect/vitest"
import { Bots } from "@parley/testing"
import { convos } from "@parley/testing/vitest"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll } from "vitest"

const root = mkdtempSync(join(tmpdir(), "parley-bots-"))
afterAll(() => rmSync(root, { recursive: true }))

const write = (path: string, text: string): string => {
  const file = join(root, path)
  mkdirSync(join(file, ".."), { recursive: true })
  writeFileSync(file, text)
  return file
}

describe("the configuration of a convo", () => {
  it("is the nearest one above its file", async () => {
    write("a/parley.config.mjs", "export default { bots: { far: { dialogues: [] } } }")
    const near = write("a/b/parley.config.mjs", "export default { bots: { near: { dialogues: [] } } }")
    const convo = write("a/b/c/d/order.convo", "bot near\n")
    expect(Bots.find(convo)).toBe(near)
    expect(Object.keys((await Bots.load(convo)).bots)).toEqual(["near"])
  })

  it("is asked for by name where there is none, and refused where it is no configuration", async () => {
    const none = write("none/order.convo", "bot x\n")
    if (Bots.find(root) === undefined) {
      await expect(Bots.load(none)).rejects.toThrow("no parley.config.ts here or above")
    }
    write("odd/parley.config.mjs", "export default 7")
    await expect(Bots.load(join(root, "odd/order.convo"))).rejects.toThrow("is not defineConfig")
  })

  it("is refused with the cure where it names no bots, or something that is none", async () => {
    write("none-named/parley.config.mjs", "export default { bots: {} }")
    write("dialogue/parley.config.mjs", "export default { bots: { pizza: { id: 'pizza' } } }")
    await expect(Bots.load(join(root, "none-named/x.convo"))).rejects.toThrow("it names no bots. Give it one")
    await expect(Bots.load(join(root, "dialogue/x.convo"))).rejects.toThrow(
      "\"pizza\" is not a bot. Write pizza: BotDefinition.make({ dialogues: [ … ] })"
    )
  })

  it("is refused with the cure where its accounts or templates are no list", async () => {
    const bots = "bots: { pizza: { dialogues: [] } }"
    write("account/parley.config.mjs", `export default { ${bots}, messenger: { accounts: [] } }`)
    write("template/parley.config.mjs", `export default { ${bots}, templates: "order_left" }`)

    await expect(Bots.load(join(root, "account/x.convo"))).rejects.toThrow(
      "`messenger` is no list. Write messenger: [{ accounts: [ … ] }], one entry for each channel"
    )
    await expect(Bots.load(join(root, "template/x.convo"))).rejects.toThrow(
      "`templates` is no list. Write templates: [UtilityTemplate.make({ … })]"
    )
  })

  it("tells which bots there are when one is named wrongly", () => {
    expect(Bots.named({}, "pizza")).toBe("There is no bot \"pizza\", nor any other.")
    expect(Bots.named({}, "constructor")).toContain("There is no bot")
  })
})

describe("a directory of convos", () => {
  it("without a single one is a mistake, not a suite that passes", () => {
    mkdirSync(join(root, "empty"))
    expect(() => convos(join(root, "empty"), { bots: {} })).toThrow("There are no *.convo files")
  })
})
