/**
 * The webhook fields of the emulator's page as a person types them: `messages,feed`, or `all`.
 *
 * @module
 */
import { Nearest } from "@parley/core"
import { Emulator } from "@parley/testing"
import * as Effect from "effect/Effect"
import { CommandError } from "../command/CommandError.ts"

/** The fields of a command line; fails with the nearest name there is. */
export const read = (written: string): Effect.Effect<ReadonlyArray<string> | "all", CommandError> => {
  if (written === "all") return Effect.succeed("all")
  const names = written.split(",").map((name) => name.trim()).filter((name) => name !== "")
  const wrong = names.find((name) => !Emulator.isField(name))
  return wrong === undefined
    ? Effect.succeed(names)
    : new CommandError({
      reason: `--fields has no field "${wrong}"; write Meta's names with commas, messages,feed for two, or all.${
        Nearest.hint(wrong, Emulator.everyField)
      }`
    })
}
