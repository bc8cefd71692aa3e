/**
 * What App Review granted to the emulator's page, as a person types it: `humanAgent,utility`, `none`, or `all`.
 *
 * @module
 */
import { Nearest } from "@parley/core"
import type { Emulator } from "@parley/testing"
import * as Effect from "effect/Effect"
import { CommandError } from "../command/CommandError.ts"

type Granted = NonNullable<Emulator.PageOptions["approvals"]>

/** None of them: an app before its review, which still sends inside the window. */
const none = {
  humanAgent: false,
  utility: false,
  news: false,
  phoneNumbers: false,
  profile: false
} as const satisfies Granted

const names = Object.keys(none)

/** The approvals of a command line, `all` being what a page has by default; fails with the nearest name there is. */
export const read = (written: string): Effect.Effect<Granted, CommandError> => {
  if (written === "all") return Effect.succeed({})
  const wanted = written === "none" ? [] : written.split(",").map((name) => name.trim()).filter((name) => name !== "")
  const wrong = wanted.find((name) => !Object.hasOwn(none, name))
  if (wrong !== undefined) {
    const known = [...names, "none", "all"]
    return new CommandError({
      reason: `--approvals has no "${wrong}"; there are ${known.join(", ")}.${Nearest.hint(wrong, known)}`
    })
  }
  return Effect.succeed({ ...none, ...Object.fromEntries(wanted.map((name) => [name, true])) })
}
