/**
 * How a replay of recordings is told in a terminal.
 *
 * @module
 */
import type { RecordingClasses } from "@parley/testing"

const titles: { readonly [C in RecordingClasses.Class]: string } = {
  identical: "identical",
  wording: "wording changed",
  behaviour: "behaviour changed",
  cannotResume: "cannot resume"
}

/** The counts of the classes, then each group by its first transition that differs, with an example. */
export const lines = (
  { counts, groups }: ReturnType<typeof RecordingClasses.grouped>,
  took: string
): ReadonlyArray<string> => {
  const all = Object.values(counts).reduce((sum, one) => sum + one, 0)
  return [
    `${all} recordings in ${took}`,
    ...Object.entries(titles).map(([name, title]) =>
      `  ${String(counts[name as RecordingClasses.Class]).padStart(6)}  ${title}` // The titles have the classes' names.
    ),
    ...groups.flatMap(({ class: of, count, example, transition }) => [
      "",
      `${titles[of]}: ${count} at ${transition}`,
      `  was ${example.was ?? ""}`,
      `  is  ${example.is ?? ""}`,
      `  for one, turn ${example.turn ?? 0} of ${example.conversation}`
    ])
  ]
}
