/**
 * All that the emulator knows, and the only place where it changes hands with the disk.
 *
 * @module
 */
import type * as Clock from "effect/Clock"
import * as Redacted from "effect/Redacted"
import { createHmac, createSecretKey, type KeyObject } from "node:crypto"
import type * as Disk from "./Disk.ts"
import type { Entry } from "./Entry.ts"
import type { Grant } from "./Grant.ts"
import * as Fault from "./Fault.ts"
import * as Feed from "./Feed.ts"
import * as IdSource from "./IdSource.ts"
import { isObject, type JsonObject } from "./JsonObject.ts"
import type { Pending } from "./Pending.ts"
import type * as Rates from "./Rates.ts"
import type { Field, Page, Strictness, UtilityTemplate } from "./Settings.ts"
import * as Settings from "./Settings.ts"
import type { Thread, ThreadRecord } from "./Thread.ts"
import * as Threads from "./Thread.ts"

/** Another name and picture of a page. */
export interface Persona {
  readonly name: string
  readonly picture: string
}

/** A file that was uploaded or marked reusable. */
export interface Upload {
  readonly type: string
  readonly url?: string
  readonly at: number
  /** In bytes, where the bytes themselves came. */
  readonly size?: number
  /** Of an upload session: how many bytes there will be, and its handle once all are there. */
  readonly length?: number
  readonly handle?: string
}

/** A file on the web as the emulator imagines it, for it fetches nothing from outside. */
export interface KnownFile {
  readonly url: string
  /** The media type that its server names; not judged when not given. */
  readonly type?: string
  /** In bytes; not judged when not given. */
  readonly size?: number
  /** It cannot be had, or not in the time that the platform waits. */
  readonly fails?: "missing" | "slow"
}

/** A label of the page's inbox, and whom it is put on. */
export interface Label {
  readonly name: string
  readonly people: ReadonlyArray<string>
}

/** What an app is subscribed to for all pages, and where its webhooks go. */
export interface Subscription {
  readonly object: string
  readonly callbackUrl: string
  readonly fields: ReadonlyArray<string>
}

/** What the platform tells the developer about webhooks that fail. */
export interface Alert {
  readonly kind: "failing" | "disabled"
  readonly page: string
  /** On the emulator's clock. */
  readonly at: number
}

/** A page and everything that belongs to it. */
export interface PageState {
  readonly page: Page
  readonly secret: KeyObject
  /** The only right `appsecret_proof` of the token. */
  readonly proof: string
  readonly threads: Map<string, Thread>
  readonly pending: Array<Pending>
  readonly uploads: Map<string, Upload>
  /** What people allowed, by the id of the comment or post, the token, or the person's id for news. */
  readonly grants: Map<string, Grant>
  readonly templates: Map<string, UtilityTemplate>
  readonly personas: Map<string, Persona>
  readonly labels: Map<string, Label>
  /** Persistent menus of single people. */
  readonly menus: Map<string, unknown>
  /** What was sent to whom to link an account, and when. */
  readonly linkTokens: Map<string, { readonly psid: string; readonly at: number }>
  /** Tokens that the page's own was exchanged for. */
  readonly tokens: Set<string>
  readonly faults: Fault.Faults
  /** Events that a fault holds until enough of them are there. */
  held: { readonly fault: Fault.WebhookFault & { readonly count: number }; readonly events: Array<Pending> } | undefined
  fields: ReadonlySet<Field>
  profile: JsonObject
  restricted: boolean
  /** A token that no longer counts. */
  expired: boolean
  /** When the token ends by itself. */
  expiresAt: number | undefined
  /** What the app subscribed to by itself; what the page was made with counts until then. */
  subscription: Subscription | undefined
  /** Calls of the current day of the emulator's clock. */
  calls: { readonly day: number; count: number }
  /** Calls of the Send API in the last day, where limits are on. */
  sent: ReadonlyArray<Rates.Done>
  /** When a call that was one too many would be taken again. */
  regainAt: number | undefined
  /** Wakes the worker that delivers this page's webhooks. */
  wake: () => void
}

