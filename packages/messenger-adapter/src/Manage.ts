/**
 * What is done to an account rather than said by it: files, profiles of people, personas, the linking of accounts, its own profile, its
 * templates and subscriptions.
 *
 * @module
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import * as Accounts from "./Accounts.ts"
import type * as AttachmentCache from "./graph/AttachmentCache.ts"
import type * as AccountChecks from "./manage/AccountChecks.ts"
import * as AccountLinking from "./manage/AccountLinking.ts"
import type * as Call from "./manage/Call.ts"
import * as Handles from "./manage/Handles.ts"
import type * as Invalid from "./manage/Invalid.ts"
import * as MediaFetch from "./manage/MediaFetch.ts"
import * as Personas from "./manage/Personas.ts"
import * as ProfileApi from "./manage/ProfileApi.ts"
import * as Subscriptions from "./manage/Subscriptions.ts"
import * as TemplateApi from "./manage/TemplateApi.ts"
import * as ThreadOwner from "./manage/ThreadOwner.ts"
import * as Uploads from "./manage/Uploads.ts"
import * as UserProfile from "./manage/UserProfile.ts"
import * as MessengerConfig from "./MessengerConfig.ts"
import type { MessengerConfigError } from "./MessengerConfigError.ts"
import * as MessengerSettings from "./MessengerSettings.ts"

type Shared = "accounts" | "graphBaseUrl" | "graphVersion" | "http" | "connection" | "attachments" | "rates"

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
  /** The profiles of people. */
  readonly profiles: UserProfile.UserProfiles
  readonly personas: Personas.Personas
  readonly linking: AccountLinking.AccountLinking
  /** What the account shows around its conversations: greeting, menu, ice breakers. */
  readonly profile: ProfileApi.ProfileApi
  readonly templates: TemplateApi.TemplateApi
  /** What its webhook is subscribed to, and how that is healed. */
  readonly subscriptions: {
    readonly read: Effect.Effect<Subscriptions.Standing, Call.CallError>
    readonly heal: Effect.Effect<Subscriptions.Healed, Call.CallError>
  }
  /** Which app has the conversation with a person; none when nobody has it. */
  readonly owner: (person: string) => Effect.Effect<Option.Option<ThreadOwner.Owner>, Invalid.Invalid | Call.CallError>
  /** Pictures for what Meta reviews, known by a handle. */
  readonly handles: Handles.Handles
  /** Everything that is wrong with how the account is set up. Never fails. */
  readonly check: Effect.Effect<ReadonlyArray<AccountChecks.Finding>>
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
  managed: Accounts.Account,
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
    linking: AccountLinking.make(managed),
    profile: ProfileApi.make(managed),
    templates: TemplateApi.make(managed),
    subscriptions: { read: Subscriptions.read(managed), heal: Subscriptions.heal(managed) },
    owner: (person) => ThreadOwner.of(managed, person),
    handles: Handles.make(managed),
    check: managed.check
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
    const { attachments } = settings
    const media = MediaFetch.make(options?.media)
    const managed = yield* Accounts.make(settings)
    const made = yield* Effect.forEach(
      managed,
      (one) => accountOf(one, { attachments, media, profiles: options?.profiles })
    )
    const accounts = new Map(made.map((account) => [account.id, account]))
    return {
      media,
      ids: [...accounts.keys()],
      account: (id) => {
        const found = accounts.get(id)
        return found === undefined
          // An id that is no text is told like any other that is not there.
          ? Effect.fail(new UnknownAccount({ account: id, known: [...accounts.keys()] }, { disableValidation: true }))
          : Effect.succeed(found)
      }
    }
  })
