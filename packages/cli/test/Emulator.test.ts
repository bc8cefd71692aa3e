import * as Effect from "effect/Effect"
import { expect, it } from "vitest"
import * as Switches from "../src/emulator/Switches.ts"

const read = (...written: ReadonlyArray<string>) =>
  Effect.runPromise(Effect.match(Switches.read(written), {
    onSuccess: (strict) => strict,
    onFailure: ({ message }) => message
  }))

it("switches of the emulator are typed as a name and a value, several together", async () => {
  expect(await read()).toEqual({})
  expect(await read("rateLimits=true", "rateLimitCode=613", "adWindow=24 hours")).toEqual({
    rateLimits: true,
    rateLimitCode: 613,
    adWindow: "24 hours"
  })
})

it("a switch that is not there, or a value that it does not have, is told with those that are", async () => {
  expect(await read("ratelimits=true")).toMatch(/^--strict has no switch "ratelimits"; there are rules, .*rateLimits/)
  expect(await read("pictures=20")).toBe("--strict pictures is one of 30, 10: write pictures=10.")
  expect(await read("rateLimits")).toBe("--strict rateLimits is one of false, true: write rateLimits=true.")
})
