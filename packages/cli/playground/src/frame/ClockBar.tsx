/**
 * The clock of the bot: it runs, stands, or is turned ahead through everything that is due on the way.
 *
 * @module
 */
import { useDesk } from "../desk/Desk.ts"
import { Icon } from "./Icon.tsx"
import * as Length from "./Length.ts"

const steps = [["+1 min", 60_000], ["+1 h", 3_600_000], ["+24 h", 86_400_000]] as const

const Now = () => {
  const desk = useDesk()
  const now = desk.now.value
  const ahead = desk.picture.value?.clock.ahead ?? 0
  const turned = Math.abs(ahead) < 1_000
    ? "in real time"
    : `${Length.words(Math.abs(ahead))} ${ahead > 0 ? "ahead of" : "behind"} real time`
  return (
    <time dateTime={now === 0 ? "" : new Date(now).toISOString()} title={turned}>
      {now === 0 ? "–" : Length.second(now)}
      <span>{now === 0 ? "" : Length.day(now)}</span>
    </time>
  )
}

/** The clock, and the ways to turn it. */
export const ClockBar = () => {
  const desk = useDesk()
  const clock = desk.picture.value?.clock
  const paused = clock?.mode === "paused"
  const next = clock?.next
  const still = desk.past.value !== undefined
  return (
    <div class="clock" role="group" aria-label="Clock">
      <button
        type="button"
        class="button plain"
        aria-label={paused ? "Let the clock run" : "Pause the clock"}
        title={paused ? "Let the clock run" : "Pause the clock"}
        disabled={still}
        onClick={() => void desk.clock({ turn: paused ? "run" : "pause" })}
      >
        <Icon name={paused ? "play" : "pause"} />
      </button>
      <Now />
      {steps.map(([label, millis]) => (
        <button
          key={label}
          type="button"
          class="button"
          disabled={still}
          onClick={() => void desk.clock({ turn: "by", millis })}
        >
          {label}
        </button>
      ))}
      <button
        type="button"
        class="button"
        disabled={still || next === undefined}
        aria-label="Next timer"
        title={next === undefined
          ? "No timer runs"
          : `${next.state ?? "A timer"} is due in ${Length.words(next.due - desk.now.value)}`}
        onClick={() => void desk.clock({ turn: "next" })}
      >
        <Icon name="next" size={16} />
        <span class="wide">Next timer</span>
      </button>
    </div>
  )
}
