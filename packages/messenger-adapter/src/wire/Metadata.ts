/**
 * What travels with a message and comes back in its echo: our id for it, then the author's own text.
 *
 * @module
 */

/** Longest metadata that the platform takes, in characters ("Send API Reference", read 2026-11-21: "must not exceed 1000"). */
export const maxLength = 1000

/** Marks metadata as ours, so that another app's is never taken for it. */
const mark = "parley:"

/** The metadata of one message: the mark, our id, and on the next lines what the author gave. */
export const encode = (outbound: string, text?: string): string =>
  text === undefined || text === "" ? mark + outbound : `${mark}${outbound}\n${text}`

/** Our id and the author's text, or `undefined` when the metadata is not ours. */
export const decode = (metadata: string): { readonly outbound: string; readonly text?: string } | undefined => {
  if (!metadata.startsWith(mark)) return undefined
  const end = metadata.indexOf("\n")
  const outbound = end < 0 ? metadata.slice(mark.length) : metadata.slice(mark.length, end)
  if (outbound === "") return undefined
  return end < 0 ? { outbound } : { outbound, text: metadata.slice(end + 1) }
}
