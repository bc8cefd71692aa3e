/**
 * An appointment at the dentist's: booked in a minute, and remembered the day before, when the window has long been shut.
 *
 * @module
 */
import { Dialogue, Start } from "@parley/core"
import { Schema } from "effect"
import { Calendar } from "./calendar.ts"
import * as Moments from "./moments.ts"
import { texts, titlesFor } from "./texts.ts"

/** What is known of a visit. Moments are in milliseconds since the epoch, lengths in milliseconds. */
export const Visit = Schema.Struct({
  language: Schema.optionalWith(Schema.Literal("en", "fr"), { default: () => "en" as const }),
  free: Schema.optionalWith(Schema.Array(Schema.Number), { default: () => [] }),
  day: Schema.optionalWith(Schema.String, { default: () => "" }),
  at: Schema.optionalWith(Schema.Number, { default: () => 0 }),
  reminded: Schema.optionalWith(Schema.Boolean, { default: () => false }),
  /** How long until the reminder, or after that until the visit is over. */
  ahead: Schema.optionalWith(Schema.Number, { default: () => 0 })
})
type Visit = typeof Visit.Type

const hours = (count: number): number => count * 3_600_000
const dayOf = (at: number): string => Moments.day(at, "en")

const d = Dialogue.setup({
  id: "appointment",
  version: 1,
  context: Visit,
  signals: { practiceClosed: Schema.Struct({}), timeFree: Schema.Struct({}) },
  states: [
    "language",
    "english",
    "french",
    "look",
    "day",
    "time",
    "book",
    "taken",
    "noted",
    "booked",
    "ahead",
    "coming",
    "remind",
    "reminded",
    "visit",
    "over",
    "rate",
    "closed",
    "freed",
    "cancel",
    "cancelling",
    "cancelled",
    "nothing",
    "change",
    "changing",
    "leave",
    "listed",
    "listening",
    "free",
    "later",
    "human",
    "done"
  ]
})

/** The template in the person's language, and what fills it. */
const template = (name: string) => ({
  name,
  language: ({ language }: Visit) => language,
  parameters: ({ at, language }: Visit) => ({ day: Moments.day(at, language), hour: Moments.hour(at) })
})

