import { type Inbound, type Permission, Permissions, PolicyPack } from "@parley/core"
import * as FastCheck from "effect/FastCheck"
import { describe, expect, test } from "vitest"
import { seed } from "../seed.ts"
import { day, leave, pack, start, week } from "./rulebook.ts"

const view = PolicyPack.on(pack, start)
const ana = { channel: "demo", account: "1", person: "2" }

type OptIn = Extract<Inbound.Event, { readonly _tag: "OptedIn" }>

const optedIn = (at: number, event: Partial<OptIn>): Inbound.Inbound => ({
  id: `optIn/${at}`,
  conversation: ana,
  at,
  receivedAt: at,
  act: "optIn",
  event: { _tag: "OptedIn", kind: "a word of the channel", ...event }
})

const commented = (at: number, act: string, event: { readonly comment?: string; readonly post?: string }) => ({
  id: `comment/${at}`,
  conversation: ana,
  at,
  receivedAt: at,
  act,
  event: { _tag: "Commented", ...event }
} as const)

const noted = (...inbounds: ReadonlyArray<Inbound.Inbound>): ReadonlyArray<Permission.Permission> =>
  inbounds.reduce<ReadonlyArray<Permission.Permission>>((all, one) => Permissions.note(all, one, view), [])

const yes = { permission: "recurring", token: "t", topic: "tea", expiresAt: start + 90 * day } as const

describe("an opt-in", () => {
  test("grants one message by its token, on its topic", () => {
    expect(noted(optedIn(start, { permission: "oneTime", change: "granted", token: "t", topic: "tea" }))).toEqual([{
      id: "t",
      kind: "oneTime",
      address: { _tag: "Token", kind: "oneTime", token: "t" },
      grantedAt: start,
      topic: "tea"
    }])
  })

  test("grants a series with its end and the moment before which it may not go on", () => {
    const [series] = noted(optedIn(start, { ...yes, nextAt: start + day }))

    expect(series).toMatchObject({ kind: "recurring", expiresAt: start + 90 * day, nextAt: start + day })
  })

  test("grants news to the person's own id, and where the person is known to be", () => {
    const inbound = optedIn(start, { permission: "news" })

    expect(Permissions.note([], inbound, view, "EU")).toMatchObject([
      { kind: "news", address: { _tag: "Scoped", id: "2" }, region: "EU" }
    ])
  })

  test("grants nothing without a token to write by, when declined, or when it is of no kind of leave", () => {
    expect(noted(optedIn(start, { permission: "oneTime" }))).toEqual([])
    expect(noted(optedIn(start, { ...yes, change: "declined" }))).toEqual([])
    expect(noted(optedIn(start, { token: "t" }))).toEqual([])
  })

  test("reported twice changes nothing, not even after the leave was used", () => {
    const inbound = optedIn(start, { ...yes, permission: "oneTime" })
    const used = Permissions.use(noted(inbound), "t", "o1", start + 1)

    expect(noted(inbound, inbound)).toEqual(noted(inbound))
    expect(Permissions.note(used, inbound, view)).toEqual(used)
    expect(Permissions.note(used, { ...inbound, at: start + 9 }, view)).toEqual(used)
  })

  test("renewed lasts to its new end and keeps its topic, and its cadence goes on", () => {
    const used = Permissions.use(noted(optedIn(start, yes)), "t", "o1", start + 1)
    const renewal = optedIn(start + day, { permission: "recurring", token: "t", expiresAt: start + 200 * day })

    expect(Permissions.note(used, renewal, view)).toMatchObject([
      { topic: "tea", grantedAt: start + day, expiresAt: start + 200 * day, usedAt: start + 1 }
    ])
  })

  test("taken back is stopped: by its token, by its topic, or all of a kind", () => {
    const stopped = (event: Partial<OptIn>) =>
      noted(optedIn(start, yes), optedIn(start + 1, { permission: "recurring", change: "stopped", ...event }))[0]
        ?.stoppedAt

    expect(stopped({ token: "t" })).toBe(start + 1)
    expect(stopped({ topic: "tea" })).toBe(start + 1)
    expect(stopped({})).toBe(start + 1)
    expect(stopped({ topic: "coffee" })).toBeUndefined()
  })

  test("to news, taken back, stops them all, or those on a topic", () => {
    const sports = optedIn(start, { permission: "news", topic: "sports" })
    const stop = (topic: Partial<OptIn>) => optedIn(start + 1, { permission: "news", change: "stopped", ...topic })
    const stopped = (...inbounds: ReadonlyArray<Inbound.Inbound>) =>
      noted(optedIn(start, { permission: "news" }), sports, ...inbounds).map(({ stoppedAt }) => stoppedAt)

    expect(stopped(stop({}))).toEqual([start + 1, start + 1])
    expect(stopped(stop({ topic: "sports" }))).toEqual([undefined, start + 1])
  })

  test(`to news says the same in whichever order its reports arrive (seed ${seed})`, () => {
    const reports = (["granted", "stopped", "resumed", "stopped", "granted"] as const).map((change, index) =>
      optedIn(start + index, { permission: "news", change })
    )
    const isStopped = (list: ReadonlyArray<Inbound.Inbound>) => noted(...list)[0]?.stoppedAt !== undefined

    FastCheck.assert(
      FastCheck.property(FastCheck.subarray(reports, { minLength: 1 }), FastCheck.gen(), (some, gen) => {
        const shuffled = gen(() => FastCheck.shuffledSubarray(some, { minLength: some.length }))
        expect(isStopped(shuffled)).toBe(isStopped(some))
      }),
      { numRuns: 1_000, seed }
    )
  })

  test(`says the same in whichever order its reports arrive (seed ${seed})`, () => {
    const reports = [
      optedIn(start, { ...yes, change: "granted" }),
      optedIn(start + 1, { ...yes, change: "stopped" }),
      optedIn(start + 2, { ...yes, change: "resumed", expiresAt: start + 120 * day }),
      optedIn(start + 3, { ...yes, change: "stopped" }),
      optedIn(start + 4, { ...yes, change: "granted", expiresAt: start + 150 * day })
    ]
    const isLive = (list: ReadonlyArray<Inbound.Inbound>) => Permissions.live(noted(...list), view, start + 5).length

    FastCheck.assert(
      FastCheck.property(FastCheck.subarray(reports, { minLength: 1 }), FastCheck.gen(), (some, gen) => {
        const shuffled = gen(() => FastCheck.shuffledSubarray(some, { minLength: some.length }))
        expect(isLive(shuffled)).toBe(isLive(some))
      }),
      { numRuns: 2_000, seed }
    )
  })
})

