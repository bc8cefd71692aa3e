/**
 * How a conversation looks in a terminal: the bot's messages with their buttons numbered, typing dots, colours where the
 * terminal has them.
 *
 * @module
 */
import type { Conversation } from "@parley/core"
import type { Emulator, World } from "@parley/testing"
import type * as Session from "./Session.ts"

/** The titles that a number can tap: the quick replies and buttons of one message, in the order in which they show. */
export const choices = (entry: Emulator.Entry): ReadonlyArray<string> => [
  ...(entry.quickReplies ?? []).map((reply) => reply.title),
  ...(entry.buttons ?? []).map((button) => button.title),
  ...(entry.cards ?? []).flatMap((card) => card.buttons.map((button) => button.title))
]

const body = (entry: Emulator.Entry): ReadonlyArray<string> => [
  ...(entry.text === undefined ? [] : entry.text.split("\n")),
  ...(entry.cards ?? []).map((card) => card.subtitle === undefined ? card.title : `${card.title} (${card.subtitle})`),
  ...(entry.media ?? []).map((media) => `(${media.type}) ${media.url ?? media.attachmentId ?? ""}`.trimEnd()),
  ...(entry.template === undefined ? [] : [`(${entry.template})`])
]

/** A message of the bot as lines: its words, then its buttons with the numbers that tap them. */
export const message = (entry: Emulator.Entry): ReadonlyArray<string> => {
  const lines = body(entry).map((line, index) => `${index === 0 ? "<" : " "} ${line}`)
  const buttons = choices(entry).map((title, index) => `[${index + 1} ${title}]`).join(" ")
  return buttons === "" ? lines : [...lines, `  ${buttons}`]
}

/** Something that failed, in one line: where the conversation stands, and why. */
export const failure = ({ dialogue, reason, states }: Session.Failure): string => {
  const place = dialogue === undefined ? "" : `${[dialogue, ...states].join(", ")}: `
  return `! ${place}${reason.replaceAll(/\s*\n\s*/g, " ")}`
}

const span = (millis: number): string => {
  const seconds = Math.max(0, Math.round(millis / 1_000))
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3_600) return `${Math.round(seconds / 60)} min`
  if (seconds < 172_800) return `${Math.round(seconds / 360) / 10} h`
  return `${Math.round(seconds / 8_640) / 10} days`
}

/** Where the conversation stands: the dialogue and its states, who owns it, what waits. */
export const state = (
  standing: World.Standing,
  conversation: Conversation.Conversation,
  now: number
): ReadonlyArray<string> => [
  standing.dialogue === undefined ? "no dialogue is active" : `${standing.dialogue}: ${standing.states.join(", ")}`,
  ...(standing.context === undefined ? [] : [`context   ${JSON.stringify(standing.context)}`]),
  `owner     ${standing.owner === "human" ? "a person of the business" : "the bot"}`,
  ...conversation.timers.map((timer) => `timer     in ${span(timer.due - now)}`),
  ...conversation.tasks.map((task) => `task      ${task.name}, for ${span(now - task.startedAt)}`),
  ...(standing.held === 0 ? [] : [`held      ${standing.held} message${standing.held === 1 ? "" : "s"}`])
]

/** Until when the bot may write freely. */
export const window = (
  window: { readonly open: boolean; readonly until: number | undefined },
  now: number
): string =>
  window.until === undefined
    ? "window    never opened: you have not written yet"
    : window.open
    ? `window    open for ${span(window.until - now)}`
    : `window    shut since ${span(now - window.until)}`
