/**
 * The time in which the bot may write, as a bar that closes.
 *
 * @module
 */
import type { WindowPicture } from "../../../src/dev/Protocol.ts"
import { useDesk } from "../desk/Desk.ts"
import * as Length from "../frame/Length.ts"

const soon = 0.15

/** The bar: how much of the window is left. */
export const Window = ({ window }: { readonly window: WindowPicture }) => {
  const now = useDesk().now.value
  const left = window.until === undefined ? 0 : Math.max(0, window.until - now)
  const open = window.open && left > 0
  const share = !open || window.length === undefined || window.length === 0 ? 0 : Math.min(1, left / window.length)
  const words = open
    ? `${Length.words(left)} left`
    : window.until === undefined
    ? "opens when the person writes"
    : `shut ${Length.words(now - window.until)} ago`
  return (
    <div class={`window ${open ? share < soon ? "soon" : "" : window.until === undefined ? "" : "shut"}`}>
      <p>
        <strong>{open ? "Window open" : window.until === undefined ? "No window yet" : "Window shut"}</strong>
        <span>{words}</span>
      </p>
      <svg
        viewBox="0 0 100 4"
        preserveAspectRatio="none"
        role="meter"
        aria-label="Time left in the window"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={words}
      >
        <rect x="0" y="0" width={share * 100} height="4" />
      </svg>
    </div>
  )
}
