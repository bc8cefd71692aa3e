/**
 * The table of what each channel shows, made by the code that decides it.
 *
 * @module
 */
import type { Message } from "@parley/core"
import * as Words from "../../packages/core/src/policy/Capabilities.ts"
import * as Fit from "../../packages/core/src/policy/Fit.ts"
import * as Capabilities from "../../packages/messenger-adapter/src/Capabilities.ts"
import * as Rich from "../../packages/messenger-adapter/src/outbound/Rich.ts"

const url = "https://example.com/a"
const reply: Message.QuickReply = { title: "Yes", payload: "y" }
const open: Message.Button = { _tag: "Link", title: "Open", url }
const answer: Message.Button = { _tag: "Postback", title: "Yes", payload: "y" }

const dial: Message.Button = { _tag: "Call", title: "Call", phone: "+34911234567" }

const text = (words: string, buttons?: ReadonlyArray<Message.Button>): Message.Content =>
  buttons === undefined ? { _tag: "Text", text: words } : { _tag: "Text", text: words, buttons }

const card: Message.Card = { title: "Margherita", subtitle: "12 €", buttons: [answer] }

const media = (kind: Message.MediaKind): Message.Content => ({ _tag: "Media", kind, url })

/** One of everything, by what an author calls it. */
const samples: ReadonlyArray<readonly [string, Message.Message]> = [
  ["a text", { content: text("Hello.") }],
  ["a text of 2,500 characters", { content: text("A sentence of 25 letters. ".repeat(100).slice(0, 2500).trim()) }],
  ["a button that answers, or opens a page", { content: text("Sure?", [answer, open]) }],
  ["a button that dials, logs in or starts a game", {
    content: text("Sure?", [dial])
  }],
  ["a button that logs out, with words", { content: text("Sure?", [{ _tag: "LogOut", words: "Write \"log out\"." }]) }],
  ["a button that logs out, without words", { content: text("Sure?", [{ _tag: "LogOut" }]) }],
  ["quick replies under a text", { content: text("Sure?"), quickReplies: [reply] }],
  ["quick replies under a picture", { content: media("image"), quickReplies: [reply] }],
  ["a quick reply with the person's phone or e-mail", {
    content: text("Where?"),
    quickReplies: [{ title: "Your phone", payload: "", asks: "phone" }]
  }],
  ["a picture", { content: media("image") }],
  ["a sound, a film, a file", { content: media("file") }],
  ["three pictures together", { content: { _tag: "Pictures", urls: [url, url, url] } }],
  ["twelve cards", { content: { _tag: "Cards", cards: [card, ...Array.from({ length: 11 }, () => card)] } }],
  ["a card with a button that dials", { content: { _tag: "Cards", cards: [{ ...card, buttons: [answer, dial] }] } }],
  ["an upload of a picture", { content: { _tag: "Media", kind: "image", url: "attachment:1234" } }],
  ["a reaction", { content: { _tag: "Reaction", mid: "m_1", emoji: "👍" } }],
  ["`Rich.receipt`", {
    content: Rich.receipt({ orderNumber: "7", recipientName: "Ana", currency: "EUR", paymentMethod: "Visa", total: 24 })
  }],
  ["`Rich.coupon`", { content: Rich.coupon({ title: "10 % off", code: "TEN" }) }],
  ["`Rich.products`", { content: Rich.products({ ids: ["1"], words: "A pizza" }) }],
  ["`Rich.media`", { content: Rich.media({ show: "image", attachment: "1" }) }],
  ["`Rich.imageGrid`", { content: Rich.imageGrid({ images: [{ url }, { url }] }) }],
  ["`Rich.addressForm`", { content: Rich.addressForm({ privacyUrl: url, words: "Where to?" }) }],
  ["`Rich.instantForm`", { content: Rich.instantForm({ form: "1", words: "A form" }) }],
  ["`Rich.sticker`, `Rich.like`", { content: Rich.like() }],
  ["`Rich.heart`", { content: Rich.heart() }],
  ["`Rich.post`", { content: Rich.post({ post: "1", words: "Our post" }) }],
  ["`Rich.template`", { content: Rich.template({ type: "new", payload: {}, words: "New" }) }]
]

const messages = (count: number): string => count === 1 ? "" : `, in ${count} messages`

const buttonsOf = (content: Message.Content): ReadonlyArray<Message.Button> => {
  if (content._tag === "Text") return content.buttons ?? []
  return content._tag === "Cards" ? content.cards.flatMap(({ buttons = [] }) => buttons) : []
}

const ofContent = (before: Message.Content, after: ReadonlyArray<Message.Content>): string => {
  const count = messages(after.length)
  if (after.every((one) => one === before)) return `yes${count}`
  const isSame = after.every(({ _tag }) => _tag === before._tag)
  return isSame && after.flatMap(buttonsOf).length === buttonsOf(before).length ? `yes${count}` : `in words${count}`
}

/** How the answers are offered: as they are, under a text of their own, by number, or by the question alone. */
const ofReplies = (after: ReadonlyArray<Message.Message>, before: Message.Message): string => {
  const apart = after.length > 1 && before.content._tag !== "Text"
  if ((after.at(-1)?.quickReplies ?? []).length > 0) return apart ? "under a text of their own" : "yes"
  if (before.quickReplies?.some(({ asks }) => asks !== undefined) === true) return "asked in words"
  return apart ? "by number, in a text of their own" : "by number, in the text"
}

const cell = (message: Message.Message, can: Words.Capabilities): string => {
  const after = Fit.fit(message, can, "en")
  if (after.length === 0) return Fit.lacking(message, can) === undefined ? "no" : "refused"
  return message.quickReplies === undefined
    ? ofContent(message.content, after.map(({ content }) => content))
    : ofReplies(after, message)
}

const channels: ReadonlyArray<readonly [string, Words.Capabilities]> = [
  ["Messenger", Capabilities.of("messenger")],
  ["Instagram", Capabilities.of("instagram")],
  ["words alone", Words.words]
]

/** The page that has the table, from the root of the repository. */
export const page = "docs/messenger.md"

const begin = "<!-- what each channel shows: made by `npm run docs:sync` -->"
const end = "<!-- /what each channel shows -->"

/** The table, as Markdown. */
export const table = (): string =>
  [
    `| | ${channels.map(([name]) => name).join(" | ")} |`,
    `|---|${channels.map(() => "---").join("|")}|`,
    ...samples.map(([name, message]) => `| ${name} | ${channels.map(([, can]) => cell(message, can)).join(" | ")} |`)
  ].join("\n")

/** The page with the table as it is today; `undefined` where the page has no place for it. */
export const put = (text: string, made: string = table()): string | undefined => {
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  return from < 0 || to < from ? undefined : `${text.slice(0, from + begin.length)}\n\n${made}\n\n${text.slice(to)}`
}
