import { describe, expect, it } from "@effect/vitest"
import {
  manage,
  messenger,
  MessengerConfig,
  MessengerConfigError,
  type MessengerSettings
} from "@parley/messenger-adapter"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import * as Redacted from "effect/Redacted"

const account = { channel: "messenger", id: "682498302938465", token: "EAAGtoken", appSecret: "sec" } as const

/** Options as JavaScript gives them: nothing was checked before. */
const untyped = (options: unknown) => options as MessengerSettings.Options

const one = (more: object, beside: object = {}) => untyped({ accounts: [{ ...account, ...more }], ...beside })

const told = (options: MessengerSettings.Options) =>
  Effect.match(Effect.scoped(messenger(options)), {
    onSuccess: () => ["no problem"],
    onFailure: (error) => error.problems.map(({ cure, problem, setting }) => `${setting} ${problem}: ${cure}`)
  })

const problems = (options: MessengerSettings.Options) =>
  Effect.map(told(options), (lines) => lines.map((line) => line.replace(/: .*$/, "")))

describe("the name of a setting", () => {
  it.effect("is told where JavaScript has it with a slip of the pen, and the setting itself is not there", () =>
    Effect.gen(function*() {
      const slips = one({ apId: "1", approvls: ["utility"], previousAppSecrets: "old" }, {
        verifytoken: "x",
        pth: "/hook"
      })

      expect(yield* told(slips)).toEqual([
        "accounts[0].approvls is no setting: write `approvals` if that is meant",
        "accounts[0].previousAppSecrets is no setting: write `previousAppSecret` if that is meant",
        "verifytoken is no setting: write `verifyToken` if that is meant"
      ])
    }))

  it.effect("may be one of another part of the app, and stand beside the one that it is like", () =>
    Effect.gen(function*() {
      const shared = { tokens: 3, colour: "red", database: "file.db" }

      expect(yield* told(one(shared, { ...shared, paths: ["/a"], path: "/hook", verifyToken: "x", verifytoken: "y" })))
        .toEqual(["no problem"])
    }))
})

describe("a token that a function gives", () => {
  const atOnce = "read the token first, keep it in a variable, and give a function that answers with it at once"

  it.effect("has to come at once, and as text: what else it gives is told with the cure", () =>
    Effect.gen(function*() {
      const throws = () => {
        throw new Error("the vault has EAAGsecret")
      }

      expect(yield* told(one({ token: async () => "EAAG" }))).toEqual([
        `accounts[0].token comes as a promise: ${atOnce}`
      ])
      expect(yield* told(one({ token: throws }))).toEqual([`accounts[0].token is a function that throws: ${atOnce}`])
      expect(yield* told(one({ token: () => 7 }))).toEqual([
        "accounts[0].token is no text: give it in quotation marks, or wrapped by `Redacted.make`"
      ])
      expect(yield* problems(one({ token: () => undefined }))).toEqual(["accounts[0].token is missing"])
    }))

  it.live("ends no process where the promise is rejected", () =>
    Effect.gen(function*() {
      const unheard: Array<unknown> = []
      const note = (reason: unknown) => void unheard.push(reason)
      yield* Effect.acquireRelease(
        Effect.sync(() => process.on("unhandledRejection", note)),
        () => Effect.sync(() => process.off("unhandledRejection", note))
      )

      const refused = yield* problems(one({ token: () => Promise.reject(new Error("no vault")) }))
      yield* Effect.promise(() => new Promise((turn) => setImmediate(turn)))

      expect(refused).toEqual(["accounts[0].token comes as a promise"])
      expect(unheard).toEqual([])
    }).pipe(Effect.scoped))

  it.effect("is the last one while the function gives something else", () =>
    Effect.gen(function*() {
      const vault: { holds: unknown } = { holds: "EAAG1" }
      const seen: Array<string | undefined> = []
      const transport = yield* messenger(one({ token: () => vault.holds }, {
        verifyToken: "v",
        http: {
          request: ({ headers }: { readonly headers: { readonly [name: string]: string } }) =>
            Effect.sync(() => {
              seen.push(headers["authorization"])
              return { status: 200, headers: {}, body: "{}" }
            })
        }
      }))
      const typing = transport.act(
        { channel: "messenger", account: account.id, person: "42" },
        { _tag: "Scoped", id: "42" },
        "typingOn"
      )

      for (const holds of ["EAAG2", 7, "", Promise.resolve("EAAG3"), "EAAG4"]) {
        vault.holds = holds
        yield* typing
      }

      expect(seen).toEqual(["EAAG2", "EAAG2", "EAAG2", "EAAG2", "EAAG4"].map((token) => `Bearer ${token}`))
    }).pipe(Effect.scoped))
})

