/**
 * What others take for ten turns of a scripted conversation: Microsoft's DialogTestClient, and Botium with a connector in its own
 * process. They stand in `bench/peers`, with a lockfile of their own; `npm run bench:peers` installs them.
 *
 * @module
 */
import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"

const folder = fileURLToPath(new URL("./peers/", import.meta.url))

/** Conversations of ten turns a second of CPU time. */
export interface Peers {
  readonly dialogTestClientPerSecond: number
  readonly botiumPerSecond: number
}

/** Installs the peers from their lockfile, without running a script of theirs. */
export const installPeers = (): void => {
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
  const { status } = spawnSync("npm", args, {
    cwd: folder,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32"
  })
  if (status !== 0) throw new Error("the peers could not be installed: npm's message is above; check the network")
}

/** Their figures, or none when they are not installed. */
export const peers = (count: number): Peers | undefined => {
  if (!existsSync(`${folder}/node_modules/botium-core`)) return undefined
  const { status, stderr, stdout } = spawnSync(process.execPath, ["run.mjs", String(count)], {
    cwd: folder,
    encoding: "utf8"
  })
  if (status !== 0) throw new Error(`the peers did not finish: ${stderr}`)
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "{}") as Peers // As run.mjs writes it.
}
