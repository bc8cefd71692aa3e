import * as CliCommand from "@effect/cli/Command"
import * as CliConfig from "@effect/cli/CliConfig"
import * as HelpDoc from "@effect/cli/HelpDoc"
import * as Effect from "effect/Effect"
import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import { page } from "../src/chat/Accounts.ts"
import type { CommandError } from "../src/command/CommandError.ts"
import * as Approvals from "../src/emulator/Approvals.ts"
import { emulator } from "../src/emulator/EmulatorCommand.ts"
import * as Subscribed from "../src/emulator/Subscribed.ts"
import * as Switches from "../src/emulator/Switches.ts"
import * as Typed from "../src/emulator/Typed.ts"

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
  const known = "write Meta's names with commas, messages,feed for two, or all."
  expect(await fields("bogus")).toBe(`--fields has no field "bogus"; ${known}`)
  expect(await fields("mesages")).toBe(`--fields has no field "mesages"; ${known} Did you mean "messages"?`)
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

it("a port, an address or an id that cannot be is told in one line, before anything starts", async () => {
  const told = (typed: Effect.Effect<string | number, CommandError>) =>
    Effect.runPromise(Effect.match(typed, { onSuccess: String, onFailure: ({ message }) => message }))

  expect(await told(Typed.port(99_999))).toBe("--port is 99999; give one from 1 to 65535, or 0 for any that is free.")
  expect(await told(Typed.port(-1))).toBe("--port is -1; give one from 1 to 65535, or 0 for any that is free.")
  expect(await Promise.all([0, 65_535].map((port) => told(Typed.port(port))))).toEqual(["0", "65535"])
  for (const written of ["notaurl", "localhost:3000/webhook", "ftp://127.0.0.1/webhook", ""]) {
    expect(await told(Typed.address(written))).toBe(
      `--webhook is "${written}"; write the bot's whole address: http://127.0.0.1:4310/webhook.`
    )
  }
  expect(await told(Typed.address("http://127.0.0.1:3000/webhook"))).toBe("http://127.0.0.1:3000/webhook")
  expect(await told(Typed.id("page", "my-page"))).toBe("--page is \"my-page\"; an id is made of digits.")
})

it("the help tells what every option is unless it is given", () => {
  const help = HelpDoc.toAnsiText(CliCommand.getHelp(emulator, CliConfig.defaultConfig))

  for (
    const usual of [
      "4311",
      "http://127.0.0.1:4310/webhook",
      page.id,
      "messenger",
      page.appId,
      page.token,
      "all",
      "phoneNumbers\\)"
    ]
  ) {
    expect(help).toMatch(new RegExp(`${usual.replaceAll(".", "\\.")},? unless given\\.`))
  }
})

it("every switch stands in the emulator's page, with the behaviour that it changes and its values, the default first", () => {
  const docs = readFileSync(new URL("../../../docs/emulator.md", import.meta.url), "utf8")
  const rows = docs.split("## Documented and assumed")[1]?.split("\n## ")[0]?.split("\n") ?? []
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
