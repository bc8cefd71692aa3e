/**
 * What coverage hears from a bot that runs: whether words went while the window was open or shut, by which lane, in which
 * languages, and at which moments it told that it is a machine.
 *
 * @module
 */
import type { BotDefinition, Conversation, Definition, Happening } from "@parley/core"
import { ConversationId } from "@parley/core"
import type { Element } from "./Element.ts"
import { idOf } from "./MachineElements.ts"

const day = 86_400_000

const windows = { open: "said while the window is open", shut: "said when the window is shut" } as const

/** The states that something other than the person can lead to after a day: a long timer, a signal, a return. */
const late = ({ chart }: Definition.Definition): ReadonlySet<string> => {
  const found = new Set<string>()
  if (chart === undefined) return found
  const open = chart.sketches.flatMap(({ edges }) =>
    edges.flatMap(({ after, by, to }) => {
      const isLong = by === "timer" && (after === "dynamic" || (after ?? 0) >= day)
      return isLong || by === "signal" || by === "released" ? [to] : []
    })
  )
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue
    found.add(path)
    const edges = chart.sketches.find((sketch) => sketch.path === path)?.edges ?? []
    for (const { by, to } of edges) if (by === "auto" || by === "result") open.push(to)
  }
  return found
}

const lane = (dialogue: string, state: string, word: string, label: string): Element => ({
  id: idOf(dialogue, "lane", state, word),
  kind: "lane",
  dialogue,
  state,
  label: `${state}: ${label}`,
  by: "author"
})

const language = (locale: string): Element => ({
  id: idOf("", "language", locale),
  kind: "language",
  dialogue: "",
  state: "",
  label: locale,
  by: "author"
})

const moments = {
  start: "at the start of a conversation",
  lapse: "after a long silence",
  fromHuman: "after a person of the business"
} as const

const disclosure = (moment: keyof typeof moments): Element => ({
  id: idOf("", "disclosure", moment),
  kind: "disclosure",
  dialogue: "",
  state: "",
  label: moments[moment],
  by: "author"
})

/** The elements of a bot besides those of its machines. */
export const elements = (
  bot: Pick<BotDefinition.Any, "dialogues" | "disclosure">,
  languages: ReadonlyArray<string>
): ReadonlyArray<Element> => [
  ...bot.dialogues.flatMap((dialogue) => {
    const after = late(dialogue)
    return (dialogue.chart?.sketches ?? []).filter(({ message }) => message !== undefined).flatMap(({ path }) => [
      lane(dialogue.id, path, "open", windows.open),
      ...(after.has(path) ? [lane(dialogue.id, path, "shut", windows.shut)] : [])
    ])
  }),
  ...languages.map(language),
  ...(bot.disclosure === false ? [] : [disclosure("start"), disclosure("lapse"), disclosure("fromHuman")])
]

const ofLanguage = (locale: string): string => locale.split(/[-_]/, 1)[0] ?? locale

/** The moment that makes a notice due in the next turn, as the conversation stands before it. */
export const momentOf = (before: Conversation.Conversation | undefined): keyof typeof moments => {
  const state = before?.disclosure
  if (before === undefined || before.revision === 0) return "start"
  return state?._tag === "Due" && state.why !== "undelivered" ? state.why : "lapse"
}

type Turn = Pick<Extract<Happening.Happening, { readonly _tag: "TurnCommitted" }>, "conversation" | "entry">

/** The elements that a turn touched. `due`: the moment that made a notice due in it, if one was. */
export const touched = ({ conversation, entry }: Turn, due: keyof typeof moments): ReadonlyArray<Element> => {
  const found: Array<Element> = []
  for (const { body, discloses, lane: used, verdict } of entry.spoken) {
    if (discloses === true && verdict === "sent") found.push(disclosure(due))
    if (body._tag !== "Message") continue
    if (verdict === "sent") found.push(language(ofLanguage(conversation.locale ?? entry.locale)))
    const { origin, purpose } = body.message
    if (origin === undefined || purpose === undefined) continue
    const isOpen = verdict === "sent" && (used?.lane === "reply" || used?.lane === "update")
    found.push(lane(origin.dialogue, origin.state, isOpen ? "open" : "shut", isOpen ? windows.open : windows.shut))
    const way = verdict === "sent" ? used?.lane : verdict
    if (way !== undefined) {
      found.push(lane(origin.dialogue, origin.state, `by ${way}`, verdict === "sent" ? `by ${way}` : way))
    }
  }
  return found
}

/** Takes in what a bot does, and tells of each element in it. */
export const listener = (note: (element: Element) => void): Happening.Listener => {
  const before = new Map<string, keyof typeof moments>()
  return (happening) => {
    if (happening._tag !== "TurnCommitted") return
    const key = ConversationId.key(happening.conversation.id)
    for (const element of touched(happening, before.get(key) ?? "start")) note(element)
    before.set(key, momentOf(happening.conversation))
  }
}
