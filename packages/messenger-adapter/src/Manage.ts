/**
 * What is done to an account rather than said by it: files, profiles of people, personas, the linking of accounts.
 *
 * @module
 */
import * as Cause from "effect/Cause"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import * as Scope from "effect/Scope"
import type * as AttachmentCache from "./graph/AttachmentCache.ts"
import * as Credentials from "./graph/Credentials.ts"
import * as GraphClient from "./graph/GraphClient.ts"
import * as UndiciHttp from "./graph/UndiciHttp.ts"
import * as AccountLinking from "./manage/AccountLinking.ts"
import type { Managed } from "./manage/Managed.ts"
import * as MediaFetch from "./manage/MediaFetch.ts"
import * as Personas from "./manage/Personas.ts"
import * as Uploads from "./manage/Uploads.ts"
import * as UserProfile from "./manage/UserProfile.ts"
import * as MessengerConfig from "./MessengerConfig.ts"
import type { MessengerConfigError } from "./MessengerConfigError.ts"
import * as MessengerSettings from "./MessengerSettings.ts"

type Shared = "accounts" | "graphBaseUrl" | "graphVersion" | "http" | "connection" | "attachments"

/**
 * Whose accounts, as for `messenger(…)`, and how things are kept and fetched. Give both the same `attachments`, and each knows what the
 * other uploaded.
 */
export interface Options extends Pick<MessengerSettings.Options, Shared> {
  /** What may be fetched of the addresses that people give, besides the public internet. */
  readonly media?: MediaFetch.Options
  /** How long profiles are known. */
  readonly profiles?: UserProfile.CacheOptions
}

/** What can be done for one account. */
export interface Account extends Uploads.Uploads {
  readonly id: string
  readonly profiles: UserProfile.UserProfiles
  readonly personas: Personas.Personas
  readonly linking: AccountLinking.AccountLinking
}

/** There is no account of this id here. */
export class UnknownAccount extends Schema.TaggedError<UnknownAccount>()("UnknownAccount", {
  account: Schema.String,
  known: Schema.Array(Schema.String)
}) {
  override get message() {
    return `The account ${this.account} is not managed here; give one of ${this.known.join(", ")}`
  }
}

/** The accounts that are managed, and the guard for addresses that people give. */
export interface Service {
  /** The account of an id, `conversation.account` for one. */
  readonly account: (id: string) => Effect.Effect<Account, UnknownAccount>
  /** The ids of all, as they were given. */
  readonly ids: ReadonlyArray<string>
  readonly media: MediaFetch.MediaFetch
}

/** What is done to accounts, for tasks that need it. */
export class Manage extends Context.Tag("@parley/messenger-adapter/Manage")<Manage, Service>() {
  /** The accounts of these options; of the environment, without. */
  static readonly layer = (options?: Options): Layer.Layer<Manage, MessengerConfigError> =>
    Layer.scoped(Manage, make(options))
}

const accountOf = (
  managed: Managed,
  { attachments, media, profiles }: {
    readonly attachments: AttachmentCache.AttachmentCache
    readonly media: MediaFetch.MediaFetch
    readonly profiles: UserProfile.CacheOptions | undefined
  }
): Effect.Effect<Account> =>
  Effect.map(UserProfile.make(managed, profiles), (people) => ({
    id: managed.id,
    ...Uploads.make({ account: managed, cache: attachments, media }),
    profiles: people,
    personas: Personas.make(managed),
    linking: AccountLinking.make(managed)
  }))

/**
 * The accounts of these options; without any, the account of the environment (see `MessengerConfig`). Fails with every missing or
 * malformed setting at once; connections close with the scope.
 */
export const make = (options?: Options): Effect.Effect<Service, MessengerConfigError, Scope.Scope> =>
  Effect.gen(function*() {
    const settings = yield* options === undefined
      ? MessengerConfig.settings
      : Effect.suspend(() => MessengerSettings.check(options))
    const { attachments, channel, version } = settings
    const media = MediaFetch.make(options?.media)
    const logins = new Map(options?.accounts.map(({ id, login = "facebook" }) => [id, login]))
    const accounts = new Map<string, Account>()
    for (const account of settings.accounts) {
      const { baseUrl, id } = account
      const http = settings.http ?? (yield* UndiciHttp.make(baseUrl, { connections: 8, ...settings.connection }))
      const node = channel === "messenger" ? id : "me"
      const client = GraphClient.make({ http, version, node, credentials: Credentials.following(account) })
      const managed: Managed = { channel, id, login: logins.get(id) ?? "facebook", client }
      accounts.set(id, yield* accountOf(managed, { attachments, media, profiles: options?.profiles }))
    }
    return {
      media,
      ids: [...accounts.keys()],
      account: (id) => {
        const found = accounts.get(id)
        return found === undefined
          ? Effect.fail(new UnknownAccount({ account: id, known: [...accounts.keys()] }))
          : Effect.succeed(found)
      }
    }
  })

/** A face of Effects as one of promises. */
export type Promised<A> = {
  readonly [K in keyof A]: A[K] extends (...given: infer Given) => Effect.Effect<infer Out, infer _E> ? (
      ...given: Given
    ) => Promise<Out>
    : A[K] extends object ? Promised<A[K]>
    : A[K]
}

/** What can be done for one account, behind promises; they reject with the errors that the Effects fail with. */
export interface ManagedAccount extends Promised<Omit<Account, "personas">> {
  readonly personas: Promised<Omit<Personas.Personas, "declare">> & {
    readonly declare: <const Name extends string>(
      personas: ReadonlyArray<Personas.PersonaOptions & { readonly name: Name }>
    ) => Promise<Personas.Declared<Name>>
  }
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
  const { linking, personas, profiles } = account
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
    }
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
  const made = Effect.runSync(Effect.either(Scope.extend(make(options), scope)))
  if (Either.isLeft(made)) throw made.left
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