/** Books a time, reminds the day before, and asks afterwards how it was. */
export const appointment = d.make({
  initial: "language",
  starts: [/\b(appointment|rendez-vous|dentist|hi|hello|bonjour)\b/i, Start.getStarted],
  commands: {
    cancel: "cancel",
    change: { to: "change", words: ["change", "reschedule", "changer", "déplacer"] },
    agent: "human"
  },
  states: {
    language: d.choose("English ou français ?", {
      options: { en: "English", fr: "Français" },
      save: ({ key }) => ({ language: key }),
      to: { en: "english", fr: "french" }
    }),
    english: d.remember({ locale: () => "en", to: "look" }),
    french: d.remember({ locale: () => "fr", to: "look" }),
    look: d.run("FindTimes", {
      run: () => Calendar.free,
      recovery: "rerun",
      timeout: "20 seconds",
      success: { save: (free) => ({ free, at: 0, reminded: false }), to: "day" },
      failure: { else: "human" }
    }),
    day: d.choose(texts.which, {
      options: ({ free }, turn) => {
        const days = [...new Map(free.map((at) => [dayOf(at), Moments.day(at, turn.locale)]))]
        const none = { key: "none", title: titlesFor(turn).none }
        const listed = days.map(([key, title]) => ({ key, title }))
        // Instagram knows no leave for one message.
        return turn.channel === "instagram" ? listed : [...listed, none]
      },
      save: ({ key }) => ({ day: key }),
      to: [{ when: ({ day }) => day === "none", to: "leave" }, "time"]
    }),
    time: d.choose(texts.when, {
      options: ({ day, free }) =>
        free.filter((at) => dayOf(at) === day).map((at) => ({ key: String(at), title: Moments.hour(at), value: at })),
      save: ({ value }) => ({ at: value }),
      to: "book"
    }),
    book: d.run("BookTime", {
      run: ({ at }, { id }) => Calendar.book(at, id),
      // The calendar knows a booking by the task's id, so asking twice books one visit.
      recovery: "rerun",
      timeout: "20 seconds",
      success: { to: "noted" },
      failure: { Taken: "taken", else: "human" }
    }),
    taken: d.say(texts.taken, { to: "look" }),
    noted: d.remember({ person: ({ at }) => ({ visit: at }), to: "booked" }),
    booked: d.say(texts.booked, { to: "ahead" }),

    // A timer's length may come from the context alone, so it is worked out where the time is known.
    ahead: d.remember({
      save: ({ at, reminded }, turn) => ({ ahead: Math.max(1, at + (reminded ? hours(2) : -hours(24)) - turn.at) }),
      to: [{ when: ({ reminded }) => reminded, to: "visit" }, "coming"]
    }),
    coming: d.wait({
      signal: "practiceClosed",
      meanwhile: texts.coming,
      timeout: { after: ({ ahead }) => ahead, to: "remind" },
      to: "closed"
    }),
    // Whoever cancelled, changed or came meanwhile has another visit on record, and hears nothing.
    remind: d.notify(texts.reminder, {
      purpose: "eventReminder",
      eventAt: ({ at }) => at,
      utility: template("appointment_reminder"),
      otherwise: { hold: "1 day" },
      stillTrue: ({ at }, person) => person["visit"] === at,
      to: "reminded"
    }),
    reminded: d.remember({ save: () => ({ reminded: true }), to: "ahead" }),
    visit: d.wait({
      signal: "practiceClosed",
      meanwhile: texts.coming,
      timeout: { after: ({ ahead }) => ahead, to: "over" },
      to: "closed"
    }),
    over: d.remember({ person: () => ({ visit: 0 }), to: "rate" }),
    rate: d.survey((_, turn) => ({
      title: titlesFor(turn).visit,
      // It may be the first word after a day of silence, and nothing can stand before it: it says itself who asks.
      subtitle: titlesFor(turn).asks,
      question: { id: "visit", title: titlesFor(turn).rating, kind: "csat" },
      privacyUrl: "https://plateau-dental.example/privacy"
    }), { purpose: "eventFeedback", otherwise: "drop", to: "done" }),

    closed: d.notify(texts.closed, {
      purpose: "bookingConfirmation",
      eventAt: ({ at }) => at,
      utility: template("appointment_closed"),
      otherwise: { hold: "3 days" },
      to: "freed"
    }),
    freed: d.remember({ person: () => ({ visit: 0 }), to: "done" }),

    cancel: d.remember({
      person: () => ({ visit: 0 }),
      to: [{ when: ({ at }) => at === 0, to: "nothing" }, "cancelling"]
    }),
    cancelling: d.run("CancelTime", {
      run: ({ at }) => Calendar.cancel(at),
      recovery: "rerun",
      timeout: "20 seconds",
      success: { to: "cancelled" },
      failure: { else: "human" }
    }),
    cancelled: d.end(texts.cancelled),
    nothing: d.end(texts.nothing),
    change: d.remember({ person: () => ({ visit: 0 }), to: "changing" }),
    changing: d.run("CancelTime", {
      run: ({ at }) => Calendar.cancel(at),
      recovery: "rerun",
      timeout: "20 seconds",
      success: { to: "look" },
      failure: { else: "human" }
    }),

    leave: d.optIn((_, turn) => titlesFor(turn).tell, {
      permission: "oneTime",
      topic: "timeFree",
      to: "listed",
      declined: "later"
    }),
    listed: d.say(texts.listed, { to: "listening" }),
    listening: d.wait({ signal: "timeFree", to: "free" }),
    free: d.notify(texts.free, { purpose: "promotion", topic: "timeFree", otherwise: "drop", to: "done" }),
    later: d.end(texts.later),
    human: d.handover("inbox", {
      say: texts.human,
      note: ({ at }) => at === 0 ? "Wants an appointment." : `Comes on ${dayOf(at)} at ${Moments.hour(at)}.`,
      resume: [{ when: ({ at }) => at === 0, to: "look" }, "ahead"]
    }),
    done: d.end()
  }
})
