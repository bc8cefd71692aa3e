/**
 * Mistakes in what is said: messages that are not said, or say something else, and words for a purpose that lose what policy reads of them.
 *
 * @module
 */
import type { Message } from "@parley/core"
import { RequestPayload } from "@parley/core"
import type { Element } from "../coverage/Element.ts"
import type * as Anatomy from "./Anatomy.ts"
import * as Functions from "./Functions.ts"
import type { Change } from "./Mutation.ts"
import type { Subject } from "./Subject.ts"

const other = "(other words)"

/** A message with other words; as it is where it has none of its own. */
const reworded = (message: Message.Message): Message.Message => {
  const { content } = message
  switch (content._tag) {
    case "Text":
      return { ...message, content: { ...content, text: other } }
    case "Survey":
    case "Request":
      return { ...message, content: { ...content, title: other } }
    case "Cards":
      return { ...message, content: { _tag: "Text", text: other } }
    default:
      return message
  }
}

interface Spoken {
  readonly deed: Anatomy.Deed
  readonly message: Element
}

const spoken = (subject: Subject): ReadonlyArray<Spoken> =>
  subject.anatomy.deeds.flatMap((deed) => {
    const message = deed.type === "put" ? subject.element("message", deed.part.at, deed.part.part) : undefined
    return message === undefined ? [] : [{ deed, message }]
  })

/** Where a message is said: on entry, or on a way on. */
const onWay = (subject: Subject, { lead }: Anatomy.Deed): Element | "entry" | undefined =>
  lead === undefined ? "entry" : subject.way(lead)

/** Messages that are not said, one place at a time. */
export const messages = (subject: Subject): ReadonlyArray<Change> =>
  spoken(subject).flatMap(({ deed, message }): ReadonlyArray<Change> => {
    const { keys, part, state } = deed
    const on = onWay(subject, deed)
    if (on === undefined) return []
    const where = on === "entry" ? "" : ` on ${on.label}`
    const name = on === "entry" ? part.part : `${part.part}:${deed.lead?.eventType ?? ""}-${deed.lead?.index ?? 0}`
    return [{
      kind: "message",
      state,
      by: on === "entry" ? message.by : on.by === "kit" ? "kit" : message.by,
      elements: [on === "entry" ? message.id : on.id],
      what: `message-dropped:${name}`,
      sentence: `${part.at === "" ? "anywhere" : part.at}: "${part.part}" is not said${where}`,
      change: () => subject.edit(keys, () => undefined)
    }]
  })

/** Messages that say something else. */
export const words = (subject: Subject): ReadonlyArray<Change> => {
  const known = new Map(spoken(subject).map((one) => [one.message.id, one]))
  return [...known.values()].map(({ deed: { part }, message }): Change => ({
    kind: "words",
    state: part.at,
    by: message.by,
    elements: [message.id],
    what: `words:${part.part}`,
    sentence: `${part.at === "" ? "anywhere" : part.at}: "${part.part}" says something else`,
    change: () => Functions.saying(subject.definition, part, reworded)
  }))
}

/** What is lost of a message, and what becomes of it without that. */
interface Loss {
  readonly what: string
  readonly sentence: string
  readonly has: (message: Message.Message) => boolean
  readonly change: (message: Message.Message) => Message.Message
}

const without = <K extends keyof Message.Message>(key: K) => (message: Message.Message): Message.Message => {
  const { [key]: _, ...rest } = message
  // A key that may be absent is taken out; the content, which may not, is not among them.
  return rest as Message.Message
}

