import * as Effect from "effect/Effect"
import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import * as Approvals from "../src/emulator/Approvals.ts"
import * as Subscribed from "../src/emulator/Subscribed.ts"
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

it("the fields that an app is subscribed to are typed with commas, in any of Meta's spellings, or are all", async () => {
  const fields = (written: string) =>
    Effect.runPromise(Effect.match(Subscribed.read(written), {
      onSuccess: (names) => names,
      onFailure: ({ message }) => message
    }))

  expect(await fields("all")).toBe("all")
  expect(await fields("messages, messaging_seen,")).toEqual(["messages", "messaging_seen"])
  expect(await fields("mesages")).toBe("--fields has no field \"mesages\". Did you mean \"messages\"?")
})

it("approvals are typed with commas: what is not named is not granted, and a wrong name is told with those that are", async () => {
  const approvals = (written: string) =>
    Effect.runPromise(Effect.match(Approvals.read(written), {
      onSuccess: (granted) => granted,
      onFailure: ({ message }) => message
    }))
  const none = { humanAgent: false, utility: false, news: false, phoneNumbers: false, profile: false }

  expect(await approvals("all")).toEqual({})
  expect(await approvals("none")).toEqual(none)
  expect(await approvals("humanAgent, utility")).toEqual({ ...none, humanAgent: true, utility: true })
  expect(await approvals("humanagent")).toBe(
    "--approvals has no \"humanagent\"; there are humanAgent, utility, news, phoneNumbers, profile, none, all."
      + " Did you mean \"humanAgent\"?"
  )
})

it("every switch stands in the emulator's page, with the behaviour that it changes and its values, the default first", () => {
  const page = readFileSync(new URL("../../../docs/emulator.md", import.meta.url), "utf8")
  const rows = page.split("## Documented and assumed")[1]?.split("\n## ")[0]?.split("\n") ?? []
  const written = rows.flatMap((row) => {
    const [behaviour = "", source = "", cell = ""] = row.split("|").slice(1).map((part) => part.trim())
    return [...cell.matchAll(/`(\w+)`: ([^;]+)/g)].map(([, name = "", values = ""]) => ({
      name,
      values: values.split(", ").map((value) => value.trim()),
      told: behaviour !== "" && source !== ""
    }))
  })

  for (const [name, values] of Object.entries(Switches.values)) {
    expect(written).toContainEqual({ name, values: values.map(String), told: true })
  }
})
