/**
 * A person who has gone through the same as another one, up to a moment, as if that moment were now: for "what if".
 *
 * @module
 */
import type { Entry } from "./Entry.ts"
import type { Thread } from "./Thread.ts"
import * as Windows from "./Windows.ts"
import type { PageState, World } from "./World.ts"
import * as Worlds from "./World.ts"

/** Up to when, and what the page knows of them then. */
export interface TwinOptions {
  readonly name: string
  /** The last moment that both have in common, in milliseconds since the epoch. */
  readonly until: number
  /** The messages that both have in common, by id; those up to that moment unless given. */
  readonly messages?: ReadonlySet<string>
  /** What they did by then, as windows are read from it; what the emulator has no name for opens none. */
  readonly acts: ReadonlyArray<{ readonly act: string; readonly at: number }>
  /** Whether a person of the business has the talk at that moment. */
  readonly human: boolean
}

/** How long an inbox keeps a talk in which nobody writes. */
const day = 24 * 3_600_000

/** Makes the twin. Its messages have ids of their own, and moments that end now. */
export const make = (world: World, state: PageState, thread: Thread, options: TwinOptions): Thread => {
  const later = world.now() - options.until
  const mids = new Map<string, string>()
  const entries = thread.entries.filter(({ at, mid }) =>
    options.messages === undefined ? at <= options.until : options.messages.has(mid)
  ).map((entry): Entry => {
    const mid = world.ids.mid(state.page.channel)
    mids.set(entry.mid, mid)
    const replyTo = entry.replyTo === undefined ? undefined : mids.get(entry.replyTo)
    const { replyTo: _, ...rest } = entry
    return { ...rest, mid, at: entry.at + later, ...(replyTo === undefined ? {} : { replyTo }) }
  })
  const { gender, hidden, locale, page, region, timezone } = thread
  const twin: Thread = {
    page,
    psid: world.ids.psid(),
    name: options.name,
    locale,
    timezone,
    ...(region === undefined ? {} : { region }),
    ...(gender === undefined ? {} : { gender }),
    ...(hidden === undefined ? {} : { hidden }),
    blocked: false,
    acts: options.acts.flatMap(({ act, at }) => (Windows.isAct(act) ? [{ act, at: at + later }] : [])),
    typingUntil: 0,
    entries: [],
    ...(options.human ? { owner: { appId: state.page.inboxApp, until: world.now() + day } } : {})
  }
  state.threads.set(twin.psid, twin)
  for (const entry of entries) Worlds.say(world, twin, entry)
  Worlds.keepThread(world, twin)
  world.commit()
  return twin
}
