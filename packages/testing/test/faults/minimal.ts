/**
 * Whether a convo that shows a broken promise is as short as can be: told by playing it, not by how it was made.
 *
 * @module
 */
import { Convo } from "@parley/testing"
import * as Effect from "effect/Effect"
import type { Line } from "../../src/convo/Script.ts"
import type { Judge } from "../../src/properties/Broken.ts"
import { disclosed } from "../../src/properties/Disclosed.ts"
import * as Ground from "../../src/properties/Ground.ts"
import type { Property, Subject } from "../../src/properties/Properties.ts"
import { lawful } from "../../src/properties/Refusals.ts"
import { silent } from "../../src/properties/Silent.ts"
import { buttons, sound } from "../../src/properties/Taken.ts"
import * as Twin from "../../src/properties/Twin.ts"
import * as Walk from "../../src/properties/Walk.ts"
import * as WayOut from "../../src/properties/WayOut.ts"

/** Whether these lines break a promise. */
const breaks = (subject: Subject, property: Property, lines: ReadonlyArray<Line>): Effect.Effect<boolean> => {
  const judged = (): Effect.Effect<unknown, unknown> => {
    if (property === "restart" || property === "webhooks") return Twin.compare(subject, lines, property)
    const ground = Ground.of(subject)
    const judges: { readonly [name: string]: Judge } = {
      lawful,
      disclosed,
      silent,
      buttons,
      sound,
      wayOut: WayOut.make(ground, Ground.wishes(subject, 1, {}))
    }
    return Walk.along(subject, lines, ({ steps }) => judges[property]?.(steps, subject))
  }
  return Effect.match(judged(), { onFailure: () => false, onSuccess: (found) => found !== undefined })
}

/** Whether a convo breaks a promise, and keeps it without any one of its lines. */
export const isMinimal = (subject: Subject, property: Property, convo: string): Effect.Effect<boolean> =>
  Effect.gen(function*() {
    const read = Convo.parse(convo)
    if (read._tag === "Left") return false
    const lines = read.right.lines.filter(({ _tag }) => _tag !== "Header" && _tag !== "Blank")
    // A pause for typing may be what it takes, or stand in its way.
    for (const tried of [subject, { ...subject, bot: { ...subject.bot, typing: false as const } }]) {
      if (!(yield* breaks(tried, property, lines))) continue
      const shorter = lines.map((_, at) => lines.filter((__, index) => index !== at))
      const still = yield* Effect.forEach(shorter, (some) => breaks(tried, property, some))
      if (!still.includes(true)) return true
    }
    return false
  })
