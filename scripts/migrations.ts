/**
 * Plays the same talks with the same bot on four frameworks of others and on Parley, and tells where they say something else.
 * The frameworks are installed from a lockfile of their own, without running a script of theirs.
 *
 * @module
 */
import { Convo } from "@parley/testing"
import { spawn, spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import config from "../migrations/after/parley.config.ts"
import * as Examples from "./docs/Examples.ts"
import * as Talks from "./migrations/Talks.ts"
import * as Processes from "./processes.ts"

const say = (line: string) => process.stdout.write(`${line}\n`)

const install = () => {
  const stamp = join(Talks.folder, "node_modules", ".parley-installed")
  const key = createHash("sha256").update(readFileSync(join(Talks.folder, "package-lock.json"))).digest("hex")
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === key) return
  say("installing the frameworks of others from migrations/package-lock.json (once, about a minute) …")
  const args = ["ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"]
  const { status } = spawnSync("npm", args, {
    cwd: Talks.folder,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32"
  })
  if (status !== 0) {
    throw new Error("the frameworks could not be installed: npm's message is above; check the network and run it again")
  }
  writeFileSync(stamp, key)
}

/** What a framework's bot says in each talk: the last line that its player prints. */
const before = async (peer: string, talks: ReadonlyArray<Talks.Talk>) => {
  const child = spawn(process.execPath, [...Processes.typescript, join(Talks.folder, peer, "play.mjs")], {
    cwd: Talks.folder,
    stdio: ["pipe", "pipe", "pipe"],
    timeout: 120_000
  })
  const printed = Promise.all([text(child.stdout), text(child.stderr)])
  child.stdin.end(JSON.stringify(talks.map(({ exchanges }) => exchanges.map(({ act }) => act))))
  const status = await new Promise((done) => child.on("close", done))
  const [out, errors] = await printed
  if (status !== 0) throw new Error(`${peer}: its bot could not be played:\n${errors}`)
  // As talks.mjs writes it.
  return JSON.parse(out.trimEnd().split("\n").at(-1) ?? "[]") as ReadonlyArray<ReadonlyArray<ReadonlyArray<Talks.Said>>>
}

/** The bots that are written in TypeScript, against the types of their framework. */
const compile = (): ReadonlyArray<string> => {
  const tsc = join(Examples.root, "node_modules", "typescript", "bin", "tsc")
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", join(Talks.folder, "grammy"), "--pretty", "false"], {
    encoding: "utf8"
  })
  return stdout.split("\n").filter((line) => line !== "")
}

install()
const talks = Talks.all()
const results: Array<{ readonly name: string; readonly problems: ReadonlyArray<string> }> = []
for (const talk of talks) {
  const outcome = await Convo.runText(Convo.print(talk.script), { bots: config.bots, file: talk.name })
  const report = Convo.explain(outcome)
  results.push({ name: `parley, ${talk.name}`, problems: report === undefined ? [] : [report] })
}
for (const peer of Talks.peers) {
  const heard = await before(peer, talks)
  results.push({ name: peer, problems: talks.flatMap((talk, at) => Talks.differences(talk, heard[at] ?? [])) })
}
results.push({ name: "types of grammy/bot.ts", problems: compile() })

for (const { name, problems } of results) {
  say(`${problems.length === 0 ? "ok  " : "FAIL"}  ${name}`)
  for (const line of problems) say(`      ${line}`)
}
const messages = talks.flatMap(({ exchanges }) => exchanges.flatMap(({ said }) => said)).length
const failed = results.filter(({ problems }) => problems.length > 0).length
say(`\n${talks.length} talks, ${messages} messages, ${Talks.peers.length} frameworks: ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
