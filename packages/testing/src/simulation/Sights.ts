/**
 * What the emulator shows to people, as happenings of a convo.
 *
 * @module
 */
import type { Happening, Message, Moment } from "../convo/World.ts"
import type { Entry } from "../emulator/Entry.ts"
import type { Sight } from "../emulator/Feed.ts"

const words = (entry: Entry): string => {
  if (entry.text !== undefined) return entry.text
  switch (entry.kind) {
    case "media":
      return (entry.media ?? []).map((media) => `(${media.type} ${media.url ?? media.attachmentId ?? ""})`).join(" ")
    case "cards":
      return (entry.cards ?? []).map((card) => card.title).join(" / ")
    default:
      return `(${entry.template ?? entry.kind})`
  }
}

/** A message of the page as a convo compares it. */
export const message = (entry: Entry, moment?: () => Moment): Message => ({
  id: entry.mid,
  ...(moment === undefined ? {} : { moment }),
  text: words(entry),
  options: [
    ...(entry.buttons ?? []),
    ...(entry.cards ?? []).flatMap((card) => card.buttons),
    ...(entry.quickReplies ?? [])
  ].map((option) => option.title)
})

/** What people have seen so far, by their scoped ids. */
export class Sights {
  private readonly seen = new Map<string, Array<Happening>>()
  private readonly typing = new Set<string>()
  private readonly appId: string

  /** `appId` is the bot's own app: what others say for the page is not the bot's word. */
  constructor(appId: string) {
    this.appId = appId
  }

  /** All that a person has seen, oldest first. */
  of(psid: string): ReadonlyArray<Happening> {
    return this.list(psid)
  }

  /** Whether a person sees the dots of typing, and nothing has come of them. */
  types(psid: string): boolean {
    return this.typing.has(psid)
  }

  /** Takes in one sight. `now` takes down the moment that it is in the conversation. */
  see(sight: Sight, now: () => () => Moment): void {
    const { what } = sight
    switch (what.kind) {
      case "message":
        if (what.entry.from === "page" && what.entry.appId === this.appId) {
          this.typing.delete(sight.psid)
          this.list(sight.psid).push({ _tag: "Said", message: message(what.entry, now()) })
        }
        return
      case "typing":
        if (what.on) {
          this.typing.add(sight.psid)
          this.list(sight.psid).push({ _tag: "Shown", sign: "typing" })
        } else this.typing.delete(sight.psid)
        return
      case "seen":
        this.list(sight.psid).push({ _tag: "Shown", sign: "seen" })
        return
      // Neither is part of what a convo tells.
      case "changed":
      case "owner":
    }
  }

  private list(psid: string): Array<Happening> {
    let list = this.seen.get(psid)
    if (list === undefined) {
      list = []
      this.seen.set(psid, list)
    }
    return list
  }
}
