/**
 * The second half of `npm run faults`: plants the forty faults of `packages/testing/test/faults` and looks for each by the shipped
 * promises alone. Says how many were found, whether each convo is as short as can be, and the median of their lines.
 *
 * @module
 */
import { spawnSync } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** As many as may stay unseen of forty, and the lines that the median convo may have. */
const unseen = 2
const median = 8

/** Runs the search in a process of its own; gives the data that it printed, and the last line of its complaints. */
const seeking = (folder, words) => {
  const { stderr, stdout } = spawnSync(
    process.execPath,
    [
      "--conditions=parley-source",
      "--import",
      "tsx",
      join(folder, "packages", "testing", "test", "faults", "seek.ts"),
      ...words
    ],
    { cwd: folder, encoding: "utf8", timeout: 1_200_000, maxBuffer: 64 * 1024 * 1024 }
  )
  const data = stdout.split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line))
  return {
    data,
    complaint: stderr.trim().split("\n").findLast((line) => line.includes("rror")) ?? "no reason was given"
  }
}

/** Looks for a fault. */
const seek = (folder, name) => {
  const { complaint, data } = seeking(folder, [name])
  return data[0] ?? { name, reason: `could not be looked for: ${complaint}` }
}

const middle = (numbers) => numbers.toSorted((one, other) => one - other)[Math.floor((numbers.length - 1) / 2)]

/** Plants a fault below the bots, looks for it, and takes it out again. */
const below = (folder, { file, find, name, replace }) => {
  const path = join(folder, "packages", file)
  const source = readFileSync(path, "utf8")
  if (source.split(find).length !== 2) return { name, reason: "does not fit one place" }
  writeFileSync(path, source.replace(find, () => replace))
  try {
    return seek(folder, name)
  } finally {
    writeFileSync(path, source)
  }
}

const told = ({ isMinimal, lines, reason, sentence }) =>
  reason ?? (lines === undefined
    ? "NOT FOUND"
    : `${lines} lines${isMinimal ? "" : ", NOT AS SHORT AS CAN BE"}: ${sentence.split("\n")[0]}`)

/**
 * Plants in a copy of the tree those faults whose name has one of the words, and says what was found. Gives how many there were, and
 * whether enough of them were found.
 */
export const run = (folder, words, say) => {
  const { complaint, data: plants } = seeking(folder, ["--list"])
  if (plants.length === 0) {
    say(`the planted faults cannot be read: ${complaint}`)
    return { count: 0, isEnough: false }
  }
  const chosen = plants.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))
  const found = chosen.map((plant) => {
    const one = plant.file === undefined ? seek(folder, plant.name) : below(folder, plant)
    const isWell = one.lines !== undefined && one.isMinimal
    say(`${isWell ? "ok  " : "FAIL"}  ${plant.name}  (${plant.broken})\n      ${plant.property}: ${told(one)}`)
    return one
  })
  const shown = found.filter(({ lines }) => lines !== undefined)
  const minimal = shown.filter(({ isMinimal }) => isMinimal).length
  const lines = middle(shown.map((one) => one.lines)) ?? 0
  if (found.length > 0) {
    say(
      `\n${shown.length} of ${found.length} planted faults found by the promises, ${minimal} of them in a convo `
        + `that is as short as can be, ${lines} lines at the median`
    )
  }
  return {
    count: found.length,
    isEnough: found.length - shown.length <= unseen && minimal === shown.length && lines <= median
  }
}
