/**
 * Lengths of time and moments, as words.
 *
 * @module
 */

const units = [["d", 86_400_000], ["h", 3_600_000], ["min", 60_000], ["s", 1_000]] as const

/** A length in milliseconds in its two largest units, such as `23 h 4 min`; less than a second is `0 s`. */
export const words = (length: number): string => {
  const left = Math.max(0, length)
  const index = units.findIndex(([, size]) => left >= size)
  const unit = units[index]
  if (unit === undefined) return "0 s"
  const [name, size] = unit
  const count = Math.floor(left / size)
  const next = units[index + 1]
  const rest = next === undefined ? 0 : Math.floor((left - count * size) / next[1])
  return next === undefined || rest === 0 ? `${count} ${name}` : `${count} ${name} ${rest} ${next[0]}`
}

/** The hour of a moment on the reader's own clock, such as `14:03`. */
export const hour = (at: number): string =>
  new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(at)

/** The hour with its seconds. */
export const second = (at: number): string =>
  new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(at)

/** The day of a moment, such as `Mon 2 Mar`. */
export const day = (at: number): string =>
  new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" }).format(at)
