import { describe, expect, it } from "@effect/vitest"
import { Convo, Mutate, Mutations } from "@parley/testing"
import * as Effect from "effect/Effect"
import { bots } from "./trip.ts"

// In those days a series of messages could be asked for everywhere.
const text = (...lines: ReadonlyArray<string>): string =>
  ["bot trip   person Ana   start 2025-06-02T09:00Z", "> hi", "< ...", "< ¿Un viaje?", "< Where?", ...lines, ""].join(
    "\n"
  )

const booked = ["> [Sea]", "< How many nights?", "> 3", "= wait"]

const passed = [
  "> desk",
  "$ POST /extend_thread_control {\"duration\":7200}",
  "$ POST /pass_thread_control {\"target_app_id\":\"263902037430900\",\"metadata\":\"A refund\"}"
]

/** A mistake, and a convo that goes as written with the bot as it is, and not with the mistake. */
const noticed: ReadonlyArray<readonly [name: string, ...lines: ReadonlyArray<string>]> = [
  ["trip/hello/language-lost:words"],
  ["bot/locale-other"],
  ["trip/where/option-words:sea", "> beach", "< How many nights?"],
  ["trip/where/timer-again", "~ 10m", "< ...", "< Where?", "~ 10m", "< ...", "< Where?", "~ 10m"],
  [
    "trip/where/timer-meaning",
    "~ 4m",
    "% crash",
    "~ 20m",
    "% restart",
    "= where",
    "~ 6m",
    "< Still there?",
    "< Where?"
  ],
  ["trip/nights/retries-more", "> [Sea]", "< How many nights?", "> none", "< ...", "< ...", "> none", "< One moment."],
  ["trip/book/failure-unnamed:Full", "> [Sea]", "< ...", "> 12", "< We are full.", "< How many nights?"],
  ["trip/book/failure-unheard", "> [Sea]", "< ...", "> 99", "< Something broke."],
  ["trip/book/task-uninterruptible", "> [Sea]", "< ...", "> 9", "> pay", "< That is 450."],
  ["trip/rate.over/output-forgotten", "> rate", "< How many stars?", "> 4", "< That is 200."],
  ["trip/pay/input-forgotten", ...booked, "> pay", "< That is 150."],
  ["trip/pay/goto-forgotten", ...booked, "> pay", "< That is 150."],
  ["trip/raw/action-dropped:assign-1", "> raw", "< Seven, then.", "< That is 350."],
  ["trip/raw/action-dropped:emit-2", "> raw", "< Seven, then.", "< That is 350."],
  [
    "trip/tell/notify-hold-shorter:words",
    ...booked,
    "~ 26h",
    "signal late {}",
    "~ 30h",
    "> hi",
    "< ...",
    "< Your train is late.",
    "< ¿Un viaje?",
    "< Where?"
  ],
  [
    "trip/tell/notify-hold-longer:words",
    ...booked,
    "~ 26h",
    "signal late {}",
    "~ 50h",
    "> hi",
    "< ...",
    "< ¿Un viaje?",
    "< Where?"
  ],
  ["trip/desk/pass-elsewhere", ...passed],
  ["trip/desk/note-gone", ...passed],
  ["trip/keep/extend-shorter", ...passed],
  [
    "trip/offers/request-topic",
    "> offers",
    "< ...",
    "$ POST /messages {\"message\":{\"attachment\":{\"payload\":{\"payload\":\"p1|trip|1|offers|leave/offers\"}}}}"
  ]
]

describe("a mistake in each word of the language", () => {
  it.each(noticed)("is noticed by a convo that comes by it: %s", async (name, ...lines) => {
    const convo = text(...lines)
    const asIs = await Convo.runText(convo, { bots })
    const mutant = { trip: Mutations.planted(bots.trip, name) }

    expect(Convo.explain(asIs)).toBeUndefined()
    expect((await Convo.runText(convo, { bots: mutant }))._tag).toBe("Failed")
  })
})

const read = (name: string, ...lines: ReadonlyArray<string>) => {
  const parsed = Convo.parse(text(...lines))
  if (parsed._tag === "Left") throw new Error(parsed.left[0]?.message)
  return { name, script: parsed.right }
}

const triedWith = (convos: ReadonlyArray<ReturnType<typeof read>>) =>
  Effect.map(Mutate.run({ bots, convos, seconds: 0 }), ({ verdicts }) => verdicts.map(({ mutation: { name } }) => name))

describe("what only a run tells of a message", () => {
  it.effect("is lost where a convo comes by it, and nowhere else", () =>
    Effect.gen(function*() {
      const short = yield* triedWith([read("short")])
      const long = yield* triedWith([
        read("told", ...booked, "signal late {}", "< Your train is late."),
        read("desk", ...passed)
      ])
      const lost = /language-lost|hold-|event-over|loud|note-gone|extend-|pass-elsewhere|input-/

      expect(short.filter((name) => lost.test(name))).toEqual(["trip/hello/language-lost:words"])
      expect(long.filter((name) => lost.test(name)).toSorted()).toEqual([
        "trip/hello/language-lost:words",
        "trip/keep/extend-shorter",
        "trip/desk/note-gone",
        "trip/desk/pass-elsewhere",
        "trip/tell/notify-hold-shorter:words",
        "trip/tell/notify-hold-longer:words"
      ].toSorted())
    }))
})