describe("options that no compiler saw", () => {
  it.effect("are told by name where they are of another kind, and how they are written", () =>
    Effect.gen(function*() {
      const like = "[{ channel: \"messenger\", id: \"1234567890\", token: …, appSecret: … }]"

      expect(yield* told(untyped({ accounts: account }))).toEqual([`accounts is no list: write it like ${like}`])
      expect(yield* told(untyped({}))).toEqual([`accounts is missing: write it like ${like}`])
      expect(yield* told(one({ templates: "order" }))).toEqual([
        "accounts[0].templates is no list of what belongs in it: write it like [{ name: \"order_left\", languages: [\"en\"] }]"
      ])
      expect(yield* told(one({ id: 682498302938465 }))).toEqual([
        "accounts[0].id is no text: write the digits in quotation marks"
      ])
    }))

  it.effect.each<readonly [string, string, MessengerSettings.Options]>([
    ["null for the options", "options are no object", untyped(null)],
    ["nothing for an account", "accounts[0] is no account", untyped({ accounts: [null] })],
    ["a channel that is none", "accounts[0].channel is none that there is", one({ channel: "whatsapp" })],
    ["no channel", "accounts[0].channel is missing", one({ channel: undefined })],
    ["no id", "accounts[0].id is missing", one({ id: undefined })],
    ["a number for a secret", "accounts[0].appSecret is no text", one({ appSecret: 7 })],
    ["a wrapped number for one", "accounts[0].appSecret is no text", one({ appSecret: Redacted.make(7) })],
    ["nothing for a secret", "accounts[0].appSecret is missing", one({ appSecret: null })],
    ["a text for approvals", "accounts[0].approvals is no list of what belongs in it", one({ approvals: "utility" })],
    ["names for templates", "accounts[0].templates is no list of what belongs in it", one({ templates: ["order"] })],
    [
      "one language as text",
      "accounts[0].templates is no list of what belongs in it",
      one({ templates: [{ name: "order", languages: "en" }] })
    ],
    ["a list for personas", "accounts[0].personas is no object of ids by name", one({ personas: ["Lea"] })],
    ["a login that is none", "accounts[0].login is none that there is", one({ login: "fb" })],
    ["a number for the app's id", "accounts[0].appId is no text", one({ appId: 7 })],
    ["a number for the path", "path is no text", one({}, { path: 7 })],
    ["a number for the verify token", "verifyToken is no text", one({}, { verifyToken: 7 })],
    ["a text for rates", "rates is none that there is", one({}, { rates: "slow" })],
    ["something else for a pack", "pack is no policy pack", one({}, { pack: { name: "mine" } })],
    ["an address for the callback", "dataDeletion is no object", one({}, { dataDeletion: "https://x.example/d" })]
  ])("are refused with %s", ([_what, problem, options]) =>
    Effect.gen(function*() {
      expect(yield* problems(options)).toEqual([problem])
    }))

  it.effect("hide no other problem: what is right of its kind is looked at all the same", () =>
    Effect.gen(function*() {
      const options = untyped({
        accounts: [{ ...account, templates: "order" }, { ...account, id: "x" }],
        graphVersion: "26"
      })

      expect(yield* problems(options)).toEqual([
        "accounts[0].templates is no list of what belongs in it",
        "accounts[1].id is not made of digits",
        "graphVersion is no version"
      ])
    }))
})