describe("a comment", () => {
  test("grants one answer to it, and so does a visitor's post", () => {
    expect(noted(commented(start, "comment", { comment: "c1", post: "p1" }))).toEqual([
      { id: "c1", kind: "privateReply", address: { _tag: "Comment", comment: "c1" }, grantedAt: start }
    ])
    expect(noted(commented(start, "post", { post: "p1" }))).toMatchObject([
      { id: "p1", address: { _tag: "Post", post: "p1" } }
    ])
  })

  test("reported twice grants no second answer", () => {
    const inbound = commented(start, "comment", { comment: "c1" })
    const used = Permissions.use(noted(inbound), "c1", "o1", start)

    expect(Permissions.note(used, inbound, view)).toEqual(used)
    expect(Permissions.note(used, commented(start + 1, "comment", { comment: "c1" }), view)).toEqual(used)
  })

  test("grants nothing where no rule names the act", () => {
    expect(noted(commented(start, "mention", { comment: "c1" }))).toEqual([])
  })
})

describe("a permission", () => {
  const why = (permission: Permission.Permission, now: number, options?: Permissions.Options) =>
    Permissions.hindrance(permission, view, now, options)

  test.each([
    ["its rule's life", leave("privateReply"), start + week],
    ["a token's year", leave("oneTime"), start + 365 * day],
    ["the channel's own end", leave("oneTime", { expiresAt: start + 9 }), start + 9],
    [
      "its rule's life, though the channel says more",
      leave("privateReply", { expiresAt: start + 99 * day }),
      start + week
    ]
  ])("ends with %s, the end outside", (_, permission, end) => {
    expect(why(permission, end - 1)).toBeUndefined()
    expect(why(permission, end)).toBe("expired")
    expect(Permissions.endsAt(permission, view, start)).toBe(end)
  })

  test("counts as over from the margin before its end on", () => {
    expect(why(leave("privateReply"), start + week - 11, { margin: 10 })).toBeUndefined()
    expect(why(leave("privateReply"), start + week - 10, { margin: 10 })).toBe("expired")
    expect(why(leave("privateReply"), start + week, { margin: -10 })).toBe("expired")
  })

  test("for one message is used up by one, except for that message itself", () => {
    const used = leave("oneTime", { usedBy: "o1", usedAt: start })

    expect(why(used, start)).toBe("used")
    expect(why(used, start, { outbound: "o1" })).toBeUndefined()
    expect(why(used, start, { outbound: "o2" })).toBe("used")
  })

  test("for a series waits the cadence of its rule, and as long as the channel says", () => {
    const used = leave("recurring", { usedBy: "o1", usedAt: start })
    const early = leave("recurring", { nextAt: start + 3 * day })

    expect(why(used, start + 2 * day - 1)).toBe("tooSoon")
    expect(why(used, start + 2 * day)).toBeUndefined()
    expect(why(used, start + 1, { outbound: "o1" })).toBeUndefined()
    expect(why(early, start + 3 * day - 1)).toBe("tooSoon")
    expect(why(early, start + 3 * day)).toBeUndefined()
    expect(Permissions.nextAt(early, view, start)).toBe(start + 3 * day)
  })

  test("stands only in the regions of its rule, and only while it has one", () => {
    expect(why(leave("news", { region: "EU" }), start)).toBeUndefined()
    expect(why(leave("news", { region: "DE" }), start)).toBeUndefined()
    expect(why(leave("news", { region: "es_ct" }), start)).toBeUndefined()
    expect(why(leave("news", { region: "US" }), start)).toBe("region")
    expect(why(leave("news", { region: "CH" }), start)).toBe("region")
    expect(why(leave("news", { region: "the EU" }), start)).toBe("region")
    expect(why(leave("news"), start)).toBe("region")
    expect(Permissions.hindrance(leave("oneTime"), { ...view, permissions: [] }, start)).toBe("none")
    const ending = { ...view, permissions: view.permissions.map((rule) => ({ ...rule, until: start + 1 })) }
    expect(Permissions.hindrance(leave("oneTime"), ending, start)).toBeUndefined()
    expect(Permissions.hindrance(leave("oneTime"), ending, start + 1)).toBe("none")
  })

  test("that the person took back carries nothing", () => {
    expect(why(leave("oneTime", { stoppedAt: start }), start)).toBe("stopped")
  })

  test("is used once by one message, however often that is noted", () => {
    const once = Permissions.use([leave("oneTime"), leave("recurring")], "p/oneTime", "o1", start)

    expect(once).toEqual([leave("oneTime", { usedBy: "o1", usedAt: start }), leave("recurring")])
    expect(Permissions.use(once, "p/oneTime", "o1", start + 5)).toBe(once)
    expect(Permissions.use(once, "unknown", "o1", start + 5)).toBe(once)
  })

  test("is given back by a message that was never sent", () => {
    const used = Permissions.use([leave("oneTime")], "p/oneTime", "o1", start)

    expect(Permissions.giveBack(used, "o1")).toEqual([leave("oneTime")])
    expect(Permissions.giveBack(used, "o2")).toBe(used)
  })
})

