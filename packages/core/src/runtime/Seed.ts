/**
 * Numbers that depend on a text alone: the seed of a turn, the fingerprint of a snapshot.
 *
 * @module
 */

/** A whole number below 2³² (FNV-1a over UTF-16 units); the same text always gives the same one. */
export const fromText = (text: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index)
    hash = Math.imul(hash, 0x01000193)
  }
  return hash >>> 0
}
