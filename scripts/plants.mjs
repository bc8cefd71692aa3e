/**
 * The second half of `npm run faults`: plants the forty faults of `packages/testing/test/faults` and looks for each by the shipped
 * promises alone. Says how many were found, whether each convo is as short as can be, and the median of their lines.
 *
 * @module
 */
import { spawn } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { createInterface } from "node:readline"

/** As many as may stay unseen of forty, and the lines that the median convo may have. */
const unseen = 2
const median = 8

/** Longer than any one fault is looked for, in milliseconds. */
const patience = 1_200_000

/**
 * Runs the search in a process of its own, which starts once for all that it is asked for. `hear` is given each line of data as it
 * comes; gives the last line of its complaints.
 */
const seeking = async (folder, words, hear) => {
  const child = spawn(
    process.execPath,
    [
      "--conditions=parley-source",
      "--import",
      "tsx",
      join(folder, "packages", "testing", "test", "faults", "seek.ts"),
      ...words
    ],
    { cwd: folder, stdio: ["ignore", "pipe", "pipe"], timeout: patience * words.length }
  )
  let errors = ""
  child.stderr.on("data", (data) => {
    errors += data
  })
  for await (const line of createInterface({ input: child.stdout })) if (line.startsWith("{")) hear(JSON.parse(line))
  return errors.trim().split("\n").findLast((line) => line.includes("rror")) ?? "no reason was given"
}

/** Looks for faults that are planted already, and tells of each as it is known. */
const seek = async (folder, plants, tell) => {
  const open = new Map(plants.map((plant) => [plant.name, plant]))
  const complaint = await seeking(folder, [...open.keys()], (one) => {
    tell(open.get(one.name), one)
    open.delete(one.name)
  })
  for (const plant of open.values()) tell(plant, { name: plant.name, reason: `could not be looked for: ${complaint}` })
}

const middle = (numbers) => numbers.toSorted((one, other) => one - other)[Math.floor((numbers.length - 1) / 2)]

/** Plants a fault below the bots, looks for it, and takes it out again. */
const below = async (folder, plant, tell) => {
  const { file, find, name, replace } = plant
  const path = join(folder, "packages", file)
  const source = readFileSync(path, "utf8")
  if (source.split(find).length !== 2) return tell(plant, { name, reason: "does not fit one place" })
  writeFileSync(path, source.replace(find, () => replace))
  try {
    await seek(folder, [plant], tell)
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
export const run = async (folder, words, say) => {
  const began = performance.now()
  const plants = []
  const complaint = await seeking(folder, ["--list"], (plant) => plants.push(plant))
  if (plants.length === 0) {
    say(`the planted faults cannot be read: ${complaint}`)
    return { count: 0, isEnough: false }
  }
  const chosen = plants.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))
  const found = []
  const tell = (plant, one) => {
    const isWell = one.lines !== undefined && one.isMinimal
    say(`${isWell ? "ok  " : "FAIL"}  ${plant.name}  (${plant.broken})\n      ${plant.property}: ${told(one)}`)
    found.push(one)
  }
  // Those in bots are all looked for by one process; one below them needs a process that reads the changed source.
  const inBots = chosen.filter(({ file }) => file === undefined)
  if (inBots.length > 0) await seek(folder, inBots, tell)
  for (const plant of chosen) if (plant.file !== undefined) await below(folder, plant, tell)
  const shown = found.filter(({ lines }) => lines !== undefined)
  const minimal = shown.filter(({ isMinimal }) => isMinimal).length
  const lines = middle(shown.map((one) => one.lines)) ?? 0
  if (found.length > 0) {
    say(
      `\n${shown.length} of ${found.length} planted faults found by the promises, ${minimal} of them in a convo `
        + `that is as short as can be, ${lines} lines at the median; ${
          Math.round((performance.now() - began) / 1_000)
        } s`
    )
  }
  return {
    count: found.length,
    isEnough: found.length - shown.length <= unseen && minimal === shown.length && lines <= median
  }
}
