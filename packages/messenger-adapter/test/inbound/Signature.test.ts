import * as fc from "effect/FastCheck"
import * as Redacted from "effect/Redacted"
import { createHmac } from "node:crypto"
import { describe, expect, it } from "vitest"
import * as Signature from "../../src/inbound/Signature.ts"

const current = { name: "current", key: Signature.key(Redacted.make("current-secret")) }
const previous = { name: "previous", key: Signature.key(Redacted.make("previous-secret")) }

const header = (secret: string, body: Uint8Array) => `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`

const body = Buffer.from("{\"text\":\"\\u00e4\\u00f6\\/\"}")

describe("the signature of a webhook", () => {
  it("is accepted with the current secret, and with the previous one during a rotation", () => {
    expect(Signature.verify([current, previous], header("current-secret", body), body)).toBe(current)
    expect(Signature.verify([current, previous], header("previous-secret", body), body)).toBe(previous)
    expect(Signature.verify([current], header("previous-secret", body), body)).toBeUndefined()
  })

  it("is what we sign ourselves", () => {
    expect(Signature.sign(current.key, body)).toBe(header("current-secret", body))
  })

  it("is refused when the header is missing, malformed, or of the older kind", () => {
    const right = header("current-secret", body)
    const wrong = [
      undefined,
      "",
      "sha256=",
      right.slice(0, -1),
      `${right}0`,
      right.toUpperCase(),
      right.replace("sha256=", ""),
      right.replace("sha256", "sha1"),
      ` ${right}`,
      `${right}\n`,
      [right]
    ]
    for (const given of wrong) expect(Signature.verify([current], given, body)).toBeUndefined()
  })

  it("is refused after any change of any byte", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, at, by) => {
        const given = header("current-secret", bytes)
        expect(Signature.verify([current], given, bytes)).toBe(current)
        const changed = Uint8Array.from(bytes)
        changed[at % bytes.length] = (changed[at % bytes.length] ?? 0) ^ by
        expect(Signature.verify([current], given, changed)).toBeUndefined()
      })
    )
  })

  it("is refused after any change of the header", () => {
    const right = header("current-secret", body)
    fc.assert(fc.property(fc.nat(right.length - 1), fc.constantFrom(..."0123456789abcdefg="), (at, sign) => {
      fc.pre(right[at] !== sign)
      expect(Signature.verify([current], right.slice(0, at) + sign + right.slice(at + 1), body)).toBeUndefined()
    }))
  })
})
