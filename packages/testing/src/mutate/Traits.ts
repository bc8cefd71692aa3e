/**
 * What only a run tells of something that is put out: for how long it waits, the event it is about, whether it is said in several
 * languages, what it hands on. Where a run finds such a thing, it can be lost.
 *
 * @module
 */
import type { Definition, Message } from "@parley/core"
import type { Element } from "../coverage/Element.ts"
import type * as Anatomy from "./Anatomy.ts"
import * as Functions from "./Functions.ts"
import type { Change, Kind } from "./Mutation.ts"
import type { Subject } from "./Subject.ts"

type Output = Definition.MachineOutput

/** Something that a part may have. `change` gives what is put out without it, and `undefined` where it is not there. */
interface Trait {
  readonly what: string
  readonly kind: Kind
  readonly sentence: string
  /** The parts that may have it. */
  readonly of: (part: string, subject: Subject, at: string) => boolean
  readonly change: (output: Output, spoken: Functions.Spoken) => Output | undefined
}

/** A language that nobody speaks: texts answer it in their first one. */
const nobodys = "zz"

const languages = ["en", "es", "de", "fr", "pt", "it", "nl", "ja", "pl", "tr", "ar"]

const ofMessage = (change: (message: Message.Message) => Message.Message | undefined): Trait["change"] => (output) => {
  if (output.type !== "out.message") return undefined
  const message = change(output.message)
  return message === undefined ? undefined : { ...output, message }
}

type Control = Extract<Output, { readonly type: "out.control" }>["control"]

const ofControl = (change: (control: Control) => Control | undefined): Trait["change"] => (output) => {
  if (output.type !== "out.control") return undefined
  const control = change(output.control)
  return control === undefined ? undefined : { ...output, control }
}

/** A message that speaks for a purpose; its stand-ins wait with it. */
const isPurposeful = (part: string, { definition }: Subject, at: string): boolean =>
  part === "words" &&
  definition.chart?.sketches.some(({ message, path }) => path === at && message !== undefined) === true

const isControl = (part: string): boolean => /^(?:pass|take|control)$/.test(part)

const waiting = (factor: number) =>
  ofMessage((message) =>
    message.holdFor === undefined
      ? undefined
      : { ...message, holdFor: Math.max(1, Math.round(message.holdFor * factor)) }
  )

const said = (output: Output): string =>
  output.type === "out.message"
    ? JSON.stringify([output.message.content, output.message.quickReplies?.map(({ title }) => title)])
    : ""

/** What would be said in a language; nothing where it cannot be said in it. */
const inLanguage = (spoken: Functions.Spoken, locale: string): Output | undefined => {
  try {
    return spoken(locale)
  } catch {
    return undefined
  }
}

/** The words in their first language, where they differ by language. */
const inFirst = (output: Output, spoken: Functions.Spoken): Output | undefined => {
  if (output.type !== "out.message") return undefined
  const here = said(output)
  const isLocalised = languages.some((locale) => {
    const there = inLanguage(spoken, locale)
    return there !== undefined && said(there) !== here
  })
  return isLocalised ? inLanguage(spoken, nobodys) : undefined
}

const year = 365 * 86_400_000

const traits: ReadonlyArray<Trait> = [
  {
    what: "language-lost",
    kind: "language",
    sentence: "is said in its first language to everybody",
    // Nobody sees of these two whether the author wrote them; the repair kit's own are in every language.
    of: (part, subject, at) =>
      !/^(?:invalid|waiting)$/.test(part) && subject.element("message", at, part) !== undefined,
    change: inFirst
  },
  {
    what: "notify-hold-shorter",
    kind: "notify",
    sentence: "waits half as long",
    of: isPurposeful,
    change: waiting(0.5)
  },
  {
    what: "notify-hold-longer",
    kind: "notify",
    sentence: "waits twice as long",
    of: isPurposeful,
    change: waiting(2)
  },
  {
    what: "notify-event-over",
    kind: "notify",
    sentence: "is about an event that is long over",
    of: isPurposeful,
    change: ofMessage((message) =>
      message.eventAt === undefined ? undefined : { ...message, eventAt: message.eventAt - year }
    )
  },
  {
    what: "notify-loud",
    kind: "notify",
    sentence: "makes the sound that it was not to make",
    of: isPurposeful,
    change: ofMessage((message) =>
      message.notification === undefined || message.notification === "regular"
        ? undefined
        : { ...message, notification: "regular" }
    )
  },
  {
    what: "input-forgotten",
    kind: "save",
    sentence: "hands nothing on to the dialogue that it leaves for",
    of: (part) => part === "goto",
    change: (output) => {
      if (output.type !== "out.goto" || output.input === undefined) return undefined
      const { input: _, ...rest } = output
      return rest
    }
  },
  {
    what: "note-gone",
    kind: "handover",
    sentence: "has no note for who gets the conversation",
    of: isControl,
    change: ofControl((control) => {
      if (!("note" in control) || control.note === undefined) return undefined
      const { note: _, ...rest } = control
      return rest
    })
  },
  {
    what: "extend-shorter",
    kind: "handover",
    sentence: "keeps the conversation half as long",
    of: isControl,
    change: ofControl((control) =>
      control._tag === "Extend" ? { ...control, for: Math.max(1, Math.round(control.for / 2)) } : undefined
    )
  },
  {
    what: "pass-elsewhere",
    kind: "handover",
    sentence: "gives the conversation to another app",
    of: isControl,
    change: ofControl((control) =>
      control._tag === "Pass" ? { ...control, to: control.to === "inbox" ? "100000000000001" : "inbox" } : undefined
    )
  }
]

/** The name by which runs tell that a part has something. */
const keyOf = (dialogue: string, { at, part }: Anatomy.Part, { what }: Trait): string =>
  `${dialogue}|${at}|${part}|${what}`

/** The dialogue, telling `note` what its parts were found to have. */
export const watch = (definition: Definition.Definition, note: (key: string) => void): Definition.Definition => {
  const known = new Set<string>()
  return Functions.putting(definition, (output, part, spoken) => {
    for (const trait of traits) {
      const key = keyOf(definition.id, part, trait)
      if (known.has(key) || trait.change(output, spoken) === undefined) continue
      known.add(key)
      note(key)
    }
    return output
  })
}

/** What is lost of what is put out. `met` is the name under which a run tells that it was there. */
export const losses = (subject: Subject): ReadonlyArray<Change & { readonly met?: string }> => {
  const known = new Set<string>()
  return subject.anatomy.deeds.flatMap(({ lead, part, type }) => {
    const { at, part: name } = part
    if (type !== "put" || known.has(`${at}|${name}`)) return []
    known.add(`${at}|${name}`)
    const message = subject.element("message", at, name)
    const element: Element | undefined = message
      ?? (lead === undefined ? subject.element("state", at) : subject.way(lead))
    return traits.filter(({ of }) => of(name, subject, at)).map((trait) => ({
      kind: trait.kind,
      state: at,
      by: element?.by ?? "author",
      elements: element === undefined ? [] : [element.id],
      what: message === undefined ? trait.what : `${trait.what}:${name}`,
      sentence: `${at === "" ? "anywhere" : at}: ${message === undefined ? "it" : `"${name}"`} ${trait.sentence}`,
      met: keyOf(subject.definition.id, part, trait),
      change: () =>
        Functions.putting(
          subject.definition,
          (output, of, spoken) => of.at === at && of.part === name ? trait.change(output, spoken) ?? output : output
        )
    }))
  })
}
