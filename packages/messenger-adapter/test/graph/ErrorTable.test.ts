import * as fc from "effect/FastCheck"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import { classify } from "../../src/graph/Classify.ts"
import * as ErrorTable from "../../src/graph/ErrorTable.ts"
import * as GraphError from "../../src/graph/GraphError.ts"

const answer = (error: object, status = 400, headers: Record<string, string> = {}) =>
  classify({ status, headers, body: JSON.stringify({ error }) })

/** Meta's table as we read it: code, subcode, and what we must make of it. Written apart from the table that is tested. */
const facts: ReadonlyArray<readonly [code: number, subcode: number | undefined, tag: string]> = [
  [-1, undefined, "Transient"],
  [1, undefined, "Transient"],
  [1, 99, "Transient"],
  [1, 1357046, "Transient"],
  [1, 2018382, "BadContent"],
  [2, undefined, "Transient"],
  [2, 2018344, "Configuration"],
  [4, undefined, "RateLimited"],
  [4, 2018022, "RateLimited"],
  [4, 2018354, "TooSoon"],
  [9, undefined, "RateLimited"],
  [9, 2018352, "Disallowed"],
  [10, undefined, "Configuration"],
  [10, 1404170, "Configuration"],
  [10, 1893015, "Stopped"],
  [10, 1893063, "Configuration"],
  [10, 2018065, "WindowClosed"],
  [10, 2018108, "Unreachable"],
  [10, 2018278, "WindowClosed"],
  [10, 2018336, "Unreachable"],
  [10, 2534022, "WindowClosed"],
  [10, 2534077, "Configuration"],
  [17, undefined, "RateLimited"],
  [32, undefined, "RateLimited"],
  [100, undefined, "BadContent"],
  [100, 33, "Configuration"],
  [100, 2018001, "Unreachable"],
  [100, 2018008, "BadContent"],
  [100, 2018014, "BadContent"],
  [100, 2018034, "BadContent"],
  [100, 2018047, "BadContent"],
  [100, 2018074, "BadContent"],
  [100, 2018109, "BadContent"],
  [100, 2018164, "Configuration"],
  [100, 2018294, "BadContent"],
  [100, 2018300, "Configuration"],
  [100, 2018320, "BadContent"],
  [100, 2018328, "Configuration"],
  [100, 2534013, "Configuration"],
  [100, 2534014, "Unreachable"],
  [100, 2534015, "BadContent"],
  [100, 2534025, "Gone"],
  [100, 2534029, "Configuration"],
  [100, 2534037, "Configuration"],
  [102, undefined, "Configuration"],
  [190, undefined, "Configuration"],
  [190, 463, "Configuration"],
  [200, undefined, "Configuration"],
  [200, 1545041, "Unreachable"],
  [200, 2018028, "Configuration"],
  [200, 2534041, "Configuration"],
  [230, undefined, "Configuration"],
  [299, undefined, "Configuration"],
  [341, undefined, "RateLimited"],
  [368, undefined, "Configuration"],
  [506, undefined, "BadContent"],
  [551, undefined, "Unreachable"],
  [551, 1545041, "Unreachable"],
  [613, undefined, "RateLimited"],
  [613, 1996, "RateLimited"],
  [613, 1893016, "Disallowed"],
  [613, 2018338, "Disallowed"],
  [613, 2534040, "RateLimited"],
  [1200, undefined, "Transient"],
  [2022, undefined, "Configuration"],
  [10303, undefined, "BadContent"],
  [24001, undefined, "BadContent"],
  [36103, undefined, "Configuration"],
  [80001, undefined, "RateLimited"],
  [80002, undefined, "RateLimited"],
  [80006, undefined, "RateLimited"],
  [2018171, undefined, "Configuration"],
  [2018182, undefined, "BadContent"],
  [2018218, undefined, "Gone"],
  [2018247, undefined, "Configuration"],
  [2018300, undefined, "Configuration"],
  [2018321, undefined, "Transient"],
  [2018390, undefined, "BadContent"],
  [2071015, undefined, "BadContent"],
  [2534068, undefined, "BadContent"],
  [2534122, undefined, "Configuration"],
  [3, undefined, "Configuration"],
  [2500, undefined, "Configuration"],
  [100, 2018032, "BadContent"],
  [190, 458, "Configuration"],
  [190, 459, "Configuration"],
  [190, 460, "Configuration"],
  [190, 464, "Configuration"],
  [190, 467, "Configuration"],
  [190, 492, "Configuration"],
  [200, 2018021, "Configuration"],
  [200, 2018027, "Configuration"],
  [24002, undefined, "BadContent"],
  [24005, undefined, "BadContent"],
  [2018144, undefined, "RateLimited"],
  [2018154, undefined, "BadContent"],
  [2018163, undefined, "BadContent"],
  [2018166, undefined, "BadContent"],
  [2018173, undefined, "BadContent"],
  [2018175, undefined, "BadContent"],
  [2018188, undefined, "BadContent"],
  [2018234, undefined, "Configuration"],
  [2300050, undefined, "BadContent"],
  [9000001, undefined, "Gone"],
  [10900, undefined, "Gone"],
  [10902, undefined, "Gone"],
  [123456, undefined, "Unrecognised"]
]

