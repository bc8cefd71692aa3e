/**
 * A kiosk's bot in a folder of its own: a question, a timer, a task, a person who takes over; and the sources to change.
 *
 * @module
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const modules = fileURLToPath(new URL("../../../../node_modules", import.meta.url))

/** The dialogue; `tea` and `version` are what changes of it change. */
export const source = (
  { more = "", tea = "Which tea?", version = 1 }: {
    readonly tea?: string
    readonly version?: number
    readonly more?: string
  } = {}
): string =>
  `import { Dialogue } from "@parley/core"
import { Schema } from "effect"

const d = Dialogue.setup({
  id: "kiosk",
  version: ${version},
  context: Schema.Struct({ kind: Schema.optionalWith(Schema.String, { default: () => "" }) }),
  states: ["kind", "sugar", "brew", "nudge", "human", "done"]
})
${more}
export const kiosk = d.make({
  initial: "kind",
  starts: [/tea/],
  commands: { agent: "human" },
  states: {
    kind: d.choose("${tea}", {
      options: { black: "Black", green: "Green" },
      save: (choice) => ({ kind: choice.key }),
      timeout: { after: "10 minutes", to: "nudge" },
      to: "sugar"
    }),
    sugar: d.confirm(({ kind }) => \`Sugar in your \${kind} tea?\`, { yes: "brew", no: "brew" }),
    brew: d.run("Brew", { run: async () => null, success: { to: "done" }, failure: { else: "human" } }),
    nudge: d.say("Still thirsty?", { to: "kind" }),
    human: d.handover("inbox", { say: "Somebody comes.", resume: "kind" }),
    done: d.end("Enjoy!")
  }
})
`

/** A configuration with the bot, its profile, and another bot beside it. */
const config = `import { BotDefinition } from "@parley/core"
import { defineConfig } from "@parley/testing"
import { kiosk } from "./src/kiosk.ts"

export default defineConfig({
  bots: {
    kiosk: BotDefinition.make({ dialogues: [kiosk] }),
    silent: BotDefinition.make({ dialogues: [kiosk], disclosure: false })
  },
  profile: {
    getStarted: "tea",
    greeting: { default: "Tea at any time." },
    menu: { default: { items: [{ title: "Tea", payload: "tea" }] } },
    iceBreakers: { default: [{ question: "Have you tea?", payload: "tea" }] }
  }
})
`

/** A file that the type checker reads: its third line has a text. */
export const price = (value: string): string => `export {}\n\nexport const words: string = ${value}\n`

/** A folder of sources. */
export interface Kiosk {
  readonly folder: string
  readonly config: string
  readonly dialogue: string
  readonly write: (file: string, text: string) => void
  readonly remove: () => void
}

/** Makes the folder. */
export const make = (): Kiosk => {
  const folder = mkdtempSync(join(tmpdir(), "parley-kiosk-"))
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text)
  mkdirSync(join(folder, "src"))
  symlinkSync(modules, join(folder, "node_modules"))
  write("package.json", "{ \"type\": \"module\" }\n")
  write("parley.config.ts", config)
  write("src/kiosk.ts", source())
  // One small file, so that the type checker has little to do.
  write("tsconfig.json", JSON.stringify({ compilerOptions: { strict: true, types: [] }, files: ["price.ts"] }))
  write("price.ts", price("String(2)"))
  return {
    folder,
    config: join(folder, "parley.config.ts"),
    dialogue: join(folder, "src", "kiosk.ts"),
    write,
    remove: () => rmSync(folder, { recursive: true, force: true })
  }
}
