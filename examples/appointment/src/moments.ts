/**
 * How the practice writes days and hours. It is in Dakar, where clocks show UTC all year.
 *
 * @module
 */
import { DateTime } from "effect"

const formats = new Map<string, Intl.DateTimeFormat>()

/** Formats are dear to make and cheap to use: each is made once. */
const format = (locale: string, part: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${locale} ${Object.keys(part).join()}`
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: "Africa/Dakar", ...part })
  formats.set(key, made)
  return made
}

const part = (at: number, locale: string, part: Intl.DateTimeFormatOptions): string =>
  DateTime.formatIntl(DateTime.unsafeMake(at), format(locale, part))

/** The day of a moment, at most 20 characters: "Thu 5 November". */
export const day = (at: number, locale: string): string =>
  [part(at, locale, { weekday: "short" }), part(at, locale, { day: "numeric" }), part(at, locale, { month: "long" })]
    .join(" ")

/** The hour of a moment: "09:30". */
export const hour = (at: number): string => part(at, "en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
