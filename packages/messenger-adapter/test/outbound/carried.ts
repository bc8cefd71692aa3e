/** What a channel carries of a message: all of it, but for what is meant for us, for other channels, or for policy. */
import type { Json, Message } from "@parley/core"
import { Apps, type Channel } from "@parley/messenger-adapter"

const without = <T extends object, K extends keyof T>(from: T, ...names: ReadonlyArray<K>): Omit<T, K> =>
  // The type says what the filter does.
  Object.fromEntries(Object.entries(from).filter(([name]) => !names.some((one) => one === name))) as Omit<T, K>

const button = (one: Message.Button, channel: Channel.Channel): object => {
  if (one._tag === "LogOut") return without(one, "words")
  if (one._tag !== "Link") return one
  // Instagram opens every page in the same way; a view without a wish is none.
  return one.view === undefined || channel === "instagram" || Object.keys(one.view).length === 0
    ? without(one, "view")
    : one
}

const withButtons = <T extends { readonly buttons?: ReadonlyArray<Message.Button> }>(
  from: T,
  channel: Channel.Channel
) => from.buttons === undefined ? from : { ...from, buttons: from.buttons.map((one) => button(one, channel)) }

/** Buttons of a template have no names, so those that have parameters are counted. */
const parameters = (given: { readonly [name: string]: string }): object => {
  const isButton = (name: string) => name.startsWith("button.")
  const names = Object.keys(given).filter(isButton).toSorted()
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) =>
      isButton(name) ? [`button.${names.indexOf(name) + 1}.${name.split(".")[2]}`, value] : [name, value]
    )
  )
}

const isRecord = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const body = (content: Message.Native, channel: Channel.Channel): unknown => {
  const given = content.body
  if (!isRecord(given)) return given
  switch (content.kind) {
    case "receipt":
      // Meta counts seconds.
      return typeof given["orderedAt"] === "number"
        ? { ...given, orderedAt: Math.floor(given["orderedAt"] / 1000) * 1000 }
        : given
    case "customer_information":
      return Object.fromEntries(
        Object.entries(given).filter(([, value]) => !isRecord(value) || Object.keys(value).length > 0)
      )
    case "media":
    case "image_grid":
      // The builder typed them.
      return withButtons(given as { buttons?: ReadonlyArray<Message.Button> }, channel)
    default:
      return given
  }
}

const content = (given: Message.Content, channel: Channel.Channel): object => {
  switch (given._tag) {
    case "Text":
      return withButtons(given, channel)
    case "Cards":
      return { ...given, cards: given.cards.map((one) => withButtons(one, channel)) }
    case "Media":
      return given.url.startsWith("attachment:") ? without(given, "reuse") : given
    case "Template":
      return { ...given, parameters: parameters(given.parameters) }
    case "Request":
      return without(given, "topic")
    case "Native":
      return { ...without(given, "words"), body: body(given, channel) }
    default:
      return given
  }
}

/** The message as it can come back: `personas` are the names that an account gives to ids. */
export const carried = (
  message: Message.Message,
  channel: Channel.Channel,
  personas: { readonly [name: string]: string }
): object => {
  const { control, persona, quickReplies } = message
  return JSON.parse(JSON.stringify({
    ...without(message, "persona"),
    content: content(message.content, channel),
    ...(quickReplies === undefined
      ? {}
      : { quickReplies: quickReplies.map((one) => one.asks === undefined ? one : { asks: one.asks }) }),
    ...(control?._tag === "Pass" && control.to === "inbox"
      ? { control: { _tag: "Pass", to: Apps.inbox[channel] } }
      : {}),
    // Instagram has one voice, that of the account.
    ...(persona === undefined || channel === "instagram" ? {} : { persona: personas[persona] ?? persona })
  })) as Json.Json & object
}