const losses: ReadonlyArray<Loss> = [
  {
    what: "let-go",
    sentence: "is let go when no lane is open, where it was to be kept or told of",
    has: ({ otherwise }) => otherwise !== "drop",
    change: (message) => ({ ...without("instead")(message), otherwise: "drop" })
  },
  {
    what: "held",
    sentence: "waits when no lane is open, where it was to be let go",
    has: ({ otherwise }) => otherwise === "drop",
    change: (message) => ({ ...message, otherwise: "hold" })
  },
  {
    what: "stand-in-gone",
    sentence: "has no words that stand in for it",
    has: ({ instead }) => instead !== undefined,
    change: without("instead")
  },
  {
    what: "template-gone",
    sentence: "has no template to travel by",
    has: ({ utility }) => utility !== undefined,
    change: without("utility")
  },
  {
    what: "topic-gone",
    sentence: "has no topic, and no leave to travel by",
    has: ({ topic }) => topic !== undefined,
    change: without("topic")
  },
  {
    what: "promotion-hidden",
    sentence: "does not tell that it sells",
    has: ({ promotional, purpose }) => promotional === true && purpose !== "promotion" && purpose !== "crossSell",
    change: without("promotional")
  },
  {
    what: "sponsored-gone",
    sentence: "may not travel as an advertisement",
    has: ({ sponsored }) => sponsored === true,
    change: without("sponsored")
  },
  {
    what: "once-only",
    sentence: "does not tell that it comes again and again",
    has: ({ recurs }) => recurs === true,
    change: without("recurs")
  },
  {
    what: "purpose-gone",
    sentence: "has no purpose",
    has: ({ purpose }) => purpose !== undefined,
    change: without("purpose")
  }
]

/** Words for a purpose that lose something. */
export const notices = (subject: Subject): ReadonlyArray<Change> =>
  (subject.definition.chart?.sketches ?? []).flatMap(({ message, path }): ReadonlyArray<Change> => {
    const part = { at: path, part: "words" }
    const element = subject.element("message", path, part.part)
    if (message === undefined || element === undefined) return []
    const known = { kind: "notify" as const, state: path, by: element.by, elements: [element.id] }
    const lost = losses.filter(({ has }) => has(message)).map(({ change, sentence, what }): Change => ({
      ...known,
      what: `notify-${what}`,
      sentence: `${path}: its message ${sentence}`,
      change: () => Functions.saying(subject.definition, part, change)
    }))
    const { checks = {} } = subject.definition
    const check = checks[path]
    return check === undefined ? lost : [...lost, {
      ...known,
      what: "notify-unchecked",
      sentence: `${path}: its message is said late though it is not true any more`,
      change: () => ({ ...subject.definition, checks: { ...checks, [path]: { ...check, test: () => true } } })
    }]
  })

/** Requests for leave that ask for another topic than the one that is written about later. */
export const requests = (subject: Subject): ReadonlyArray<Change> =>
  subject.definition.states.flatMap(({ path, word }): ReadonlyArray<Change> => {
    const part = { at: path, part: "request" }
    const element = subject.element("message", path, part.part)
    if (word !== "optIn" || element === undefined) return []
    return [{
      kind: "event",
      state: path,
      by: element.by,
      elements: [element.id],
      what: "request-topic",
      sentence: `${path}: leave is asked for another topic`,
      change: () =>
        Functions.saying(subject.definition, part, (message) => {
          const { content } = message
          const asked = content._tag === "Request" ? RequestPayload.decode(content.payload ?? "") : undefined
          if (content._tag !== "Request" || asked === undefined) return message
          const topic = `${asked.topic} (other)`
          return { ...message, content: { ...content, topic, payload: RequestPayload.encode({ ...asked, topic }) } }
        })
    }]
  })

/** What a raw state does beside its ways on, one action at a time. */
export const actions = (subject: Subject): ReadonlyArray<Change> =>
  subject.anatomy.raw.map(({ keys, lead, name, state, when }, index): Change => {
    const way = lead === undefined ? undefined : subject.way(lead)
    const element = lead === undefined ? subject.element("state", state) : way
    return {
      kind: "message",
      state,
      by: "author",
      elements: element === undefined ? [] : [element.id],
      what: `action-dropped:${name}-${index + 1}`,
      sentence: `${state}: its ${name} ${way === undefined ? `on ${when}` : `on ${way.label}`} is not done`,
      change: () => subject.edit(keys, () => undefined)
    }
  })
