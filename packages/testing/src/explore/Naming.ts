/**
 * What a generated convo is called, and what it says of itself.
 *
 * @module
 */
import type { Element } from "../coverage/Element.ts"

const worth: ReadonlyArray<Element["kind"]> = [
  "task",
  "timer",
  "guard",
  "transition",
  "lane",
  "disclosure",
  "state",
  "message",
  "language"
]

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/ is (true|false)$/, (_, answer: string) => (answer === "true" ? "" : " not"))
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 48)
    .replace(/-$/, "")

/** The most telling of some elements, first. */
const telling = (elements: ReadonlyArray<Element>): ReadonlyArray<Element> =>
  [...elements].sort((one, other) =>
    Number(one.by === "kit") - Number(other.by === "kit") || worth.indexOf(one.kind) - worth.indexOf(other.kind)
  )

/** A name for the file of a convo, without its ending, that none of `taken` has. */
export const name = (fresh: ReadonlyArray<Element>, taken: ReadonlySet<string>): string => {
  const first = slug(telling(fresh)[0]?.label ?? "convo") || "convo"
  if (!taken.has(first)) return first
  for (let count = 2;; count++) if (!taken.has(`${first}-${count}`)) return `${first}-${count}`
}

/** How the first line of a convo that was made begins: who writes files anew knows by it which are not by hand. */
export const mark = "Explored:"

/** What a convo says of itself: what is covered by it and by none before it. */
export const comment = (fresh: ReadonlyArray<Element>): string => {
  const labels = telling(fresh).map(({ label }) => label)
  const rest = labels.length - 3
  return `${mark} ${labels.slice(0, 3).join("; ")}${rest > 0 ? `; and ${rest} more` : ""}`
}