/** The state of an emulator. */
export interface World {
  readonly pages: ReadonlyMap<string, PageState>
  readonly byToken: Map<string, PageState>
  /** Files on the web that are not as they are called. */
  readonly files: Map<string, KnownFile>
  readonly alerts: Array<Alert>
  readonly strict: Strictness
  readonly ids: IdSource.IdSource
  readonly feed: Feed.Feed
  readonly disk: Disk.Disk
  /** Milliseconds since the epoch on the emulator's clock: the given clock and the offset. */
  readonly now: () => number
  readonly offset: () => number
  readonly shift: (millis: number) => void
  readonly nextSeq: () => number
  /** Writes what changed since the last commit, and only then shows it. */
  readonly commit: () => void
}

const pageState = (page: Page): PageState => {
  const secret = createSecretKey(Buffer.from(Redacted.value(page.appSecret), "utf8"))
  return {
    page,
    secret,
    proof: createHmac("sha256", secret).update(Redacted.value(page.token)).digest("hex"),
    threads: new Map(),
    pending: [],
    uploads: new Map(),
    grants: new Map(),
    templates: new Map(page.templates.map((template) => [Settings.templateKey(template), template])),
    personas: new Map(),
    labels: new Map(),
    menus: new Map(),
    linkTokens: new Map(),
    tokens: new Set([Redacted.value(page.token)]),
    faults: Fault.make(),
    held: undefined,
    fields: new Set(page.fields),
    profile: {},
    restricted: false,
    expired: false,
    expiresAt: page.tokenExpiresAt,
    subscription: undefined,
    calls: { day: 0, count: 0 },
    sent: [],
    regainAt: undefined,
    wake: () => {}
  }
}

/** Builds the state, with what the disk kept. */
export const make = (options: {
  readonly pages: ReadonlyArray<Page>
  readonly strict: Strictness
  readonly clock: Clock.Clock
  readonly seed: number
  readonly disk: Disk.Disk
  readonly files?: ReadonlyArray<KnownFile>
}): World => {
  const pages = new Map(options.pages.map((page) => [page.id, pageState(page)]))
  const kept = restore(pages, options.disk.rows)
  const ids = IdSource.make(options.seed, kept.ids)
  let offset = kept.offset
  let seq = kept.seq
  let idsKept = kept.ids
  const feed = Feed.make()
  let unseen: Array<Parameters<Feed.Feed["show"]>> = []
  return {
    pages,
    byToken: new Map([...pages.values()].flatMap((state) => [...state.tokens].map((token) => [token, state] as const))),
    files: new Map((options.files ?? []).map((file) => [file.url, file])),
    alerts: [],
    strict: options.strict,
    ids,
    feed: {
      ...feed,
      // Nobody sees what a kill could still undo.
      show: (...sight) => {
        unseen.push(sight)
      }
    },
    disk: options.disk,
    now: () => options.clock.unsafeCurrentTimeMillis() + offset,
    offset: () => offset,
    shift: (millis) => {
      offset += millis
      options.disk.put("meta", "offset", offset)
    },
    nextSeq: () => ++seq,
    commit: () => {
      if (ids.given() !== idsKept) {
        idsKept = ids.given()
        options.disk.put("meta", "ids", idsKept)
      }
      options.disk.commit()
      if (unseen.length === 0) return
      const seen = unseen
      unseen = []
      for (const sight of seen) feed.show(...sight)
    }
  }
}

/**
 * Puts the kept records back. The rows were written by this module into a file of its own, so their shapes are taken
 * as they were written; rows of pages that are no longer there are left alone.
 */
