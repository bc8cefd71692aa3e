/**
 * Light or dark: what the machine prefers, until the reader chooses.
 *
 * @module
 */
import { type ReadonlySignal, signal } from "@preact/signals"

/** What the reader can choose. */
export type Choice = "light" | "dark"

/** What stands, and the switch. */
export interface Theme {
  readonly choice: ReadonlySignal<Choice>
  readonly turn: () => void
}

const key = "parley-theme"

/** The theme of a document: kept in the browser, so that the next visit looks like this one. */
export const make = (root: HTMLElement, kept: Storage, dark: MediaQueryList): Theme => {
  const stored = kept.getItem(key)
  const chosen = signal<Choice | undefined>(stored === "light" || stored === "dark" ? stored : undefined)
  const choice = signal<Choice>("light")
  const apply = () => {
    choice.value = chosen.value ?? (dark.matches ? "dark" : "light")
    if (chosen.value === undefined) delete root.dataset["theme"]
    else root.dataset["theme"] = chosen.value
  }
  dark.addEventListener("change", apply)
  apply()
  return {
    choice,
    turn: () => {
      chosen.value = choice.value === "dark" ? "light" : "dark"
      kept.setItem(key, chosen.value)
      apply()
    }
  }
}
