/**
 * Whether what a person did was taken: taps on buttons, and words while a dialogue goes on.
 *
 * @module
 */
import type { Conversation, Definition, Inbound } from "@parley/core"
import type { Act } from "../convo/Script.ts"
import * as Taps from "../emulator/Taps.ts"
import type { Judge } from "./Broken.ts"
import * as Broken from "./Broken.ts"
import type { Step } from "./Step.ts"
import type { Subject } from "./Subject.ts"
import * as Words from "./Words.ts"

/** Whether it was for the bot to answer. */
const isBots = ({ sides, who }: Step): boolean => {
  const side = sides[who]
  return side !== undefined && side.isOurs && (side.before?.owner._tag ?? "Bot") === "Bot"
}

const dialogueOf = ({ bot }: Subject, conversation: Conversation.Conversation | undefined) =>
  bot.dialogues.find(({ id }) => id === conversation?.dialogue?.id)

const valueOf = (conversation: Conversation.Conversation | undefined): string =>
  JSON.stringify((conversation?.dialogue?.snapshot as { readonly value?: unknown } | undefined)?.value)

type Reply = "notUnderstood" | "oldButton"

/** What the repair kit says in a conversation. */
const reply = (
  name: Reply,
  dialogue: Definition.Definition,
  subject: Subject,
  conversation: Conversation.Conversation,
  title: string
): string | undefined => {
  const { id: { channel }, person } = conversation
  const turn = { at: conversation.seenAt ?? 0, locale: Words.localeOf(subject, conversation), channel, person }
  const { content } = name === "oldButton"
    ? dialogue.repair.oldButton(turn, title)
    : dialogue.repair.notUnderstood(turn)
  return content._tag === "Text" ? content.text : undefined
}

/** Whether a button was just shown by the question that still stands. */
const isFresh = (step: Step, steps: ReadonlyArray<Step>, tapped: Taps.Tappable): boolean => {
  const { mid } = tapped.entry
  const from = steps.findLastIndex(({ sides }) => sides[step.who]?.entries.some((entry) => entry.mid === mid) === true)
  const until = steps.indexOf(step)
  const isLast = !steps.slice(from + 1, until).some(({ sides }) => (sides[step.who]?.entries.length ?? 0) > 0)
  const offered = steps[from]?.sides[step.who]?.entries.findLast(({ from }) => from === "page")
  const next = steps[from + 1]?.sides[step.who]?.before
  return isLast && offered?.mid === mid && valueOf(next) === valueOf(step.sides[step.who]?.before)
}

/** Every button is taken: what was just offered as an answer, what is older at least with a word. */
export const buttons: Judge = (steps, subject) =>
  Broken.first(steps, (step) => {
    const { tapped, unhandled, who } = step
    if (tapped === undefined || !step.isDone || !isBots(step)) return undefined
    if (tapped.kind === "button" && tapped.button.type !== "postback") return undefined
    const title = Taps.title(tapped)
    if (unhandled.length > 0) return `Nobody took the button [${title}] that ${who} tapped.`
    const side = step.sides[who]
    const dialogue = dialogueOf(subject, side?.before)
    if (side?.before === undefined || dialogue === undefined) return undefined
    const said = side.entries.filter(Words.isBots).map(Words.of)
    const before = side.before
    const isSaid = (name: Reply): boolean => {
      const words = reply(name, dialogue, subject, before, title)
      return words !== undefined && said.includes(words)
    }
    if (isSaid("notUnderstood")) return `The bot did not understand the button [${title}] that it had shown.`
    return isSaid("oldButton") && isFresh(step, steps, tapped)
      ? `The bot took the button [${title}] for an old one, though it had just shown it.`
      : undefined
  })

const saying = ({ line }: Step): Act | undefined => {
  if (line._tag === "Person") return line.act
  return line._tag === "Other" && line.line._tag === "Person" ? line.line.act : undefined
}

/** Whoever writes while a dialogue goes on is answered. */
const unanswered = (step: Step, subject: Subject): string | undefined => {
  const { sides, unhandled, who } = step
  const act = saying(step)
  const isWritten = act?._tag === "Says" || act?._tag === "SendsMedia" || act?._tag === "SharesLocation"
  if (!step.isDone || !isWritten || unhandled.length === 0 || !isBots(step)) return undefined
  return dialogueOf(subject, sides[who]?.before) === undefined
    ? undefined
    : `Nobody answered ${who}, though a dialogue goes on. ${unhandled.join(" ")}`
}

const stuck = ({ entry }: Step["turns"][number]): boolean =>
  entry.outcome === "quarantined" || entry.outcome === "parked"

/** Nothing breaks the bot, and nobody who writes while a dialogue goes on is left without an answer. */
export const sound: Judge = (steps, subject) =>
  Broken.first(steps, (step) => {
    if (step.problems.length > 0) return step.problems.join(" ")
    const found = step.turns.find(stuck)
    if (found !== undefined) {
      const event: Inbound.Event = found.entry.inbound.event
      return `The conversation was set aside at ${event._tag}: ${found.entry.error ?? "its dialogue could not go on"}.`
    }
    return unanswered(step, subject)
  })
