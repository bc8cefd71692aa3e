/**
 * The templates of an account while the bot runs: as they were declared, and as the platform's webhooks change them.
 *
 * @module
 */
import type { Inbound, Templates, Transport } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as TemplateWire from "./TemplateWire.ts"

type Changed = Extract<Inbound.Event, { readonly _tag: "TemplateChanged" }>

/**
 * The templates once the platform has told of a change. One that is declared for several languages is split; one that is not
 * declared stays unknown, as its parameters are.
 */
export const heed = (
  declared: ReadonlyArray<Templates.Declared>,
  { language, name, status }: Changed
): ReadonlyArray<Templates.Declared> =>
  declared.flatMap((one): ReadonlyArray<Templates.Declared> => {
    const isMeant = one.name === name && (language === undefined || one.languages.includes(language))
    if (!isMeant) return [one]
    const changed = { ...one, status: TemplateWire.statusOf(status) }
    if (language === undefined || one.languages.length === 1) return [changed]
    const others = { ...one, languages: one.languages.filter((other) => other !== language) }
    return [others, { ...changed, languages: [language] }]
  })

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/**
 * What the platform told of a template, as it is kept over a restart, and the status that the template was declared with then: whoever
 * declares another one knows better.
 */
const Told = Schema.Struct({
  name: Schema.String,
  language: optional(Schema.String),
  status: Schema.String,
  declared: Schema.String
})
type Told = typeof Told.Type

const Notes = Schema.parseJson(Schema.Array(Told))
const decode = Schema.decodeUnknownOption(Notes)
const encode = Schema.encodeSync(Notes)

const isOf = ({ language, name }: Pick<Told, "name" | "language">, one: Templates.Declared): boolean =>
  one.name === name && (language === undefined || one.languages.includes(language))

/** The templates of one account, kept up to date. */
export interface TemplateBook {
  /** The templates as they stand. */
  readonly current: () => ReadonlyArray<Templates.Declared>
  /** Takes up what inbounds of the account tell of its templates; says whether they told anything. */
  readonly heed: (inbounds: ReadonlyArray<Inbound.Inbound>) => boolean
  /** What was told, as text to be kept. */
  readonly notes: () => string
  /** Takes up what was kept before a restart. */
  readonly recall: (notes: string) => void
}

/** An account whose templates are read from its book each time that somebody asks. */
const withBook = (account: Transport.Account, book: TemplateBook): Transport.Account => ({
  channel: account.channel,
  account: account.account,
  approvals: account.approvals,
  get templates() {
    return book.current()
  }
})

/** A book that begins with what was declared. */
export const make = (declared: ReadonlyArray<Templates.Declared>): TemplateBook => {
  let templates = declared
  let told: ReadonlyArray<Told> = []
  const statusOf = (event: Pick<Told, "name" | "language">): string | undefined => {
    const found = declared.find((one) => isOf(event, one))
    return found === undefined ? undefined : found.status ?? "approved"
  }
  const take = (event: Changed): void => {
    const { language, name, status } = event
    templates = heed(templates, event)
    if (name === undefined) return
    const place = { name, ...(language === undefined ? {} : { language }) }
    const before = statusOf(place)
    if (before === undefined) return
    // What is told of every language stands for each of them.
    const rest = told.filter((one) => one.name !== name || (language !== undefined && one.language !== language))
    told = [...rest, { ...place, status, declared: before }]
  }
  return {
    current: () => templates,
    heed: (inbounds) => {
      const changes = inbounds.flatMap(({ event }) => event._tag === "TemplateChanged" ? [event] : [])
      changes.forEach(take)
      return changes.length > 0
    },
    notes: () => encode(told),
    recall: (notes) => {
      for (const one of Option.getOrElse(decode(notes), () => [])) {
        const { declared, ...change } = one
        if (statusOf(one) === declared) take({ _tag: "TemplateChanged", ...change })
      }
    }
  }
}

const noteOf = (account: string): string => `templates/${account}`

/**
 * The same transport, whose accounts have their declared templates as they stand: one that the platform pauses is refused from
 * then on, one that it approves is sent, without a restart. What it told is kept in the bot's store, and stands after a restart until the
 * template is declared with another status.
 */
export const follow = <T extends Transport.Service>(transport: T): T => {
  const books = new Map<string, TemplateBook>()
  const accounts = transport.accounts.map((account) => {
    if (account.templates === undefined) return account
    const book = make(account.templates)
    books.set(account.account, book)
    return withBook(account, book)
  })
  if (books.size === 0) return transport
  let notes: Transport.Notes | undefined

  const note = (account: string, book: TemplateBook): Effect.Effect<void> =>
    notes === undefined ? Effect.void : Effect.catchAll(
      notes.keepBookmark(noteOf(account), book.notes()),
      (error) => Effect.logWarning("What the platform told of templates was not kept", error)
    )

  const recall = (from: Transport.Notes): Effect.Effect<void> =>
    Effect.forEach(books, ([account, book]) =>
      from.bookmark(noteOf(account)).pipe(
        Effect.map((text) => text === undefined ? undefined : book.recall(text)),
        Effect.catchAll((error) => Effect.logWarning("What the platform told of templates was not read", error))
      ), { discard: true })

  const heedAll = (batch: ReadonlyArray<Inbound.Inbound>): Effect.Effect<void> => {
    const changed = batch.filter(({ event }) => event._tag === "TemplateChanged")
    if (changed.length === 0) return Effect.void
    return Effect.forEach(books, ([account, book]) => {
      const own = changed.filter(({ conversation }) => conversation.account === account)
      return book.heed(own) ? note(account, book) : Effect.void
    }, { discard: true })
  }

  return {
    ...transport,
    accounts,
    keepIn: (given: Transport.Notes) =>
      Effect.suspend(() => {
        notes = given
        return Effect.zipRight(transport.keepIn?.(given) ?? Effect.void, recall(given))
      }),
    handle: (request: Transport.Request, accept: Transport.Accept) =>
      transport.handle(request, (batch) => Effect.tap(accept(batch), () => heedAll(batch)))
  }
}
