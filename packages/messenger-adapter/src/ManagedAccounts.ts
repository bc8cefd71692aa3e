/**
 * What is done to accounts, behind promises: for apps that do not use Effect.
 *
 * @module
 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as Scope from "effect/Scope"
import type { Account, Options } from "./Manage.ts"
import * as Manage from "./Manage.ts"
import type * as MediaFetch from "./manage/MediaFetch.ts"
import type * as Personas from "./manage/Personas.ts"
import type * as ThreadOwner from "./manage/ThreadOwner.ts"

/** A face of Effects as one of promises. An Effect that takes nothing becomes a function that takes nothing. */
export type Promised<A> = {
  readonly [K in keyof A]: A[K] extends Effect.Effect<infer Out, infer _E> ? () => Promise<Out>
    : A[K] extends (...given: infer Given) => Effect.Effect<infer Out, infer _E> ? (...given: Given) => Promise<Out>
    : A[K] extends object ? Promised<A[K]>
    : A[K]
}

/** What can be done for one account, behind promises; they reject with the errors that the Effects fail with. */
export interface ManagedAccount extends Promised<Omit<Account, "personas" | "owner">> {
  readonly personas: Promised<Omit<Personas.Personas, "declare">> & {
    readonly declare: <const Name extends string>(
      personas: ReadonlyArray<Personas.PersonaOptions & { readonly name: Name }>
    ) => Promise<Personas.Declared<Name>>
  }
  /** Which app has the conversation with a person; `undefined` when nobody has it. */
  readonly owner: (person: string) => Promise<ThreadOwner.Owner | undefined>
}

/** The accounts behind promises. */
export interface ManagedAccounts {
  /** The account of an id; without one, the first. Throws `UnknownAccount`. */
  readonly account: (id?: string) => ManagedAccount
  /** Fetches what a person's address points at, and refuses what is not public. */
  readonly fetch: (url: string, limits?: MediaFetch.Limits) => Promise<MediaFetch.Media>
  /** Closes the connections; what is under way ends with an error. */
  readonly close: () => Promise<void>
}

const settle = async <A, E>(effect: Effect.Effect<A, E>): Promise<A> => {
  const exit = await Effect.runPromiseExit(effect)
  if (Exit.isSuccess(exit)) return exit.value
  throw Cause.squash(exit.cause)
}

const promised = (account: Account): ManagedAccount => {
  const { handles, linking, personas, profile, profiles, subscriptions, templates } = account
  return {
    id: account.id,
    upload: (request, options) => settle(account.upload(request, options)),
    profiles: {
      read: (person, options) => settle(profiles.read(person, options)),
      forget: (person) => settle(profiles.forget(person))
    },
    personas: {
      declare: (wanted) => settle(personas.declare(wanted)),
      create: (persona) => settle(personas.create(persona)),
      list: () => settle(personas.list()),
      remove: (id) => settle(personas.remove(id))
    },
    linking: {
      person: (token) => settle(linking.person(token)),
      unlink: (person) => settle(linking.unlink(person))
    },
    profile: {
      read: () => settle(profile.read),
      diff: (wanted) => settle(profile.diff(wanted)),
      push: (wanted, options) => settle(profile.push(wanted, options))
    },
    templates: {
      list: () => settle(templates.list),
      diff: (wanted) => settle(templates.diff(wanted)),
      push: (wanted, options) => settle(templates.push(wanted, options)),
      remove: (template) => settle(templates.remove(template)),
      settled: (wanted, options) => settle(templates.settled(wanted, options))
    },
    subscriptions: {
      read: () => settle(subscriptions.read),
      heal: () => settle(subscriptions.heal)
    },
    owner: async (person) => Option.getOrUndefined(await settle(account.owner(person))),
    handles: { upload: (picture) => settle(handles.upload(picture)) },
    check: () => settle(account.check)
  }
}

/**
 * What is done to accounts, behind promises. Give it the accounts that `messenger(…)` has, or nothing where that one has nothing: then it
 * reads the same environment.
 *
 * @throws MessengerConfigError with every missing or malformed setting at once
 *
 * @example
 * import { manage } from "@parley/messenger-adapter"
 *
 * const pages = manage({
 *   accounts: [{ channel: "messenger", id: "1234567890", token: "EAAG0123", appSecret: "0123abcd" }]
 * })
 * pages.account().id // => "1234567890"
 */
export const manage = (options?: Options): ManagedAccounts => {
  const scope = Effect.runSync(Scope.make())
  const made = Effect.runSync(Effect.either(Scope.extend(Manage.make(options), scope)))
  if (Either.isLeft(made)) {
    // Where the error was made says nothing to the caller, who is to look at what was given.
    Error.captureStackTrace(made.left, manage)
    throw made.left
  }
  const service = made.right
  return {
    account: (id) => {
      const found = Effect.runSync(Effect.either(service.account(id ?? service.ids[0] ?? "")))
      if (Either.isLeft(found)) throw found.left
      return promised(found.right)
    },
    fetch: (url, limits) => settle(service.media.fetch(url, limits)),
    close: () => settle(Scope.close(scope, Exit.void))
  }
}