const restore = (pages: ReadonlyMap<string, PageState>, rows: ReadonlyArray<Disk.Row>) => {
  const kept = { ids: 0, offset: 0, seq: 0 }
  for (const { kind, key, value } of rows) {
    if (kind === "meta") {
      if (typeof value === "number" && (key === "ids" || key === "offset")) kept[key] = value
      continue
    }
    if (!isObject(value)) continue
    const state = pages.get(String(value["page"]))
    if (state === undefined) continue
    if (kind === "thread") {
      // Typing does not outlive the process that showed it.
      const record = value as unknown as ThreadRecord
      state.threads.set(record.psid, { ...record, typingUntil: 0, entries: [] })
    } else if (kind === "entry") {
      state.threads.get(String(value["psid"]))?.entries.push(value["entry"] as Entry)
    } else if (kind === "webhook") {
      const pending = value as unknown as Pending
      kept.seq = Math.max(kept.seq, pending.seq)
      state.pending.push(pending)
    } else if (kind === "attachment") state.uploads.set(key, value["value"] as Upload)
    else if (kind === "grant") state.grants.set(key, value["value"] as Grant)
    else if (kind === "persona") state.personas.set(key, value["value"] as Persona)
    else if (kind === "template") {
      state.templates.set(key.slice(key.indexOf("/") + 1), value["value"] as UtilityTemplate)
    } else if (kind === "page") restorePage(state, value as unknown as PageRecord)
  }
  return kept
}

/** What is kept of a page. */
interface PageRecord {
  readonly page: string
  readonly fields: ReadonlyArray<Field>
  readonly profile: JsonObject
  readonly labels: ReadonlyArray<readonly [string, Label]>
  readonly menus: ReadonlyArray<readonly [string, unknown]>
  readonly tokens: ReadonlyArray<string>
  readonly expiresAt?: number
  readonly subscription?: Subscription
}

const restorePage = (state: PageState, record: PageRecord): void => {
  state.fields = new Set(record.fields)
  state.profile = record.profile
  // A file that an older emulator wrote has fewer of these.
  for (const [id, label] of record.labels ?? []) state.labels.set(id, label)
  for (const [psid, menu] of record.menus ?? []) state.menus.set(psid, menu)
  for (const token of record.tokens ?? []) state.tokens.add(token)
  if (record.expiresAt !== undefined) state.expiresAt = record.expiresAt
  state.subscription = record.subscription
}

/** Marks a conversation as changed. */
export const keepThread = (world: World, thread: Thread): void => {
  if (world.disk.keeps) world.disk.put("thread", `${thread.page}/${thread.psid}`, Threads.record(thread))
}

/** Marks a message as new or changed. */
const keepEntry = (world: World, thread: Thread, entry: Entry): void =>
  world.disk.put("entry", entry.mid, { page: thread.page, psid: thread.psid, entry })

/** Marks a page's own settings as changed. */
export const keepPage = (world: World, state: PageState): void => {
  if (!world.disk.keeps) return
  const { expiresAt, fields, labels, menus, page, profile, subscription, tokens } = state
  const own = Redacted.value(page.token)
  const record: PageRecord = {
    page: page.id,
    fields: [...fields],
    profile,
    labels: [...labels],
    menus: [...menus],
    tokens: [...tokens].filter((token) => token !== own),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(subscription === undefined ? {} : { subscription })
  }
  world.disk.put("page", page.id, record)
}

/** Keeps something small that belongs to a page. */
export const keep = (
  world: World,
  state: PageState,
  kind: "attachment" | "grant" | "template" | "persona",
  key: string,
  value: Grant | Upload | UtilityTemplate | Persona
): void => world.disk.put(kind, kind === "template" ? `${state.page.id}/${key}` : key, { page: state.page.id, value })

/** Adds a message to a conversation and shows it. */
export const say = (world: World, thread: Thread, entry: Entry): void => {
  thread.entries.push(entry)
  if (entry.from === "page") thread.typingUntil = 0
  keepEntry(world, thread, entry)
  keepThread(world, thread)
  world.feed.show(entry.at, thread.page, thread.psid, { kind: "message", entry })
}

/** Changes a message of a conversation and shows the change. */
export const change = (world: World, thread: Thread, entry: Entry): void => {
  Threads.replace(thread, entry)
  keepEntry(world, thread, entry)
  world.feed.show(world.now(), thread.page, thread.psid, { kind: "changed", entry })
}

/** Puts what a person allowed in the place of what was known of it. */
export const grant = (world: World, state: PageState, granted: Grant): void => {
  state.grants.set(granted.id, granted)
  keep(world, state, "grant", granted.id, granted)
}
