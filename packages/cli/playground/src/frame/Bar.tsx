/**
 * The bar at the top: which bot, on which channel, at what time.
 *
 * @module
 */
import { useDesk } from "../desk/Desk.ts"
import { ClockBar } from "./ClockBar.tsx"
import { Icon } from "./Icon.tsx"

const channels = [["messenger", "Messenger"], ["instagram", "Instagram"]] as const

const Bots = () => {
  const desk = useDesk()
  const bots = desk.picture.value?.bots ?? []
  const chosen = bots.find((bot) => bot.chosen)
  if (bots.length < 2) return <span class="bot">{chosen?.name ?? bots[0]?.name ?? ""}</span>
  return (
    <select
      class="field short"
      aria-label="Bot"
      value={chosen?.name ?? ""}
      onChange={(event) => void desk.chooseBot(event.currentTarget.value)}
    >
      {bots.map(({ name }) => <option key={name} value={name}>{name}</option>)}
    </select>
  )
}

/** The bar. */
export const Bar = ({ openKeys }: { readonly openKeys: () => void }) => {
  const desk = useDesk()
  const person = desk.person.value
  const dark = desk.theme.choice.value === "dark"
  return (
    <header class="bar">
      <div class="brand">
        <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
          <path
            fill="currentColor"
            d="M7 4h18a5 5 0 0 1 5 5v10a5 5 0 0 1-5 5H14l-7 5v-5a5 5 0 0 1-5-5V9a5 5 0 0 1 5-5z"
          />
        </svg>
        <h1>Parley</h1>
        <Bots />
      </div>
      <div class="choice" role="group" aria-label="Channel">
        {channels.map(([id, label]) => (
          <button
            key={id}
            type="button"
            aria-pressed={person?.channel === id}
            onClick={() => void desk.toChannel(id)}
          >
            {label}
          </button>
        ))}
      </div>
      <span class="space" />
      <ClockBar />
      <div class="wide">
        <button type="button" class="button plain" aria-label="Keys" title="Keys (?)" onClick={openKeys}>
          <Icon name="keys" />
        </button>
      </div>
      <button
        type="button"
        class="button plain theme"
        aria-label={dark ? "Light colours" : "Dark colours"}
        title={dark ? "Light colours" : "Dark colours"}
        onClick={desk.theme.turn}
      >
        <Icon name={dark ? "sun" : "moon"} />
      </button>
    </header>
  )
}
