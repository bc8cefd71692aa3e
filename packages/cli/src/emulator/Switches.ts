/**
 * The emulator's switches as a person types them: `rateLimits=true`.
 *
 * @module
 */
import type { Emulator } from "@parley/testing"
import * as Effect from "effect/Effect"
import { CommandError } from "../command/CommandError.ts"

type Strictness = Required<Emulator.Strictness>

const either = [false, true] as const

/** Every switch with its values, the default first. */
export const values: { readonly [K in keyof Strictness]: ReadonlyArray<Strictness[K]> } = {
  rules: ["byDate", "seeds"],
  messagingTypeRequired: either,
  retiredTags: ["byDate", "accept", "reject"],
  adWindow: ["7 days", "24 hours"],
  textUnderLimit: either,
  textCountedIn: ["characters", "units"],
  instagramTextIn: ["bytes", "characters"],
  pictures: [30, 10],
  templateReview: ["approved", "pending"],
  lowerCaseActions: either,
  proofRequired: either,
  topLevelTemplate: [true, false],
  rateLimits: either,
  rateLimitCode: [80006, 613],
  escapeSlashes: [true, false],
  legacySignature: either
}

const isSwitch = (name: string): name is keyof Strictness => Object.hasOwn(values, name)

const one = (written: string): Effect.Effect<Emulator.Strictness, CommandError> => {
  const mark = written.indexOf("=")
  const name = mark < 0 ? written : written.slice(0, mark)
  if (!isSwitch(name)) {
    return new CommandError({
      reason: `--strict has no switch "${name}"; there are ${Object.keys(values).join(", ")}.`
    })
  }
  const wanted = written.slice(mark + 1)
  const found = values[name].find((value) => String(value) === wanted)
  return found === undefined || mark < 0
    ? new CommandError({
      reason: `--strict ${name} is one of ${values[name].join(", ")}: write ${name}=${String(values[name][1])}.`
    })
    : Effect.succeed({ [name]: found })
}

/** The switches of a command line; fails with the names and values there are. */
export const read = (written: ReadonlyArray<string>): Effect.Effect<Emulator.Strictness, CommandError> =>
  Effect.map(Effect.forEach(written, one), (switches) => Object.assign({}, ...switches) as Emulator.Strictness)
