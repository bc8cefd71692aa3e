/**
 * The keys: a whole conversation needs no mouse.
 *
 * @module
 */
import type { RefObject } from "preact"

const keys = [
  ["Enter", "Say what was typed"],
  ["Shift Enter", "A new line"],
  ["Alt 1 … Alt 9", "Tap a reply or a button of the last message"],
  ["Alt M", "The menu"],
  ["← → ↑ ↓", "Walk tabs, and the states of the chart"],
  ["Enter", "Look at a state or a turn"],
  ["?", "These keys"]
] as const

/** The window that tells them. */
export const Keys = ({ dialog }: { readonly dialog: RefObject<HTMLDialogElement | null> }) => (
  <dialog ref={dialog} aria-labelledby="keys-title">
    <h2 id="keys-title">Keys</h2>
    <dl>
      {keys.map(([key, does]) => (
        <>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{does}</dd>
        </>
      ))}
    </dl>
    <form method="dialog">
      <button type="submit" class="button main">Close</button>
    </form>
  </dialog>
)
