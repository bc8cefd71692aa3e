import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as AccountLinking from "../../src/manage/AccountLinking.ts"
import { Invalid } from "../../src/manage/Invalid.ts"
import * as Graph from "./graph.ts"

const redirectUri = "https://facebook.com/messenger_platform/account_linking?account_linking_token=ABC"

const opened = (redirect: string) =>
  `/login?${new URLSearchParams({ account_linking_token: "ABC", redirect_uri: redirect }).toString()}`

describe("the login page", () => {
  it("reads what the platform gave it, from a path or a whole address", () => {
    const wanted = Option.some({ redirectUri, token: "ABC" })
    expect(AccountLinking.begin(opened(redirectUri))).toEqual(wanted)
    expect(AccountLinking.begin(`https://shop.example${opened(redirectUri)}`)).toEqual(wanted)
    expect(AccountLinking.begin("/login")).toEqual(Option.none())
    expect(AccountLinking.begin("/login?redirect_uri=https://facebook.com/&account_linking_token=")).toEqual(
      Option.none()
    )
  })

  it("sends a person who logged in back with the code, and others without", () => {
    expect(AccountLinking.accept({ redirectUri, code: "a b&c" })).toBe(`${redirectUri}&authorization_code=a+b%26c`)
    expect(AccountLinking.accept({ redirectUri: `${redirectUri}&authorization_code=forged`, code: "1" })).toBe(
      `${redirectUri}&authorization_code=1`
    )
    expect(AccountLinking.decline({ redirectUri })).toBe(redirectUri)
    expect(() => AccountLinking.accept({ redirectUri, code: "" })).toThrow(Invalid)
  })

  it("sends a person to another host only where that host is named", () => {
    const emulator = "https://emulator.invalid/link"
    const also = { alsoHosts: ["emulator.invalid"] }
    expect(AccountLinking.begin(opened(emulator), also)).toEqual(Option.some({ redirectUri: emulator, token: "ABC" }))
    expect(AccountLinking.decline({ redirectUri: emulator }, also)).toBe(emulator)
    expect(AccountLinking.accept({ redirectUri: emulator, code: "1" }, also)).toBe(`${emulator}?authorization_code=1`)
    expect(AccountLinking.begin(opened(emulator))).toEqual(Option.none())
    expect(AccountLinking.begin(opened("https://evil.example/"), also)).toEqual(Option.none())
  })

  it.each([
    "https://evil.example/",
    "https://facebook.com.evil.example/",
    "https://notfacebook.com/",
    "https://facebook.com@evil.example/",
    "http://facebook.com/",
    "javascript:alert(1)",
    "//evil.example"
  ])("sends nobody to %s", (address) => {
    expect(AccountLinking.begin(opened(address))).toEqual(Option.none())
    expect(() => AccountLinking.decline({ redirectUri: address })).toThrow(Invalid)
    expect(() => AccountLinking.accept({ redirectUri: address, code: "1" })).toThrow(Invalid)
  })
})

describe("the linking of an account", () => {
  it.effect("knows who logs in, by the token of the login page", () =>
    Effect.gen(function*() {
      const { account, calls } = Graph.make(() => ({ body: { id: "1", recipient: "42" } }))
      expect(yield* AccountLinking.make(account).person("ABC")).toBe("42")
      expect(calls).toMatchObject([{
        method: "GET",
        path: "/v26.0/me",
        query: { fields: "recipient", account_linking_token: "ABC", appsecret_proof: Graph.proof }
      }])
      const late = yield* Effect.flip(AccountLinking.make(Graph.make(() => Graph.error(100)).account).person("ABC"))
      expect(late._tag).toBe("CallRejected")
      expect(late.message).not.toContain("ABC")
    }))

  it.effect("is ended for a person, whichever way the platform words it", () =>
    Effect.gen(function*() {
      for (const body of [{ success: true }, { result: "unlink account success" }]) {
        const { account, calls } = Graph.make(() => ({ body }))
        yield* AccountLinking.make(account).unlink("42")
        expect(calls).toMatchObject([{ method: "POST", path: "/v26.0/me/unlink_accounts", body: { psid: "42" } }])
      }
    }))
})
