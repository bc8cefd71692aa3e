/**
 * How one line differs from another, word by word.
 *
 * @module
 */

/** Words that both have, words that only the first has (`gone`), words that only the second has (`come`). */
export interface Piece {
  readonly kind: "same" | "gone" | "come"
  readonly text: string
}

const wordsOf = (text: string): ReadonlyArray<string> => text.match(/\s+|[\p{L}\p{N}_'’]+|[^\s\p{L}\p{N}_'’]/gu) ?? []

/** Longer lines are compared as a whole: a table of all their words would be large, and nobody would read it. */
const limit = 400

/** What a common word counts: a word says more than a sign, and a sign more than a space. */
const weight = (word: string): number => (/^\s/.test(word) ? 1 : /^[\p{L}\p{N}]/u.test(word) ? 6 : 2)

/** What the best common run of words counts, from each pair of places on. */
const common = (left: ReadonlyArray<string>, right: ReadonlyArray<string>): ReadonlyArray<ReadonlyArray<number>> => {
  const table = Array.from({ length: left.length + 1 }, () => Array.from({ length: right.length + 1 }, () => 0))
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const both = left[i] === right[j] ? table[i + 1]![j + 1]! + weight(left[i]!) : 0
      table[i]![j] = Math.max(both, table[i + 1]![j]!, table[i]![j + 1]!)
    }
  }
  return table
}

/** Neighbours of one kind are one piece; what is gone stands before what came. */
const joined = (pieces: ReadonlyArray<Piece>): ReadonlyArray<Piece> => {
  const result: Array<Piece> = []
  let gone = ""
  let come = ""
  const flush = () => {
    // The space behind two words that differ is the same for both.
    const [space = ""] = /\s+$/.exec(gone) ?? []
    const shared = space !== "" && come !== "" && come.endsWith(space) ? space : ""
    if (shared !== "") {
      gone = gone.slice(0, -shared.length)
      come = come.slice(0, -shared.length)
    }
    if (gone !== "") result.push({ kind: "gone", text: gone })
    if (come !== "") result.push({ kind: "come", text: come })
    if (shared !== "") result.push({ kind: "same", text: shared })
    gone = ""
    come = ""
  }
  pieces.forEach(({ kind, text }, index) => {
    if (kind === "gone") gone += text
    else if (kind === "come") come += text
    else if (/^\s+$/.test(text) && (gone !== "" || come !== "") && pieces[index + 1]?.kind !== "same") {
      // A space between two words that both changed belongs to the change.
      gone += text
      come += text
    } else {
      flush()
      const last = result.at(-1)
      if (last?.kind === "same") result[result.length - 1] = { kind, text: last.text + text }
      else result.push({ kind, text })
    }
  })
  flush()
  return result
}

/** The pieces of two lines, in order: `gone` and `same` together are the first line, `come` and `same` the second. */
export const of = (first: string, second: string): ReadonlyArray<Piece> => {
  const left = wordsOf(first)
  const right = wordsOf(second)
  if (left.length > limit || right.length > limit) {
    return joined([{ kind: "gone", text: first }, { kind: "come", text: second }])
  }
  const table = common(left, right)
  const pieces: Array<Piece> = []
  let i = 0
  let j = 0
  while (i < left.length || j < right.length) {
    const both = i < left.length && j < right.length && left[i] === right[j]
    if (both && table[i]![j] === table[i + 1]![j + 1]! + weight(left[i]!)) {
      pieces.push({ kind: "same", text: left[i]! })
      i++
      j++
    } else if (j >= right.length || (i < left.length && table[i + 1]![j]! >= table[i]![j + 1]!)) {
      pieces.push({ kind: "gone", text: left[i++]! })
    } else {
      pieces.push({ kind: "come", text: right[j++]! })
    }
  }
  return joined(pieces)
}
