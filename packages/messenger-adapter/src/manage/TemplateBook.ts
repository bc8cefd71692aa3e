/**
 * The templates of an account while the bot runs: as they were declared, and as the platform's webhooks change them.
 *
 * @module
 */
import type { Inbound, Templates, Transport } from "@parley/core"
import * as Effect from "effect/Effect"
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

/** The templates of one account, kept up to date. */
export interface TemplateBook {
  /** The templates as they stand. */
  readonly current: () => ReadonlyArray<Templates.Declared>
  /** Takes up what inbounds of the account tell of its templates. */
  readonly heed: (inbounds: ReadonlyArray<Inbound.Inbound>) => void
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
  return {
    current: () => templates,
    heed: (inbounds) => {
      for (const { event } of inbounds) if (event._tag === "TemplateChanged") templates = heed(templates, event)
    }
  }
}

/**
 * The same transport, whose accounts have their declared templates as they stand: one that the platform pauses is refused from
 * then on, one that it approves is sent, without a restart. After a restart they are as declared again.
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
  const heedAll = (batch: ReadonlyArray<Inbound.Inbound>): void => {
    for (const inbound of batch) books.get(inbound.conversation.account)?.heed([inbound])
  }
  return {
    ...transport,
    accounts,
    handle: (request: Transport.Request, accept: Transport.Accept) =>
      transport.handle(request, (batch) => Effect.tap(accept(batch), () => Effect.sync(() => heedAll(batch))))
  }
}
