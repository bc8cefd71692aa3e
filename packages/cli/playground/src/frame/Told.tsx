/**
 * A passing word about what was done, or why it was not. Good news leaves by itself.
 *
 * @module
 */
import { useEffect } from "preact/hooks"
import { useDesk } from "../desk/Desk.ts"
import { Icon } from "./Icon.tsx"

const stays = 6_000

/** The word, in the corner. */
export const Told = () => {
  const desk = useDesk()
  const told = desk.told.value
  useEffect(() => {
    if (told?.kind !== "good") return
    const timer = setTimeout(() => desk.tell(undefined), stays)
    return () => clearTimeout(timer)
  }, [told, desk])
  return (
    <div role="status">
      {told === undefined ? null : (
        <div class={`toast ${told.kind}`}>
          <span>{told.words}</span>
          <button type="button" class="button plain" aria-label="Close" onClick={() => desk.tell(undefined)}>
            <Icon name="close" size={16} />
          </button>
        </div>
      )}
    </div>
  )
}
