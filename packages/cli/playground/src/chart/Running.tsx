/**
 * What runs and what was asked: timers that count down, tasks, and the guards of the last turn.
 *
 * @module
 */
import type { ChartPicture, GuardPicture, PlacePicture } from "../../../src/dev/Protocol.ts"
import { useDesk } from "../desk/Desk.ts"
import { Icon } from "../frame/Icon.tsx"
import * as Length from "../frame/Length.ts"

const Left = ({ due }: { readonly due: number }) => {
  const left = due - useDesk().now.value
  return <b>{left <= 0 ? "due" : `in ${Length.words(left)}`}</b>
}

const Since = ({ at }: { readonly at: number }) => <b>{`for ${Length.words(useDesk().now.value - at)}`}</b>

/** A guard as a reader knows it: that of an option is the option's title, those of a list of targets are counted. */
const named = ({ guard, state }: GuardPicture, chart: ChartPicture): string => {
  const place = /^(?:to|option)#(\d+)$/.exec(guard)?.[1]
  if (place !== undefined) return `case #${Number(place) + 1}`
  if (guard === "option") return "any option"
  const [, key, nth] = /^option:(.+?)(?:#(\d+))?$/.exec(guard) ?? []
  const asked = chart.states.find(({ path }) => path === state)
  if (key === undefined) return guard
  const title = asked?.options[asked.keys?.indexOf(key) ?? -1] ?? key
  return nth === undefined ? title : `${title} #${Number(nth) + 1}`
}

/** The lists, each only when it has something. */
export const Running = ({ chart, place }: { readonly chart: ChartPicture; readonly place: PlacePicture }) => {
  const { guards, tasks, timers } = place
  if (guards.length + tasks.length + timers.length === 0) return null
  return (
    <div class="running">
      {timers.length === 0 ? null : (
        <section aria-label="Timers">
          <h3>
            <Icon name="clock" size={14} />Timers
          </h3>
          <ul>
            {timers.map((timer) => (
              <li key={timer.id}>
                <span>{timer.state ?? timer.id}</span>
                <Left due={timer.due} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {tasks.length === 0 ? null : (
        <section aria-label="Tasks">
          <h3>
            <Icon name="flash" size={14} />Tasks
          </h3>
          <ul>
            {tasks.map((task) => (
              <li key={task.id}>
                <span>{task.name}</span>
                <Since at={task.startedAt} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {guards.length === 0 ? null : (
        <section aria-label="Guards tried">
          <h3>
            <Icon name="branch" size={14} />Guards tried
          </h3>
          <ul>
            {guards.map((guard, index) => (
              <li key={index}>
                <span>
                  {`${named(guard, chart)} → ${guard.to}`}
                  <small title={guard.read.join("\n")}>{guard.read.join(", ")}</small>
                </span>
                <b class={guard.answer === true ? "yes" : "no"}>
                  {guard.answer === true ? "yes" : guard.answer === false ? "no" : guard.answer}
                </b>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
