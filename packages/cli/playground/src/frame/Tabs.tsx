/**
 * A row of tabs that the arrow keys walk, of which one is chosen.
 *
 * @module
 */
import { useLayoutEffect } from "preact/hooks"
import { Icon, type Name } from "./Icon.tsx"

/** One tab: `count` stands beside its words when it is not zero. */
export interface Tab<Id extends string> {
  readonly id: Id
  readonly label: string
  readonly icon?: Name
  readonly count?: number
}

/** What a row of tabs needs; `name` tells what is chosen by it, and its panels are found by `panelId`. */
export interface Props<Id extends string> {
  readonly name: string
  readonly tabs: ReadonlyArray<Tab<Id>>
  readonly chosen: Id
  readonly choose: (id: Id) => void
  readonly panel: string
  readonly kind: string
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/** The row. Only the chosen tab is a stop of the Tab key. */
export const Tabs = <Id extends string>({ choose, chosen, kind, name, panel, tabs }: Props<Id>) => {
  const walk = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const here = tabs.findIndex(({ id }) => id === chosen)
    const next = tabs[(here + step + tabs.length) % tabs.length]
    if (next === undefined) return
    choose(next.id)
    document.getElementById(`${panel}-tab-${next.id}`)?.focus()
  }
  useLayoutEffect(() => {
    document.getElementById(`${panel}-tab-${chosen}`)?.scrollIntoView({ block: "nearest", inline: "nearest" })
  }, [chosen, panel, tabs.length])
  return (
    <div class={`tabs ${kind}`}>
      <div role="tablist" aria-label={name} onKeyDown={walk}>
        {tabs.map(({ count, icon, id, label }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`${panel}-tab-${id}`}
            aria-selected={id === chosen}
            aria-controls={panel}
            tabIndex={id === chosen ? 0 : -1}
            onClick={() => choose(id)}
          >
            {icon === undefined ? null : <Icon name={icon} />}
            <span>{label}</span>
            {count === undefined || count === 0 ? null : <span class="count">{count}</span>}
          </button>
        ))}
      </div>
    </div>
  )
}
