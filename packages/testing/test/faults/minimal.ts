/**
 * Whether a convo that shows a broken promise is as short as can be: told by playing it, not by how it was made.
 *
 * @module
 */
import { Convo, Properties } from "@parley/testing"
import * as Effect from "effect/Effect"

/** Whether a convo breaks a promise, and keeps it without any one of its lines. */
export const isMinimal = (
  subject: Properties.Subject,
  property: Properties.Property,
  convo: string
): Effect.Effect<boolean> =>
  Effect.gen(function*() {
    const read = Convo.parse(convo)
    if (read._tag === "Left") return false
    const lines = read.right.lines.filter(({ _tag }) => _tag !== "Header" && _tag !== "Blank")
    const breaks = (tried: Properties.Subject, some: typeof lines) =>
      Effect.map(Properties.breaks(tried, property, { lines: some }), (found) => found !== undefined)
    // A pause for typing may be what it takes, or stand in its way.
    for (const tried of [subject, { ...subject, bot: { ...subject.bot, typing: false as const } }]) {
      if (!(yield* breaks(tried, lines))) continue
      const shorter = lines.map((_, at) => lines.filter((__, index) => index !== at))
      const still = yield* Effect.forEach(shorter, (some) => breaks(tried, some))
      if (!still.includes(true)) return true
    }
    return false
  })