describe("a login", () => {
  it.effect("by Instagram is refused for a page, which has none, and taken for an Instagram account", () =>
    Effect.gen(function*() {
      expect(yield* told(one({ login: "instagram" }))).toEqual([
        "accounts[0].login is \"instagram\" for a page: leave it out, or write channel: \"instagram\" where it is an Instagram account"
      ])
      expect(yield* told(one({ channel: "instagram", login: "instagram" }))).toEqual(["no problem"])
    }))
})

describe("quotation marks", () => {
  it.effect("that an environment has around its values are told, not sent as part of a token", () =>
    Effect.gen(function*() {
      const environment = ConfigProvider.fromMap(
        new Map([
          ["PARLEY_MESSENGER_PAGE_ID", "\"682498302938465\""],
          ["PARLEY_MESSENGER_PAGE_TOKEN", "\"EAAGtoken\""],
          ["PARLEY_MESSENGER_APP_SECRET", "'sec'"],
          ["PARLEY_MESSENGER_APP_ID", "\"7\""],
          ["PARLEY_MESSENGER_VERIFY_TOKEN", "\"a text\""]
        ])
      )

      const error = yield* Effect.flip(Effect.withConfigProvider(MessengerConfig.settings, environment))

      expect(error.problems.map(({ problem, setting }) => `${setting} ${problem}`)).toEqual(
        ["PAGE_ID", "PAGE_TOKEN", "APP_SECRET", "APP_ID", "VERIFY_TOKEN"].map((variable) =>
          `PARLEY_MESSENGER_${variable} has quotation marks around it`
        )
      )
      expect(error.message).not.toMatch(/EAAGtoken|a text/)
    }))
})

describe("accounts of two channels", () => {
  const instagram = { ...account, channel: "instagram", id: "7" } as const

  it("are managed one channel at a time: the error names both, and what to give", () => {
    const mixed = () => manage({ accounts: [account, instagram] })
    const list = () => manage(untyped([{ accounts: [account] }, { accounts: [instagram] }]))

    expect(mixed).toThrow(MessengerConfigError)
    expect(mixed).toThrow(
      "accounts mixes messenger (accounts[0]) and instagram (accounts[1]): give the accounts of one"
    )
    expect(list).toThrow(
      "options are a list: give one of them at a time: options[0] for messenger, options[1] for instagram"
    )
  })

  it("are refused where they were given: the stack begins at the caller", () => {
    const thrown = (() => {
      try {
        return manage({ accounts: [account, instagram] })
      } catch (error) {
        return error
      }
    })()

    const frames = (thrown instanceof Error ? thrown.stack ?? "" : "").split("\n").filter((line) =>
      /^\s+at /.test(line)
    )

    expect(frames[0]).toContain("OptionKinds.test.ts")
  })
})

describe("a missing verify token", () => {
  const logged = (more: object) =>
    Effect.gen(function*() {
      const lines: Array<string> = []
      const logger = Logger.make(({ logLevel, message }) => void lines.push(`${logLevel.label} ${String(message)}`))
      yield* Effect.provide(Effect.scoped(messenger(one({}, more))), Logger.replace(Logger.defaultLogger, logger))
      return lines
    })

  it.effect("is told when a bot starts, with what will not work", () =>
    Effect.gen(function*() {
      expect(yield* logged({})).toEqual([expect.stringMatching(
        /^WARN no verifyToken: Meta's handshake at \/webhook is refused, .* choose any text, and give it to the bot and to Meta$/
      )])
      expect(yield* logged({ verifyToken: "v" })).toEqual([])
    }))
})
