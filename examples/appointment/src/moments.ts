/**
 * How the practice writes days and hours. It is in Dakar, where clocks show UTC all year.
 *
 * @module
 */
import { DateTime } from "effect"

const part = (at: number, locale: string, part: Intl.DateTimeFormatOptions): string =>
  DateTime.format(DateTime.unsafeMake(at), { locale, timeZone: "Africa/Dakar", ...part })

/** The day of a moment, at most 20 characters: "Thu 5 November". */
export const day = (at: number, locale: string): string =>
  [part(at, locale, { weekday: "short" }), part(at, locale, { day: "numeric" }), part(at, locale, { month: "long" })]
    .join(" ")

/** The hour of a moment: "09:30". */
export const hour = (at: number): string => part(at, "en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
