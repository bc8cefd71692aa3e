/**
 * How long one waits for `parley replay --watch` after a convo was saved: from the save to what is told of it.
 *
 * @module
 */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import * as Files from "./Files.ts"

const root = fileURLToPath(new URL("../", import.meta.url))

const median = (numbers: ReadonlyArray<number>): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor((numbers.length - 1) / 2)] ?? Number.NaN

/** The middle one of so many saves of one convo of ten turns, in milliseconds. Fails when it does not pass. */
export const watchMillis = async (saves: number): Promise<number> => {
  const folder = mkdtempSync(join(root, "bench", ".watch-"))
  const file = join(folder, "ten.convo")
  writeFileSync(join(folder, "parley.config.ts"), Files.bot)
  writeFileSync(file, Files.convo(0))
  const child = spawn(process.execPath, [join(root, "packages", "cli", "dist", "bin.js"), "replay", "--watch", file])
  const closed = once(child, "close")
  try {
    const taken: Array<number> = []
    let saved = 0
    let isAsWritten = false
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.endsWith(": as written")) isAsWritten = true
      const isPlayed = /: \d+ ms$/.test(line)
      if (isPlayed && !isAsWritten) throw new Error("the convo that is watched does not go as written")
      if (isPlayed && saved > 0) taken.push(performance.now() - saved)
      if (taken.length === saves) break
      if (!line.startsWith("Waiting for a change") && !(isPlayed && saved > 0)) continue
      isAsWritten = false
      saved = performance.now()
      writeFileSync(file, Files.convo(taken.length + 1))
    }
    return median(taken)
  } finally {
    child.kill()
    await closed
    rmSync(folder, { recursive: true, force: true })
  }
}
