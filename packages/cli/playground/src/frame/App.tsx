/**
 * The whole page: the bar, what went wrong, the phone, the chart, and what lies beside it.
 *
 * @module
 */
import { useEffect, useRef } from "preact/hooks"
import { Phone } from "../chat/Phone.tsx"
import { Persons } from "../chat/Persons.tsx"
import { Chart } from "../chart/Chart.tsx"
import { type Side as SideName, useDesk, type View } from "../desk/Desk.ts"
import { Events } from "../panels/Events.tsx"
import { Ledger } from "../panels/Ledger.tsx"
import { Turns } from "../panels/Turns.tsx"
import { Bar } from "./Bar.tsx"
import { Keys } from "./Keys.tsx"
import { Notices } from "./Notices.tsx"
import { type Tab, Tabs } from "./Tabs.tsx"
import { Told } from "./Told.tsx"

const titles: Readonly<Record<SideName, string>> = { ledger: "Ledger", turns: "Turns", events: "Events and faults" }

const Side = () => {
  const desk = useDesk()
  const side = desk.side.value
  const waiting = desk.person.value?.waiting ?? 0
  return (
    <section class="column side" aria-label="Behind the conversation">
      <Tabs
        name="Behind the conversation"
        kind="inside"
        panel="side-panel"
        tabs={[
          { id: "ledger", label: "Ledger", icon: "ledger", count: waiting },
          { id: "turns", label: "Turns", icon: "history" },
          { id: "events", label: "Events", icon: "flash", count: desk.picture.value?.faults.length ?? 0 }
        ]}
        chosen={side}
        choose={desk.show}
      />
      <div class="panel" id="side-panel" role="tabpanel" tabIndex={0} aria-labelledby={`side-panel-tab-${side}`}>
        <h2 class="hidden">{titles[side]}</h2>
        {side === "ledger" ? <Ledger /> : side === "turns" ? <Turns /> : <Events />}
      </div>
    </section>
  )
}

const views: ReadonlyArray<Tab<View>> = [
  { id: "chat", label: "Chat", icon: "chat" },
  { id: "chart", label: "Chart", icon: "chart" },
  { id: "ledger", label: "Ledger", icon: "ledger" },
  { id: "turns", label: "Turns", icon: "history" },
  { id: "events", label: "Events", icon: "flash" }
]

/** The page. `?` tells the keys wherever nothing is being typed. */
export const App = () => {
  const desk = useDesk()
  const keys = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.matches("input, textarea, select")
      if (event.key === "?" && !typing && keys.current?.open === false) keys.current.showModal()
    }
    document.addEventListener("keydown", listen)
    return () => document.removeEventListener("keydown", listen)
  }, [])
  const view = desk.view.value
  return (
    <div class="app" data-view={view === "chat" || view === "chart" ? view : "side"}>
      <Bar openKeys={() => keys.current?.showModal()} />
      <Notices />
      <main class="columns" id="views">
        <section class="column talk" aria-label="Conversation">
          <Persons />
          <Phone />
        </section>
        <Chart />
        <Side />
      </main>
      <nav aria-label="Parts of the page">
        <Tabs name="Parts of the page" kind="foot" panel="views" tabs={views} chosen={view} choose={desk.show} />
      </nav>
      <Told />
      <Keys dialog={keys} />
    </div>
  )
}
