/**
 * What the reader has before them: the newest picture, whom they look at and when, and everything that they can do.
 *
 * @module
 */
import { batch, computed, type ReadonlySignal, signal } from "@preact/signals"
import { createContext } from "preact"
import { useContext } from "preact/hooks"
import type {
  Act,
  Channel,
  ClockTurn,
  FaultWish,
  Past,
  PersonPicture,
  PersonWish,
  Picture,
  Refusal
} from "../../../src/dev/Protocol.ts"
import type * as Link from "../link/Link.ts"
import type * as Theme from "../frame/Theme.ts"

/** The part that a phone shows; wider screens show all of them. */
export type View = "chat" | "chart" | "ledger" | "turns" | "events"

/** The part beside the chart. */
export type Side = Exclude<View, "chat" | "chart">

/** A passing word about what was done, or why it was not. */
export interface Told {
  readonly kind: "good" | "bad"
  readonly words: string
}

/** Omits over each member of a union. */
type Without<A, K extends PropertyKey> = A extends unknown ? Omit<A, K> : never

/** What a person does, without saying who: it is the one on the desk. */
export type Deed = Without<Act, "person">

/** What is before the reader, and what they can do with it. */
export interface Desk {
  readonly theme: Theme.Theme
  readonly line: ReadonlySignal<Link.State>
  readonly picture: ReadonlySignal<Picture | undefined>
  /** The person as they stand, or as they stood at the turn that is looked at. */
  readonly person: ReadonlySignal<PersonPicture | undefined>
  readonly past: ReadonlySignal<Past | undefined>
  /** The playground's clock, which runs on between two pictures; it stands still in the past. */
  readonly now: ReadonlySignal<number>
  readonly view: ReadonlySignal<View>
  readonly side: ReadonlySignal<Side>
  readonly told: ReadonlySignal<Told | undefined>
  readonly choose: (person: string) => void
  readonly show: (view: View) => void
  readonly look: (turn: number) => Promise<void>
  readonly toNow: () => void
  /** Does it as the person on the desk; false when it was refused, which is told. */
  readonly act: (deed: Deed) => Promise<boolean>
  readonly clock: (turn: ClockTurn) => Promise<void>
  readonly fault: (wish: FaultWish) => Promise<void>
  readonly newPerson: (wish: PersonWish) => Promise<void>
  readonly toChannel: (channel: Channel) => Promise<void>
  readonly branch: (turn: number) => Promise<void>
  readonly save: (name: string, turn: number | undefined) => Promise<boolean>
  readonly chooseBot: (bot: string) => Promise<void>
  readonly tell: (told: Told | undefined) => void
  /** Lets the clock of the page run on. */
  readonly tick: () => void
  /** Watches the server until the signal ends it. */
  readonly watch: (until: AbortSignal) => Promise<void>
}

/** How a step of the bot is found among the page's measurements: from the picture's arrival until it was painted. */
const stepMeasure = "parley.step"

const measured = (): void => {
  const from = performance.now()
  requestAnimationFrame(() => {
    const painted = new MessageChannel()
    painted.port1.addEventListener("message", () => {
      painted.port1.close()
      performance.clearMeasures(stepMeasure)
      performance.measure(stepMeasure, { start: from, end: performance.now() })
    })
    painted.port1.start()
    painted.port2.postMessage(undefined)
  })
}

/** A desk on this line. */
export const make = (link: Link.Link, theme: Theme.Theme): Desk => {
  const line = signal<Link.State>("opening")
  const picture = signal<Picture | undefined>(undefined)
  const chosen = signal<string | undefined>(undefined)
  const past = signal<Past | undefined>(undefined)
  const heardAt = signal(0)
  const beat = signal(0)
  const view = signal<View>("chat")
  const side = signal<Side>("ledger")
  const told = signal<Told | undefined>(undefined)

  const present = computed(() => {
    const persons = picture.value?.persons ?? []
    return persons.find(({ id }) => id === chosen.value) ?? persons[0]
  })
  const person = computed(() => past.value?.person ?? present.value)
  const now = computed(() => {
    const looked = past.value?.person.turns.at(-1)?.at
    if (looked !== undefined) return looked
    const clock = picture.value?.clock
    if (clock === undefined) return 0
    return clock.mode === "paused" ? clock.now : clock.now + Math.max(0, beat.value - heardAt.value)
  })

  const isDone = (answer: { readonly ok: boolean; readonly reason?: string }): boolean => {
    if (!answer.ok) told.value = { kind: "bad", words: answer.reason ?? "It was refused." }
    return answer.ok
  }
  const choose = (id: string) =>
    batch(() => {
      chosen.value = id
      past.value = undefined
    })
  const toMade = (answer: { readonly ok: true; readonly person: string } | Refusal) => {
    if (answer.ok) choose(answer.person)
    else isDone(answer)
  }
  const act: Desk["act"] = async (deed) => {
    const id = present.value?.id
    if (id === undefined) return false
    past.value = undefined
    const answer = await link.call("act", { ...deed, person: id })
    if (answer.ok && answer.opened !== undefined && answer.opened !== "") {
      told.value = { kind: "good", words: `Opens on the person's phone: ${answer.opened}` }
    }
    return isDone(answer)
  }

  return {
    theme,
    line,
    picture,
    person,
    past,
    now,
    view,
    side,
    told,
    choose,
    show: (next) =>
      batch(() => {
        view.value = next
        if (next !== "chat" && next !== "chart") side.value = next
      }),
    look: async (turn) => {
      const id = present.value?.id
      if (id === undefined) return
      const answer = await link.past(id, turn)
      if (answer.ok) past.value = answer
      else isDone(answer)
    },
    toNow: () => {
      past.value = undefined
    },
    act,
    clock: async (turn) => void isDone(await link.call("clock", turn)),
    fault: async (wish) => void isDone(await link.call("fault", wish)),
    newPerson: async (wish) => toMade(await link.call("person", wish)),
    toChannel: async (channel) => {
      const from = present.value
      if (from !== undefined && from.channel !== channel) {
        toMade(await link.call("channel", { person: from.id, channel }))
      }
    },
    branch: async (turn) => {
      const from = present.value
      if (from !== undefined) toMade(await link.call("branch", { person: from.id, turn }))
    },
    save: async (name, turn) => {
      const from = present.value
      if (from === undefined) return false
      const answer = await link.call("save", { person: from.id, name, ...(turn === undefined ? {} : { turn }) })
      if (!answer.ok) return isDone(answer)
      told.value = answer.replays
        ? { kind: "good", words: `Saved as ${answer.file}. It replays.` }
        : { kind: "bad", words: `Saved as ${answer.file}, but it does not replay:\n${answer.difference ?? ""}` }
      return true
    },
    chooseBot: async (bot) => void isDone(await link.call("bot", { bot })),
    tell: (next) => {
      told.value = next
    },
    tick: () => {
      beat.value = performance.now()
    },
    watch: (until) =>
      link.watch({
        state: (state) => {
          line.value = state
        },
        picture: (next) => {
          measured()
          batch(() => {
            picture.value = next
            heardAt.value = performance.now()
            beat.value = heardAt.value
          })
        }
      }, until)
  }
}

/** Carries the desk to the parts of the page. */
export const Context = createContext<Desk | undefined>(undefined)

/** The desk of the page that a part stands in. */
export const useDesk = (): Desk => {
  const desk = useContext(Context)
  if (desk === undefined) {
    throw new Error("A part of the page stands outside of it: render it inside Desk.Context.Provider.")
  }
  return desk
}
