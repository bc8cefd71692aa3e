/**
 * What is played with: a session with its bot, the people before it and the turns they took.
 *
 * @module
 */
import type { BotDefinition, ConversationId, ConversationStore, VirtualTime } from "@parley/core"
import type { Emulator } from "@parley/testing"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type * as Accounts from "../chat/Accounts.ts"
import type { HeldClock } from "../chat/HeldClock.ts"
import type * as Session from "../chat/Session.ts"
import { History, upTo } from "./History.ts"
import * as Persons from "./Persons.ts"
import type { PersonPicture } from "./Picture.ts"
import { Refused } from "./Refused.ts"
import * as Shared from "./Shared.ts"

/** One of the people, with the account that they talk to and their conversation. */
export interface Somebody {
  readonly person: Emulator.Person
  readonly account: Accounts.Account
  readonly id: ConversationId.ConversationId
}

/** What a scene is made of. */
export interface Parts {
  readonly session: Session.Session
  readonly time: VirtualTime.Service
  readonly held: HeldClock
  readonly name: string
  readonly definition: BotDefinition.BotDefinition
}

/** A scene. */
export interface Scene extends Omit<Parts, "definition"> {
  /** The build of the bot that runs. */
  readonly definition: () => BotDefinition.BotDefinition
  readonly history: History
  readonly everybody: () => ReadonlyArray<Somebody>
  /** One of them; refused when there is none with this id. */
  readonly somebody: (id: string) => Effect.Effect<Somebody, Refused>
  readonly picture: (somebody: Somebody) => PersonPicture
  /** As they stood after the turn of an index of their history. */
  readonly pictureAt: (somebody: Somebody, index: number) => PersonPicture
  /** Lets another build go on in place of the one that runs. */
  readonly replace: (definition: BotDefinition.BotDefinition) => Effect.Effect<void, Session.SessionError>
  /** Calls for whatever may have changed the picture. */
  readonly changes: (listener: () => void) => () => void
}

const real = Clock.make()

/** How long anybody waits for what is under way, which a task of the author's may draw out, and how often it is looked for. */
const patience = Duration.seconds(1)
const glance = Duration.millis(50)

/** Waits until nothing is under way, or for a second of real time. */
export const rest = ({ session }: Pick<Scene, "session">): Effect.Effect<void> =>
  Effect.raceFirst(Effect.ignore(session.settle), real.sleep(patience))

const recalled = (session: Session.Session) =>
  Effect.gen(function*() {
    const { store } = session
    const all: Array<Parameters<History["recall"]>[0]> = []
    let cursor: string | undefined
    do {
      const page: ConversationStore.Page = yield* store.list({}, cursor)
      for (const conversation of page.conversations) {
        const journal = yield* store.journal(conversation.id, 0)
        const outbox = yield* store.outbox(conversation.id)
        all.push({
          conversation,
          journal,
          outcomes: new Map(
            outbox.flatMap(({ outbound, receipt }) => receipt === undefined ? [] : [[outbound.id, receipt] as const])
          )
        })
      }
      cursor = page.cursor
    } while (cursor !== undefined)
    return all
  })

/** Opens a scene on a session; it ends with the scope. */
export const make = (parts: Parts): Effect.Effect<Scene, ConversationStore.StoreError, Scope.Scope> =>
  Effect.gen(function*() {
    const { session, time } = parts
    const history = new History()
    const listeners = new Set<() => void>()
    const tell = () => listeners.forEach((listener) => listener())
    let definition = parts.definition
    // What came in between is in both: the store's word comes first, then each turn as it is heard.
    for (const stored of yield* recalled(session)) {
      const account = session.accounts.find(({ id }) => id === stored.conversation.id.account)
      // Of an account that the configuration does not name any more nobody is shown.
      if (account !== undefined) history.recall(stored, definition, account)
    }
    yield* Effect.acquireRelease(
      Effect.sync(() => [
        session.observe((happening) => {
          history.see(happening)
          tell()
        }),
        session.emulator.watch(tell)
      ]),
      (stops) => Effect.sync(() => stops.forEach((stop) => stop()))
    )
    // While the clock stands, typing takes no time: what was begun comes to rest by itself.
    yield* Effect.forkScoped(Effect.forever(
      Effect.delay(
        Effect.suspend(() => parts.held.isHeld() && session.bot().busy() > 0 ? rest({ session }) : Effect.void),
        glance
      ).pipe(Effect.withClock(real))
    ))
    const everybody = (): ReadonlyArray<Somebody> =>
      session.accounts.flatMap((account) =>
        // The emulator lists its people at once: nothing waits here.
        Effect.runSync(session.emulator.people(account.id)).map((person) => ({
          person,
          account,
          id: { channel: account.channel, account: account.id, person: person.psid }
        }))
      )
    const sitter = ({ account, id, person }: Somebody): Persons.Sitter => ({
      person,
      account,
      id,
      past: history.of(id),
      looks: session.emulator.looks(id.account),
      dialogues: definition.dialogues,
      locale: definition.locale,
      now: time.now(),
      raw: session.sent
    })
    return {
      session,
      time,
      held: parts.held,
      name: parts.name,
      definition: () => definition,
      history,
      everybody,
      somebody: (id) =>
        Effect.suspend(() => {
          const found = everybody().find(({ person }) => person.psid === id)
          return found === undefined
            ? Effect.fail(
              new Refused({ code: "unknown", reason: `There is no person ${id}; take one of the picture.` })
            )
            : Effect.succeed(found)
        }),
      picture: (somebody) => Persons.of(sitter(somebody)),
      pictureAt: (somebody, index) => {
        const whole = sitter(somebody)
        const messages = Shared.messages(whole.past, index, somebody.person.transcript)
        const now = Math.min(Shared.until(whole.past.turns, index, whole.now), whole.now)
        return Persons.of({ ...whole, past: upTo(whole.past, index), messages, now })
      },
      replace: (next) =>
        Effect.tap(session.replace(next), () =>
          Effect.sync(() => {
            definition = next
            tell()
          })),
      changes: (listener) => {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      }
    }
  })
