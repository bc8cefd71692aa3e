import { type Conversation, PolicyPack, Window } from "@parley/core"
import * as FastCheck from "effect/FastCheck"
import { describe, expect, test } from "vitest"
import { day, pack, start, week } from "./rulebook.ts"

const at = (now: number, acts: ReadonlyArray<readonly [act: string, at: number]>, margin?: number) =>
  Window.state(acts.map(([act, at]) => ({ act, at, inbound: act })), PolicyPack.on(pack, now), now, margin)

describe("the window", () => {
  test.each([
    ["at the act", 0, "Open"],
    ["in its last millisecond", day - 1, "Open"],
    ["at its end", day, "Shut"],
    ["a millisecond after its end", day + 1, "Shut"]
  ])("is judged %s", (_, after, expected) => {
    expect(at(start + after, [["message", start]])._tag).toBe(expected)
  })

  test("ends with the act whose window ends last, though another act is newer", () => {
    const acts = [["message", start + day], ["adMessage", start]] as const

    expect(at(start + 3 * day, acts)).toMatchObject({ _tag: "Open", rule: "window.ad", until: start + week })
  })

  test("names its own end, whatever the margin", () => {
    expect(at(start, [["message", start]], 60_000)).toMatchObject({ until: start + day })
  })

  test("counts as shut from the margin before its end on", () => {
    const margin = 60_000

    expect(at(start + day - margin - 1, [["message", start]], margin)._tag).toBe("Open")
    expect(at(start + day - margin, [["message", start]], margin)._tag).toBe("Shut")
  })

  test("is no longer for a margin below nought, or one that is no number", () => {
    expect(at(start + day, [["message", start]], -1)._tag).toBe("Shut")
    expect(at(start + day, [["message", start]], Number.NaN)._tag).toBe("Shut")
  })

  test("is opened in the past by a webhook that comes late", () => {
    const acts = Window.record([], { act: "message", at: start - 2 * day, inbound: "late" }, PolicyPack.on(pack, start))

    expect(Window.state(acts, PolicyPack.on(pack, start), start)).toMatchObject({
      _tag: "Shut",
      until: start - day
    })
  })

  test("never was for someone who did nothing that opens one", () => {
    expect(at(start, [])._tag).toBe("Never")
    expect(at(start, [["optIn", start], ["adReferral", start], ["comment", start]])._tag).toBe("Never")
  })

  test("is open for an act that seems to lie ahead, as a clock was set back since", () => {
    expect(at(start - 5_000, [["message", start]])._tag).toBe("Open")
  })

  test("lasts as long as the rule said when the act happened, though the rule has changed since", () => {
    const [opener] = pack.openers
    const changed = opener === undefined ? [] : [{ ...opener, until: start }, { ...opener, lasts: week, from: start }]
    const after = (act: number, now: number) =>
      Window.state([{ act: "message", at: act, inbound: "m1" }], PolicyPack.on({ ...pack, openers: changed }, now), now)

    expect(after(start - 1, start)).toMatchObject({ _tag: "Open", until: start - 1 + day })
    expect(after(start - 1, start - 1 + day)).toMatchObject({ _tag: "Shut", until: start - 1 + day })
    expect(after(start - 1, start + day)).toMatchObject({ _tag: "Shut" })
    expect(after(start - 1, start + day)).not.toHaveProperty("until")
    expect(after(start, start + week - 1)).toMatchObject({ _tag: "Open", until: start + week })
  })
})

test("an act that came after its rule had ended opened nothing, ever", () => {
  const ended = { ...pack, openers: pack.openers.map((rule) => ({ ...rule, until: start })) }
  const state = (act: number) =>
    Window.state([{ act: "message", at: act, inbound: "m1" }], PolicyPack.on(ended, start), start)

  expect(state(start - 1)._tag).toBe("Open")
  expect(state(start)._tag).toBe("Never")
})

