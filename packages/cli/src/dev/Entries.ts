/**
 * The messages of a conversation as the phone shows them.
 *
 * @module
 */
import type { Emulator } from "@parley/testing"
import type { EntryPicture, Json } from "./Picture.ts"

/** What is known of messages besides what the phone has. */
export interface Known {
  /** The app of the bot: other apps are people of the business. */
  readonly app: string
  readonly readUntil: number | undefined
  readonly persona: (id: string) => { readonly name: string; readonly picture: string } | undefined
  readonly mark: (mid: string) => EntryPicture["mark"]
  /** The message as it was sent, for forms that have no field of their own. */
  readonly raw: (mid: string) => Json | undefined
}

const optional = <K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } =>
  // An absent key and one that holds undefined are different under exactOptionalPropertyTypes.
  value === undefined ? {} : { [key]: value } as { readonly [P in K]?: V }

const fromOf = (entry: Emulator.Entry, app: string): EntryPicture["from"] =>
  entry.from === "person" ? "person" : entry.appId === undefined || entry.appId === app ? "bot" : "human"

const request = ({ agreed, request }: Emulator.Entry): EntryPicture["request"] =>
  request === undefined ? undefined : { kind: request.kind, button: request.button, agreed: agreed === true }

const survey = ({ rated, survey }: Emulator.Entry): EntryPicture["survey"] =>
  survey === undefined ? undefined : { question: survey.question, kind: survey.kind, open: rated !== true }

/** One message as it is shown. */
export const of = (entry: Emulator.Entry, known: Known): EntryPicture => {
  const persona = entry.persona === undefined ? undefined : known.persona(entry.persona)
  return {
    mid: entry.mid,
    at: entry.at,
    from: fromOf(entry, known.app),
    kind: entry.kind,
    ...optional("text", entry.text),
    ...optional(
      "quickReplies",
      entry.quickReplies?.map(({ contentType, imageUrl, payload, title }) => ({
        title,
        kind: contentType,
        ...optional("payload", payload),
        ...optional("imageUrl", imageUrl)
      }))
    ),
    ...optional("buttons", entry.buttons),
    ...optional("cards", entry.cards),
    ...optional("media", entry.media?.map(({ type, url }) => ({ type, ...optional("url", url) }))),
    ...optional("template", entry.template),
    ...optional("raw", entry.kind === "template" ? known.raw(entry.mid) : undefined),
    ...optional("replyTo", entry.replyTo),
    ...optional("persona", persona),
    ...optional("sponsored", entry.sponsored),
    ...optional("request", request(entry)),
    ...optional("survey", survey(entry)),
    ...optional("reaction", entry.reaction),
    ...optional("botReaction", entry.pageReaction),
    ...(entry.edits === undefined ? {} : { edited: true as const }),
    ...(entry.unsent === true ? { unsent: true as const } : {}),
    ...optional("mark", entry.from === "page" ? known.mark(entry.mid) : undefined),
    ...(entry.from === "page" && known.readUntil !== undefined && entry.at <= known.readUntil
      ? { read: true as const }
      : {})
  }
}
