/**
 * The phone of the person: who answers, how long the bot may write, the talk, and where the person writes.
 *
 * @module
 */
import type { OwnerPicture } from "../../../src/dev/Protocol.ts"
import { useDesk } from "../desk/Desk.ts"
import { Composer } from "./Composer.tsx"
import { Log } from "./Log.tsx"
import { Window } from "./Window.tsx"

const owners: Readonly<Record<OwnerPicture["who"], string>> = {
  bot: "The bot answers",
  human: "A person answers",
  app: "Another app answers"
}

/** The phone, or that there is none yet. */
export const Phone = () => {
  const desk = useDesk()
  const person = desk.person.value
  const picture = desk.picture.value
  if (person === undefined) {
    return (
      <div class="phone" id="phone">
        <div class="hello">
          <p>{picture?.status === "waiting" ? "The bot waits for a mended file." : "The bot is being loaded…"}</p>
        </div>
      </div>
    )
  }
  const bot = picture?.bots.find(({ chosen }) => chosen)?.name ?? ""
  const live = desk.past.value === undefined && picture?.status === "running"
  const isHuman = person.owner.who === "human"
  return (
    <div class={`phone ${person.channel}`} id="phone" role="tabpanel" aria-label={person.name}>
      <div class="phonehead">
        <span class="face" aria-hidden="true">{bot.slice(0, 1).toUpperCase()}</span>
        <div>
          <h2>{bot}</h2>
          <p>
            {owners[person.owner.who]}
            {person.blocked ? " · blocked" : person.stopped ? " · wants nothing unasked" : ""}
          </p>
        </div>
        <span class="space" />
        <button
          type="button"
          class="button"
          disabled={!live}
          title={person.owner.why ?? ""}
          onClick={() => void desk.act({ act: isHuman ? "giveBack" : "takeOver" })}
        >
          {isHuman ? "Give back" : "Take over"}
        </button>
      </div>
      <Window window={person.window} />
      <Log person={person} live={live} key={person.id} />
      <Composer person={person} live={live} />
    </div>
  )
}
