/**
 * Lengths of time as people write them: `90s`, `1h30m`, `25h`, `7d`.
 *
 * @module
 */
const units = [["d", 86_400_000], ["h", 3_600_000], ["m", 60_000], ["s", 1_000], ["ms", 1]] as const

const form = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+)s)?(?:(\d+)ms)?$/

/** The milliseconds of a length, or `undefined` when the text is none. */
export const decode = (text: string): number | undefined => {
  const found = form.exec(text)
  if (found === null || text === "") return undefined
  return units.reduce((sum, [, millis], index) => sum + Number(found[index + 1] ?? 0) * millis, 0)
}

/**
 * A length in the largest whole units: at most two kinds are usual. Hours are not folded into days below two days, since
 * "25h" says more about a window than "1d1h"; a day itself is "1d".
 */
export const encode = (millis: number): string => {
  let rest = Math.round(millis)
  let text = ""
  for (const [name, size] of units) {
    if (name === "d" && rest % size !== 0) continue
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0) text += `${count}${name}`
  }
  return text === "" ? "0s" : text
}

/** A length that was written, with its units where they are not those in which it would be printed. */
export const read = (text: string): { readonly millis: number; readonly written?: string } | undefined => {
  const millis = decode(text)
  if (millis === undefined) return undefined
  return encode(millis) === text ? { millis } : { millis, written: text }
}