describe("the errors of the Graph API", () => {
  it.each(facts)("code %s, subcode %s is %s", (code, subcode, tag) => {
    const error = answer({ code, ...(subcode === undefined ? {} : { error_subcode: subcode }), message: "…" })
    expect(error._tag).toBe(tag)
    expect(error.cure.length).toBeGreaterThan(3)
  })

  it.each<readonly [string, number, number | undefined, object, object]>([
    ["a bad token is the account's", 190, 463, { tag: "HUMAN_AGENT" }, { scope: "account" }],
    ["a missing permission is the account's for a plain answer", 10, undefined, { message: { text: "hi" } }, {
      scope: "account"
    }],
    ["and names the Human Agent feature where it was used", 10, undefined, { tag: "HUMAN_AGENT" }, {
      feature: "Human Agent"
    }],
    ["and names the tag", 200, undefined, { tag: "CUSTOMER_FEEDBACK" }, { feature: "CUSTOMER_FEEDBACK" }],
    ["and names the permission for templates", 10, undefined, { messaging_type: "UTILITY" }, {
      scope: "feature",
      feature: "pages_utility_messaging"
    }],
    ["and names one-time notifications", 10, undefined, {
      message: { attachment: { payload: { template_type: "one_time_notif_req" } } }
    }, { feature: "one-time notifications" }],
    ["the fee for phone numbers is theirs alone", 200, 2018021, { recipient: { phone_number: "1" } }, {
      feature: "phone numbers"
    }],
    ["a page that does not match is the account's", 100, 33, { recipient: { id: "1" } }, { scope: "account" }]
  ])("%s", (_name, code, error_subcode, body, expected) => {
    const text = JSON.stringify({ error: { code, error_subcode, message: "no" } })
    expect(classify({ status: 400, headers: {}, body: text }, { body })).toMatchObject({
      _tag: "Configuration",
      ...expected
    })
  })

  it.each<readonly [number, number | undefined, object]>([
    [100, 33, { recipient: { comment_id: "1" } }],
    [10, 1404170, { message: { text: "hi" } }],
    [100, 2018164, {}],
    [2018300, undefined, {}]
  ])("takes %s/%s of %o for a matter of this call alone", (code, error_subcode, body) => {
    const text = JSON.stringify({ error: { code, error_subcode, message: "no" } })
    expect(classify({ status: 400, headers: {}, body: text }, { body })).not.toHaveProperty("scope")
  })

  it("takes what is secret of a call out of the words", () => {
    const text = JSON.stringify({ error: { code: 190, message: "no tok-1, no proof-2", fbtrace_id: "tok-1" } })
    const error = classify({ status: 400, headers: {}, body: text }, { secrets: ["tok-1", "proof-2", ""] })
    expect(error).toMatchObject({ said: "no <secret>, no <secret>", trace: "<secret>" })
  })

  it("has one row for each pair", () => {
    const pairs = ErrorTable.rows.flatMap(({ code, subcodes }) =>
      (subcodes ?? ["-"]).map((subcode) => `${code}/${subcode}`)
    )
    expect(new Set(pairs).size).toBe(pairs.length)
  })

  it("says that a request may have been carried out only where that is so", () => {
    expect(answer({ code: 1 })).toMatchObject({ carriedOut: "maybe" })
    expect(answer({ code: 2 }, 500)).toMatchObject({ carriedOut: "maybe" })
    expect(answer({ code: 1200 })).toMatchObject({ carriedOut: "no" })
    expect(classify({ status: 502, headers: {}, body: "<html>" })).toMatchObject({
      _tag: "Transient",
      carriedOut: "maybe"
    })
  })

  it("names code, cure and the platform's words", () => {
    const error = answer({ code: 190, error_subcode: 463, message: "Error validating access token", fbtrace_id: "Bz1" })
    expect(GraphError.describe(error)).toBe(
      "code 190/463: the page token has expired; create a new access token for the account and configure it "
        + "(the platform said: Error validating access token)"
    )
    expect(error).toMatchObject({ trace: "Bz1", status: 400 })
  })

  it("decides by the status where there is no code", () => {
    const of = (status: number) => classify({ status, headers: {}, body: "" })._tag
    expect([401, 403, 404, 429, 500, 503].map(of)).toEqual([
      "Configuration",
      "Configuration",
      "Unrecognised",
      "RateLimited",
      "Transient",
      "Transient"
    ])
  })

  it("waits as long as the usage header asks, which counts minutes", () => {
    const usage = JSON.stringify({
      "1": [{ type: "messenger", estimated_time_to_regain_access: 7 }, { type: "pages" }]
    })
    expect(answer({ code: 80006 }, 400, { "x-business-use-case-usage": usage })).toMatchObject({ waitFor: 420_000 })
    expect(answer({ code: 4 }, 429, { "retry-after": "30" })).toMatchObject({ waitFor: 30_000 })
    expect(answer({ code: 613 }, 400, { "x-business-use-case-usage": "{" })).not.toHaveProperty("waitFor")
  })

  it.each(["ACCOUNT_UPDATE", "CONFIRMED_EVENT_UPDATE", "POST_PURCHASE_UPDATE"])(
    "takes a wrong parameter of a message under the ended tag %s for the tag, and names the cure",
    (tag) => {
      const of = (error: object) =>
        classify({ status: 400, headers: {}, body: JSON.stringify({ error }) }, { body: { tag } })
      expect(of({ code: 100, message: "Invalid parameter" })._tag).toBe("Configuration")
      expect(GraphError.describe(of({ code: 100 }))).toContain(`the message tag ${tag} ended on 27 April 2026`)
      expect(of({ code: 100, error_subcode: 2018001 })._tag).toBe("Unreachable")
      expect(of({ code: 10, error_subcode: 2018278 })._tag).toBe("WindowClosed")
    }
  )

  it("leaves a wrong parameter under a living tag, or without one, a matter of content", () => {
    const of = (body: { readonly tag?: string }) =>
      classify({ status: 400, headers: {}, body: "{\"error\":{\"code\":100}}" }, { body })._tag
    expect([of({ tag: "HUMAN_AGENT" }), of({ tag: "CUSTOMER_FEEDBACK" }), of({})]).toEqual(Array(3).fill("BadContent"))
  })

  it("takes a wrong parameter of a message with a template for the template, and says how to find what differs", () => {
    const of = (message: object, error: object = {}) =>
      classify(
        {
          status: 400,
          headers: {},
          body: JSON.stringify({ error: { code: 100, message: "Invalid parameter", ...error } })
        },
        { body: { messaging_type: "UTILITY", message } }
      )
    const left = of({ template: { name: "order_left", language: { code: "en" } } })

    expect(left._tag).toBe("BadContent")
    expect(left.cure).toBe(
      "the page has no approved template \"order_left\" in \"en\" with these parameters: it was deleted, or is other than the "
        + "code says; `parley templates diff` tells, and push hands it in"
    )
    expect(of({ template: { name: "order_left" } }).cure).toContain("no approved template \"order_left\" with these")
    expect(of({ template: { name: "order_left" } }, { error_subcode: 2018001 })._tag).toBe("Unreachable")
    expect(of({ text: "hi" }).cure).not.toContain("parley templates")
  })

  it("speaks of the call where no message was sent, and of the template where one is not there", () => {
    const of = (message: string, body: object = {}) =>
      classify({ status: 400, headers: {}, body: JSON.stringify({ error: { code: 100, message } }) }, { body }).cure

    expect(of("(#100) Template name (order_left) does not exist", { name: "order_left" })).toBe(
      "the page has no such template: it was deleted, or never handed in; `parley templates diff` tells those there are"
    )
    expect(of("(#100) Param components must be an array", { name: "order_left", language: "en" })).toBe(
      "a parameter of the call is not as the platform takes it; mend what it names"
    )
    expect(of("(#100) Invalid parameter", { recipient: { id: "42" }, message: { text: "hi" } })).toContain(
      "mend the message"
    )
  })

  it("reads from when a series may go on, in seconds or milliseconds, where the platform says so", () => {
    const of = (error_data: unknown) => answer({ code: 4, error_subcode: 2018354, error_data })
    expect(of({ next_eligible_time: 1_763_800_000 })).toMatchObject({ nextAt: 1_763_800_000_000 })
    expect(of({ next_eligible_time: 1_763_800_000_123 })).toMatchObject({ nextAt: 1_763_800_000_123 })
    expect(of("{\"next_eligible_time\":1763800000}")).toMatchObject({ nextAt: 1_763_800_000_000 })
    for (const nothing of [undefined, null, "{", [], { next_eligible_time: "soon" }, { next_eligible_time: -1 }]) {
      expect(of(nothing)).not.toHaveProperty("nextAt")
    }
  })

  it("takes a token that the platform repeats out of its words", () => {
    const error = answer({ code: 190, message: "Malformed access token EAAGm0PX4ZCpsBAKZCexample123" })
    expect(GraphError.describe(error)).toContain("Malformed access token <token>")
  })

  it("gives an error for any status and any body, and it survives the store", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 300, max: 599 }),
        fc.oneof(fc.string(), fc.json()),
        fc.jsonValue(),
        (status, body, inner) => {
          for (
            const text of [
              body,
              JSON.stringify({ error: inner }),
              JSON.stringify({ error: { code: inner, error_subcode: inner } })
            ]
          ) {
            const error = classify({ status, headers: { "x-business-use-case-usage": body }, body: text })
            expect(Schema.decodeUnknownSync(GraphError.GraphError)(JSON.parse(JSON.stringify(error)))).toEqual(error)
          }
        }
      )
    )
  })
})
