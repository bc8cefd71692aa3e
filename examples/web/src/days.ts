/**
 * How the shop writes days. It is in Lyon.
 *
 * @module
 */
import { DateTime, Option } from "effect"

const zone = Option.getOrThrow(DateTime.zoneFromString("Europe/Paris"))

/** The next days from a moment on, as "2026-11-05". */
export const next = (at: number, count: number): ReadonlyArray<string> =>
  Array.from(
    { length: count },
    (_, later) =>
      DateTime.formatIsoDate(DateTime.add(DateTime.setZone(DateTime.unsafeMake(at), zone), { days: later + 1 }))
  )

/** Whether a day begins after a moment. */
export const isAhead = (day: string, at: number): boolean => next(at, 1).every((tomorrow) => day >= tomorrow)

const format = (locale: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(locale, { timeZone: "UTC", weekday: "short", day: "numeric", month: "long" })

/** Formats are dear to make and cheap to use. */
const formats = { en: format("en-GB"), fr: format("fr") }

/** A day in words, at most 20 characters: "Thu 5 November". */
export const words = (day: string, language: "en" | "fr"): string =>
  DateTime.formatIntl(DateTime.unsafeMake(`${day}T12:00:00Z`), formats[language]).replace(",", "")
