/**
 * The line to the development server: what is asked of it, and the pictures that it sends.
 *
 * The token travels in a header and comes from the fragment of the page's address, which a browser never sends.
 *
 * @module
 */
import type {
  Act,
  Acted,
  BotWish,
  BranchWish,
  ChannelWish,
  ClockTurn,
  Done,
  FaultWish,
  Past,
  PersonMade,
  PersonWish,
  Picture,
  Refusal,
  Saved,
  SaveWish
} from "../../../src/dev/Protocol.ts"
import * as Frames from "./Frames.ts"

/** What each call takes and gives. */
export interface Calls {
  readonly act: readonly [Act, Acted]
  readonly clock: readonly [ClockTurn, Done]
  readonly fault: readonly [FaultWish, Done]
  readonly person: readonly [PersonWish, PersonMade]
  readonly channel: readonly [ChannelWish, PersonMade]
  readonly branch: readonly [BranchWish, PersonMade]
  readonly save: readonly [SaveWish, Saved]
  readonly bot: readonly [BotWish, Done]
}

/** How the line is: `lost` while the server does not answer, and it is tried again; `refused` when the token is not the server's. */
export type State = "opening" | "open" | "lost" | "refused"

/** The line. Calls never throw: what was not done is a `Refusal`. */
export interface Link {
  readonly call: <Name extends keyof Calls>(name: Name, wish: Calls[Name][0]) => Promise<Calls[Name][1] | Refusal>
  readonly past: (person: string, turn: number) => Promise<Past | Refusal>
  /** Gives every picture from now on, over broken lines, until the signal ends it. */
  readonly watch: (listener: Listener, until: AbortSignal) => Promise<void>
}

/** Who is told of pictures and of how the line is. */
export interface Listener {
  readonly picture: (picture: Picture) => void
  readonly state: (state: State) => void
}

const lost: Refusal = {
  ok: false,
  code: "broken",
  reason:
    "The development server does not answer. Look at the terminal in which parley dev runs, and start it again if it ended."
}

const wait = (length: number, until: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, length)
    until.addEventListener("abort", () => {
      clearTimeout(timer)
      resolve()
    }, { once: true })
  })

/** A line with this token, to the server that the page came from. */
export const make = (token: string): Link => {
  const headers = { authorization: `Bearer ${token}` }

  const ask = async <A extends Done>(path: string, init: RequestInit): Promise<A | Refusal> => {
    try {
      const response = await fetch(path, { ...init, cache: "no-store" })
      // The contract with the server of the same package: every answer is one of these.
      return await response.json() as A | Refusal
    } catch {
      return lost
    }
  }

  const listen = async ({ picture, state }: Listener, until: AbortSignal): Promise<void> => {
    const response = await fetch("/api/events", { headers, signal: until, cache: "no-store" })
    if (response.status === 401) return state("refused")
    if (!response.ok || response.body === null) return state("lost")
    state("open")
    const take = Frames.make()
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      // Only the newest counts: each is whole.
      const newest = take(piece.value).at(-1)
      if (newest !== undefined) picture(JSON.parse(newest) as Picture)
    }
  }

  return {
    call: (name, wish) =>
      ask(`/api/${name}`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify(wish)
      }),
    past: (person, turn) =>
      ask(`/api/past?${new URLSearchParams({ person, turn: String(turn) }).toString()}`, { headers }),
    watch: async (listener, until) => {
      for (let pause = 250; !until.aborted; pause = Math.min(pause * 2, 4_000)) {
        try {
          await listen({
            ...listener,
            state: (state) => {
              if (state === "open") pause = 250
              listener.state(state)
            }
          }, until)
        } catch {
          // A line that breaks is opened again below.
        }
        if (until.aborted) return
        listener.state("lost")
        await wait(pause, until)
      }
    }
  }
}
