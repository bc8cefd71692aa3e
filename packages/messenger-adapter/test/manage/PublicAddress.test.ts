import * as FastCheck from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import * as PublicAddress from "../../src/manage/PublicAddress.ts"

/** Ranges that are not public, with their first address as a number and the bits that are fixed (RFC 6890 and its registry). */
const closed: ReadonlyArray<readonly [name: string, start: string, bits: number]> = [
  ["this network", "0.0.0.0", 8],
  ["private", "10.0.0.0", 8],
  ["shared with the carrier", "100.64.0.0", 10],
  ["loopback", "127.0.0.0", 8],
  ["link local, the metadata of clouds", "169.254.0.0", 16],
  ["private", "172.16.0.0", 12],
  ["protocol assignments", "192.0.0.0", 24],
  ["documentation", "192.0.2.0", 24],
  ["private", "192.168.0.0", 16],
  ["benchmarks", "198.18.0.0", 15],
  ["documentation", "198.51.100.0", 24],
  ["documentation", "203.0.113.0", 24],
  ["multicast", "224.0.0.0", 4],
  ["reserved", "240.0.0.0", 4]
]

const number = (dotted: string): number => dotted.split(".").reduce((sum, part) => sum * 256 + Number(part), 0)

const dotted = (value: number): string => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".")

const groups = (value: number): string => `${Math.floor(value / 65_536).toString(16)}:${(value % 65_536).toString(16)}`

const inside = FastCheck.constantFrom(...closed).chain(([, start, bits]) =>
  FastCheck.integer({ min: 0, max: 2 ** (32 - bits) - 1 }).map((offset) => number(start) + offset)
)

const isClosed = (value: number): boolean =>
  closed.some(([, start, bits]) =>
    Math.floor(value / 2 ** (32 - bits)) === Math.floor(number(start) / 2 ** (32 - bits))
  )

const octets = (value: number): ReadonlyArray<number> => dotted(value).split(".").map(Number)

/** Ways to write one address in an http address; a browser, and `URL`, read all of them as the same host. */
const spellings: ReadonlyArray<(value: number) => string> = [
  dotted,
  (value) => String(value),
  (value) => `0x${value.toString(16)}`,
  (value) => octets(value).map((octet) => `0${octet.toString(8)}`).join("."),
  (value) => octets(value).map((octet) => `0x${octet.toString(16)}`).join("."),
  (value) => `${octets(value)[0]}.${value % 2 ** 24}`,
  (value) => `[::ffff:${dotted(value)}]`,
  (value) => `[::ffff:${groups(value)}]`,
  (value) => `[64:ff9b::${groups(value)}]`
]

describe("a public address", () => {
  it("is never one of a range that is not public, however it is written", () => {
    const spelt = FastCheck.tuple(inside, FastCheck.constantFrom(...spellings))
    FastCheck.assert(
      FastCheck.property(spelt, ([value, spell]) => {
        const host = new URL(`http://${spell(value)}/`).hostname.replace(/^\[|\]$/g, "")

        expect(PublicAddress.isAddress(host)).toBe(true)
        expect(PublicAddress.isPublic(host)).toBe(false)
      }),
      { numRuns: 5000 }
    )
  })

  it("is any other of version 4, alone, mapped and translated", () => {
    const others = FastCheck.integer({ min: 0, max: 2 ** 32 - 1 }).filter((value) => !isClosed(value))
    // Small ranges of the public space that belong to protocols, and are refused too.
    const spared = /^(?:192\.88\.99|192\.175\.48|192\.31\.196|192\.52\.193)\./
    FastCheck.assert(
      FastCheck.property(others, (value) => {
        const plain = dotted(value)
        FastCheck.pre(!spared.test(plain))

        expect(PublicAddress.isPublic(plain)).toBe(true)
        expect(PublicAddress.isPublic(`::ffff:${plain}`)).toBe(true)
        expect(PublicAddress.isPublic(`64:ff9b::${groups(value)}`)).toBe(true)
      }),
      { numRuns: 2000 }
    )
  })

  it.each([
    ["2606:4700:4700::1111", true],
    ["2a00:1450:4001:80b::200e", true],
    ["::", false],
    ["::1", false],
    ["::8.8.8.8", false],
    ["fe80::1", false],
    ["fe80::1%eth0", false],
    ["fec0::1", false],
    ["fc00::1", false],
    ["fd12:3456::1", false],
    ["ff02::1", false],
    ["100::1", false],
    ["64:ff9b:1::8.8.8.8", false],
    ["64:ff9b::a9fe:a9fe", false],
    ["2001:db8::1", false],
    ["2001:10::1", false],
    ["2001:0:4136:e378:8000:63bf:3fff:fdd2", false],
    ["2002:7f00:1::", false],
    ["2002:808:808::", false],
    ["4000::1", false],
    ["localhost", false],
    ["", false],
    ["127.1", false],
    ["8.8.8.8.8", false]
  ])("%s is one: %s", (address, expected) => expect(PublicAddress.isPublic(address)).toBe(expected))
})

describe("a range", () => {
  it("has its own addresses, mapped ones too, and no others", () => {
    const range = PublicAddress.range("10.20.0.0/16")
    expect(range?.has("10.20.3.4")).toBe(true)
    expect(range?.has("::ffff:10.20.3.4")).toBe(true)
    expect(range?.has("10.21.0.1")).toBe(false)
    expect(range?.has("fd00::1")).toBe(false)
    expect(range?.has("no address")).toBe(false)
  })

  it("is none where the text is none", () => {
    expect(PublicAddress.range("10.20.0.0")).toBeUndefined()
    expect(PublicAddress.range("everything")).toBeUndefined()
  })
})
