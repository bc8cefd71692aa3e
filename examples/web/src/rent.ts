/**
 * A bike for a day: booked in the conversation, made ready by the shop.
 *
 * @module
 */
import { Dialogue, Start } from "@parley/core"
import { Schema } from "effect"
import { Bookings, Free, Kind } from "./bookings.ts"
import * as Days from "./days.ts"
import { languageOf, nameOf, texts } from "./texts.ts"

/** What is known of a booking. Its number is 0 until it is made. */
export const Rent = Schema.Struct({
  language: Schema.optionalWith(Schema.Literal("en", "fr"), { default: () => "en" as const }),
  /** The days that were offered: who answers days later taps one of these. */
  days: Schema.optionalWith(Schema.Array(Schema.String), { default: () => [] }),
  /** The last day that was chosen and still ahead; whoever goes back finds a bike for it. */
  day: Schema.optionalWith(Schema.String, { default: () => "" }),
  /** Whether the day that was tapped had passed by then. */
  late: Schema.optionalWith(Schema.Boolean, { default: () => false }),
  free: Schema.optionalWith(Schema.Array(Free), { default: () => [] }),
  kind: Schema.optionalWith(Kind, { default: () => "city" as const }),
  number: Schema.optionalWith(Schema.Number, { default: () => 0 }),
  dock: Schema.optionalWith(Schema.Number, { default: () => 0 })
})

/** Where a bike stands ready. */
export const Ready = Schema.Struct({ dock: Schema.Number })

const d = Dialogue.setup({
  id: "rent",
  version: 1,
  context: Rent,
  signals: { bikeReady: Ready },
  states: [
    "language",
    "english",
    "french",
    "days",
    "day",
    "passed",
    "look",
    "full",
    "kind",
    "sure",
    "book",
    "taken",
    "booked",
    "waiting",
    "ready",
    "done",
    "cancel",
    "cancelling",
    "cancelled",
    "nothing",
    "human"
  ]
})

/** Books a bike with the shop, and tells when it stands ready. */
export const rent = d.make({
  initial: "language",
  starts: [/\b(bike|rent|hi|hello|v[eé]lo|louer|bonjour)\b/i, Start.getStarted],
  commands: { cancel: "cancel", agent: "human" },
  states: {
    language: d.choose("English ou français ?", {
      options: { en: "English", fr: "Français" },
      save: ({ key }) => ({ language: key }),
      to: { en: "english", fr: "french" }
    }),
    english: d.remember({ locale: () => "en", to: "days" }),
    french: d.remember({ locale: () => "fr", to: "days" }),
    days: d.remember({ save: (_, { at }) => ({ days: Days.next(at, 3) }), to: "day" }),
    day: d.choose(texts.day, {
      options: ({ days }, turn) => days.map((day) => ({ key: day, title: Days.words(day, languageOf(turn)) })),
      save: ({ key }, _, { at }) => Days.isAhead(key, at) ? { day: key, late: false } : { late: true },
      to: [{ when: ({ late }) => late, to: "passed" }, "look"]
    }),
    passed: d.say(texts.passed, { to: "days" }),
    look: d.run("LookUp", {
      run: ({ day }) => Bookings.use((bookings) => bookings.free(day)),
      recovery: "rerun",
      timeout: "20 seconds",
      success: {
        save: (free) => ({ free: free.filter(({ left }) => left > 0) }),
        to: [{ when: ({ free }) => free.length === 0, to: "full" }, "kind"]
      },
      failure: { else: "human" }
    }),
    full: d.say(texts.full, { to: "days" }),
    kind: d.choose(texts.kind, {
      options: ({ free }, turn) => free.map(({ kind }) => ({ key: kind, title: nameOf(kind, turn), value: kind })),
      save: ({ value }) => ({ kind: value }),
      to: "sure"
    }),
    sure: d.confirm(texts.sure, { yes: "book", no: "days" }),
    book: d.run("BookBike", {
      run: ({ day, kind }, { conversation, id }) =>
        Bookings.use((bookings) => bookings.book({ day, kind, to: conversation }, id)),
      // The shop knows a booking by the task's id, so asking twice books one bike.
      recovery: "rerun",
      timeout: "20 seconds",
      success: { save: (number) => ({ number }), to: "booked" },
      failure: { Taken: "taken", else: "human" }
    }),
    taken: d.say(texts.taken, { to: "look" }),
    booked: d.say(texts.booked, { to: "waiting" }),
    waiting: d.wait({
      signal: "bikeReady",
      meanwhile: texts.waiting,
      save: ({ dock }) => ({ dock }),
      timeout: { after: "7 days", to: "done" },
      to: "ready"
    }),
    ready: d.notify(texts.ready, {
      purpose: "orderAction",
      utility: {
        name: "bike_ready",
        language: ({ language }) => language,
        parameters: ({ dock, number }) => ({ number: String(number), dock: String(dock) })
      },
      otherwise: { hold: "1 day" },
      to: "done"
    }),
    done: d.end(),
    cancel: d.remember({ to: [{ when: ({ number }) => number === 0, to: "nothing" }, "cancelling"] }),
    cancelling: d.run("CancelBooking", {
      run: ({ number }) => Bookings.use((bookings) => bookings.cancel(number)),
      recovery: "rerun",
      timeout: "20 seconds",
      success: { to: "cancelled" },
      failure: { else: "human" }
    }),
    cancelled: d.end(texts.cancelled),
    nothing: d.end(texts.nothing),
    human: d.handover("inbox", {
      say: texts.human,
      note: ({ number }) => number === 0 ? "Wants a bike." : `Has booked number ${number}.`,
      resume: [{ when: ({ number }) => number === 0, to: "days" }, "waiting"]
    })
  }
})