describe("a person who wants no more", () => {
  test("ends every leave to begin, not the answer to a comment", () => {
    const all = [leave("oneTime"), leave("recurring"), leave("news"), leave("privateReply")]

    expect(Permissions.stop(all, start + 1).map((one) => one.stoppedAt)).toEqual([
      start + 1,
      start + 1,
      start + 1,
      undefined
    ])
  })

  test("may mean one of them alone, and takes back nothing given later", () => {
    const all = [leave("oneTime"), leave("recurring", { grantedAt: start + 9 })]

    expect(Permissions.stop(all, start + 1, { kind: "recurring" })).toBe(all)
    expect(Permissions.stop(all, start + 1, { id: "p/oneTime" })[0]?.stoppedAt).toBe(start + 1)
    expect(Permissions.stop(all, start + 1, { topic: "tea" })).toBe(all)
  })
})

test("as many are kept as the limit says: the ended ones go first, then the oldest", () => {
  const ended = leave("privateReply", { id: "ended", grantedAt: start - week })
  const many = Array.from(
    { length: Permissions.most },
    (_, index) => leave("oneTime", { id: `t${index}`, grantedAt: start - index - 1 })
  )
  const ids = (list: ReadonlyArray<Permission.Permission>) => list.map((one) => one.id)
  const next = optedIn(start, { ...yes, permission: "oneTime" })

  const full = Permissions.note(many, next, view)
  const withEnded = Permissions.note([ended, ...many.slice(1)], next, view)

  expect(ids(full)).toEqual([...ids(many.slice(0, -1)), "t"])
  expect(ids(withEnded)).toEqual([...ids(many.slice(1)), "t"])
})
