/**
 * Mistakes in what stands beside a machine: words that open the dialogue, commands, and what happens while a person has the conversation.
 *
 * @module
 */
import type { Definition } from "@parley/core"
import type { Change, Need } from "./Mutation.ts"
import type { Subject } from "./Subject.ts"

const spoken = (start: Definition.Start): string => {
  switch (start._tag) {
    case "Words":
      return `"${start.words}"`
    case "Pattern":
      return String(start.pattern)
    case "GetStarted":
      return "the button \"Get started\""
    case "Ref":
      return `the link "${start.ref}"`
    case "Payload":
      return `the payload "${start.payload}"`
    case "Comment":
      return "a comment"
    case "Post":
      return "a post"
    case "Rated":
      return "an answer to a survey"
    case "Signal":
      return `the signal ${start.signal}`
    case "Anything":
      return "anything at all"
  }
}

/** What a person has to do to come by a start; words may be many things. */
const needs = (start: Definition.Start): { readonly needs?: Need } => {
  switch (start._tag) {
    case "GetStarted":
      return { needs: { _tag: "Act", act: "GetsStarted" } }
    case "Ref":
      return { needs: { _tag: "Act", act: "Follows" } }
    case "Payload":
      return { needs: { _tag: "Act", act: "SendsPayload" } }
    default:
      return {}
  }
}

/** Words that do not open the dialogue. */
export const starts = ({ definition }: Subject): ReadonlyArray<Change> =>
  definition.starts.map((start, index) => ({
    kind: "start",
    state: "",
    by: "author",
    elements: [],
    ...needs(start),
    what: `start-unheard:${start._tag.toLowerCase()}${index === 0 ? "" : `-${index + 1}`}`,
    sentence: `${definition.id} does not begin at ${spoken(start)}`,
    change: () => ({ ...definition, starts: definition.starts.filter((one) => one !== start) })
  }))

/** Commands that are not heard. */
export const commands = (subject: Subject): ReadonlyArray<Change> =>
  subject.definition.commands.map((command): Change => {
    const { definition } = subject
    const event = `in.command.${command.name}`
    const leads = subject.anatomy.leads.filter(({ eventType, state }) => state === "" && eventType === event)
    const way = leads.map((lead) => subject.way(lead)).findLast((one) => one?.by === "author")
    return {
      kind: "command",
      state: "",
      by: way === undefined ? "kit" : "author",
      elements: [],
      what: `command-unheard:${command.name}`,
      sentence: `the command "${command.name}" is not heard`,
      change: () => ({ ...definition, commands: definition.commands.filter((one) => one !== command) })
    }
  })

/** Conversations that are not given away, and clocks that stand still or run on while a person has it. */
export const handovers = (subject: Subject): ReadonlyArray<Change> => {
  const { anatomy, definition } = subject
  const passed = anatomy.deeds.flatMap((deed): ReadonlyArray<Change> => {
    const { at, part } = deed.part
    if (deed.type !== "put" || !/^(pass|take|control)$/.test(part)) return []
    const element = deed.lead === undefined ? subject.element("state", at) : subject.way(deed.lead)
    return [{
      kind: "handover",
      state: at,
      by: "author",
      elements: element === undefined ? [] : [element.id],
      what: `${part}-forgotten`,
      sentence: part === "take"
        ? `${at}: the conversation is not taken back`
        : part === "pass"
        ? `${at}: the conversation is not given away`
        : `${at}: who has the conversation is not changed`,
      change: () => subject.edit(deed.keys, () => undefined)
    }]
  })
  const { deferrals = {} } = definition
  const waiting = Object.entries(deferrals).map(([state, deferral]): Change => {
    const element = subject.element("state", state)
    return {
      kind: "handover",
      state,
      by: "author",
      elements: element === undefined ? [] : [element.id],
      what: "while-human",
      sentence: `${state}: what was to ${deferral} while a person has the conversation waits`,
      change: () => ({
        ...definition,
        deferrals: Object.fromEntries(Object.entries(deferrals).filter(([one]) => one !== state))
      })
    }
  })
  return [...passed, ...waiting]
}

/** What a person may wish at any time, and is not heard: no more messages, messages again, the bot back. */
export const wishes = ({ definition }: Subject): ReadonlyArray<Change> =>
  (["stop", "start", "bot"] as const).flatMap((name): ReadonlyArray<Change> => {
    const { [name]: wish, ...rest } = definition.repair
    if (wish === undefined) return []
    return [{
      kind: "command",
      state: "",
      by: "kit",
      elements: [],
      what: `wish-unheard:${name}`,
      sentence: `the wish "${name}" is not heard`,
      change: () => ({ ...definition, repair: rest })
    }]
  })
