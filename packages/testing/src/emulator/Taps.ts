/**
 * What a person can tap, and finding it by what it says.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import type { Button, Entry, QuickReply } from "./Entry.ts"
import type { OptInRequest } from "./OptInRequest.ts"
import type { Thread } from "./Thread.ts"
import * as Threads from "./Thread.ts"

/** There is nothing to tap by this name. */
export class NothingToTap extends Schema.TaggedError<NothingToTap>()("NothingToTap", {
  wanted: Schema.String,
  offered: Schema.Array(Schema.String)
}) {
  override get message(): string {
    return this.offered.length === 0
      ? `Nobody can tap "${this.wanted}": no message of this conversation shows a button or a quick reply now.`
      : `Nobody can tap "${this.wanted}": what shows is ${this.offered.map((title) => `"${title}"`).join(", ")}.`
  }
}

/** Something on the screen that can be tapped. */
export type Tappable =
  | { readonly kind: "quickReply"; readonly entry: Entry; readonly reply: QuickReply }
  | { readonly kind: "button"; readonly entry: Entry; readonly button: Button }
  | { readonly kind: "optIn"; readonly entry: Entry; readonly request: OptInRequest }
  | { readonly kind: "renewal"; readonly entry: Entry; readonly request: OptInRequest }

/** Everything that can be tapped, the quick replies of the last message first, then buttons from new to old. */
export const all = (thread: Thread): ReadonlyArray<Tappable> => {
  const out: Array<Tappable> = []
  const offered = Threads.offered(thread)
  for (const reply of offered?.quickReplies ?? []) {
    if (offered !== undefined) out.push({ kind: "quickReply", entry: offered, reply })
  }
  for (let i = thread.entries.length - 1; i >= 0; i--) {
    const entry = thread.entries[i]
    if (entry === undefined || entry.from !== "page" || entry.unsent === true) continue
    const { request } = entry
    // A leave is given once under each request.
    if (request !== undefined && entry.agreed !== true) out.push({ kind: "optIn", entry, request })
    if (request?.renews === true && entry.agreed === true) out.push({ kind: "renewal", entry, request })
    for (const button of entry.buttons ?? []) out.push({ kind: "button", entry, button })
    for (const card of entry.cards ?? []) {
      for (const button of card.buttons) out.push({ kind: "button", entry, button })
    }
  }
  return out
}

/** What a tappable says. */
export const title = (tappable: Tappable): string => {
  switch (tappable.kind) {
    case "quickReply":
      return tappable.reply.title
    case "button":
      return tappable.button.title
    case "optIn":
      return tappable.request.button
    case "renewal":
      return "Continue messages"
  }
}

/** What a tap on it sends, or the address that it opens. */
export const payload = (tappable: Tappable): string | undefined => {
  switch (tappable.kind) {
    case "quickReply":
      return tappable.reply.payload
    case "button":
      return tappable.button.payload ?? tappable.button.url
    case "optIn":
      return tappable.request.payload
    case "renewal":
      return undefined
  }
}

/** The first by exact title, then by exact payload, then by title in any case. */
export const find = (thread: Thread, wanted: string): Tappable | NothingToTap => {
  const tappables = all(thread)
  const lower = wanted.trim().toLowerCase()
  return tappables.find((tappable) => title(tappable) === wanted)
    ?? tappables.find((tappable) => payload(tappable) === wanted)
    ?? tappables.find((tappable) => title(tappable).trim().toLowerCase() === lower)
    ?? new NothingToTap({ wanted, offered: tappables.map(title) })
}
