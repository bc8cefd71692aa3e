/**
 * Follows `docs/getting-started.md` as its reader does: writes the files that it shows, and runs its commands on them.
 *
 * @module
 */
import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import * as Examples from "./Examples.ts"
import * as Processes from "../processes.ts"
import * as Walkthrough from "./Walkthrough.ts"

const source = "docs/getting-started.md"
const page = readFileSync(join(Examples.root, source), "utf8")
const folder = join(Examples.root, Examples.folder, "getting-started")
const fail = (text: string) => {
  process.stderr.write(`${source}: ${text}\n`)
  process.exitCode = 1
}

rmSync(folder, { recursive: true, force: true })
for (const { path, text } of Walkthrough.files(page)) {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  // What other blocks of the page import.
  const kept = join(Examples.root, "docs", "getting-started", path)
  if (existsSync(kept) && readFileSync(kept, "utf8") !== text) {
    fail(`docs/getting-started/${path} is not what the page shows`)
  }
}

/** What `npx` finds for a reader who has installed the packages: here those of this folder. */
const programs: { readonly [name: string]: ReadonlyArray<string> } = {
  parley: Processes.parley,
  vitest: [join(Examples.root, "node_modules", "vitest", "vitest.mjs")]
}
const extra: { readonly [name: string]: ReadonlyArray<string> } = {
  vitest: ["--root", folder, "--config", join(Examples.root, "vitest.shared.ts")]
}

/** Runs a command of the page; gives what it printed. */
const follow = (command: string): string => {
  if (!Walkthrough.tells(page, command)) fail(`does not tell to run ${command} any more; mend scripts/docs/started.ts`)
  const [, typed, name = "", rest = ""] = /^(?:printf '(.*)' \| )?npx (?:-p \S+ )?(\w+) (.*)$/.exec(command) ?? []
  const args = [...(programs[name] ?? []), ...rest.split(" "), ...(extra[name] ?? [])]
  const run = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
    input: (typed ?? "").replaceAll("\\n", "\n"),
    env: { ...process.env, NO_COLOR: "1" }
  })
  if (run.status !== 0) fail(`${command} ends with ${run.status}:\n${run.stdout}${run.stderr}`)
  return run.stdout
}

const chat = "printf 'hi\\n4\\nAna\\nyes\\n' | npx -p @parley/cli parley chat"
const shown = Walkthrough.printed(page, chat)
const said = follow(chat)
if (said !== shown) fail(`${chat} prints\n${said}and not\n${shown ?? "anything that the page shows"}`)
if (!/Tests +1 passed/.test(follow("npx vitest run"))) fail("npx vitest run has not run the one convo")
if (!follow("npx -p @parley/cli parley replay tests/table.convo").includes("as written")) {
  fail("the convo does not go as written")
}
process.stdout.write("docs/getting-started.md followed: 3 commands\n")
