/**
 * What `parley replay` takes for many convo files, as one types it: a process of its own, from its start to its end.
 *
 * @module
 */
import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../", import.meta.url))

/** The configuration of a bot that listens. */
export const bot = `import { BotDefinition, Dialogue } from "@parley/core"
import { defineConfig } from "@parley/testing"
import { Schema } from "effect"

const kit = Dialogue.setup({
  id: "tenTurns",
  version: 1,
  context: Schema.Struct({ last: Schema.optionalWith(Schema.String, { default: () => "" }) }),
  states: ["listen"]
})
const dialogue = kit.make({
  initial: "listen",
  starts: [/start/],
  states: { listen: kit.ask("Go on.", { answer: Schema.String, save: (last) => ({ last }), to: "listen" }) }
})
export default defineConfig({ bots: { listener: BotDefinition.make({ dialogues: [dialogue] }) } })
`

/** A convo of ten turns with it, unlike that of any other number. */
export const convo = (file: number): string =>
  [
    `# Ten turns, ${file}`,
    "bot listener   person Ana en_US   start 2026-03-02T18:00Z",
    "",
    "> start",
    "< ...   #disclosure",
    "< Go on.",
    ...Array.from({ length: 9 }, (_, turn) => `> line ${file} ${turn}\n< Go on.`),
    ""
  ].join("\n")

/** The wall time of one replay of so many files of ten turns, start-up included, in milliseconds. Fails when one does not pass. */
export const filesMillis = (count: number): number => {
  // Below the root, where the bot finds the packages as they are built.
  const folder = mkdtempSync(join(root, "bench", ".files-"))
  try {
    mkdirSync(join(folder, "convos"))
    writeFileSync(join(folder, "parley.config.ts"), bot)
    for (let file = 0; file < count; file++) {
      writeFileSync(join(folder, "convos", `${String(file).padStart(4, "0")}.convo`), convo(file))
    }
    const began = process.hrtime.bigint()
    const command = [join(root, "packages", "cli", "dist", "bin.js"), "replay", join(folder, "convos")]
    const { status, stderr } = spawnSync(process.execPath, command, { encoding: "utf8", maxBuffer: 2 ** 26 })
    if (status !== 0) throw new Error(`the replay of ${count} files failed: ${stderr}`)
    return Number(process.hrtime.bigint() - began) / 1e6
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