describe("the acts", () => {
  test("keep the last of each kind, and an older one never replaces a newer", () => {
    const newer = { act: "message", at: start, inbound: "m2" }
    const older = { act: "message", at: start - 1, inbound: "m1" }
    const other = { act: "postback", at: start - 9, inbound: "m0" }

    const view = PolicyPack.on(pack, start)

    expect(Window.record(Window.record([older], newer, view), other, view)).toEqual([newer, other])
    expect(Window.record([newer], older, view)).toEqual([newer])
  })

  test("keep one whose rule has ended beside a newer one of its kind, as long as its window ends later", () => {
    const [opener] = pack.openers
    const ended = { ...pack, openers: opener === undefined ? [] : [{ ...opener, until: start }] }
    const first = { act: "message", at: start - 1, inbound: "m1" }
    const second = { act: "message", at: start, inbound: "m2" }
    const third = { act: "message", at: start + 1, inbound: "m3" }
    const late = { act: "message", at: start - 2, inbound: "m0" }
    const after = (acts: ReadonlyArray<typeof first>) =>
      acts.reduce<ReadonlyArray<Conversation.Act>>(
        (kept, act) => Window.record(kept, act, PolicyPack.on(ended, start)),
        []
      )
    const at = (now: number) => Window.state(after([first, second, third]), PolicyPack.on(ended, now), now)._tag

    expect(after([first, second, third])).toEqual([third, first])
    expect(after([third, first])).toEqual([third, first])
    expect(after([first, third, late])).toEqual([third, first])
    expect([at(start + day - 2), at(start + day - 1)]).toEqual(["Open", "Never"])
    expect(after([first, { ...second, at: start + day }])).toEqual([{ ...second, at: start + day }])
  })

  test("that are kept say of the window what all of them say, in whichever order they came: two of a kind at most", () => {
    const moment = FastCheck.integer({ min: 0, max: 30 })
    const opener = (act: string, from: number, until: number, lasts: number) => ({
      id: `${act} ${from}`,
      act,
      lasts,
      from,
      until,
      source: { page: "a test's own rules", read: "2026-11-21" }
    })
    const openers = FastCheck.tuple(moment, moment, FastCheck.integer({ min: 1, max: 9 }), moment).map(
      ([cut, end, early, later]) =>
        ["a", "b"].flatMap((act) => [
          opener(act, 0, cut, early),
          opener(act, cut, cut + end, 1 + later)
        ])
    )
    const acts = FastCheck.array(FastCheck.record({ act: FastCheck.constantFrom("a", "b", "c"), at: moment }))

    FastCheck.assert(
      FastCheck.property(openers, acts, (openers, done) => {
        const ruled: PolicyPack.PolicyPack = { ...pack, openers }
        const all = done.map((act, index) => ({ ...act, inbound: `i${index}` }))
        const arrived = Math.max(0, ...all.map(({ at }) => at))
        let kept: ReadonlyArray<Conversation.Act> = []
        for (const act of all) kept = Window.record(kept, act, PolicyPack.on(ruled, act.at))

        for (const kind of ["a", "b", "c"]) expect(kept.filter(({ act }) => act === kind).length).toBeLessThanOrEqual(2)
        for (let now = arrived; now < 80; now++) {
          const view = PolicyPack.on(ruled, now)
          const [whole, short] = [Window.state(all, view, now), Window.state(kept, view, now)]
          expect(short._tag === "Open").toBe(whole._tag === "Open")
          if (whole._tag === "Open") expect(short).toMatchObject({ until: whole.until })
          expect(Window.lastAct(kept, view, ["a"])?.at).toBe(Window.lastAct(all, view, ["a"])?.at)
        }
      }),
      { numRuns: 200 }
    )
  })

  test("tell the last of some kinds, or of those that open a window", () => {
    const acts = [["message", 1], ["comment", 3], ["postback", 2]].map(([act, at]) => ({
      act: String(act),
      at: Number(at),
      inbound: "m"
    }))
    const view = PolicyPack.on(pack, start)

    expect(Window.lastAct(acts, view, ["message"])?.at).toBe(1)
    expect(Window.lastAct(acts, view, undefined)?.at).toBe(2)
    expect(Window.lastAct(acts, view, ["reaction"])).toBeUndefined()
  })
})

test("time never runs back behind what the conversation has seen", () => {
  expect(Window.latest(5, undefined)).toBe(5)
  expect(Window.latest(5, 9)).toBe(9)
  expect(Window.latest(9, 5)).toBe(9)
  expect(Window.latest(Number.NaN, 5)).toBe(5)
})
