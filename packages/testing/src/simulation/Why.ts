/**
 * Why a conversation stands where it stands, for someone who reads a failed convo: what came in since the last act, the
 * guards that it met, the timers and tasks that run, the messages that wait or were refused and by which rule, and what the
 * platform refused.
 *
 * @module
 */
import type { BotDefinition, Conversation, Inbound, JournalEntry, Json } from "@parley/core"
import { Message, Position, Snapshot } from "@parley/core"
import * as DateTime from "effect/DateTime"
import * as Span from "../convo/Span.ts"
import type { Cause } from "../convo/World.ts"
import type { RecordedCall } from "./GraphCalls.ts"
import * as Guards from "./Guards.ts"
import type { Turn } from "./Turns.ts"

/** What an explanation is made of. */
export interface Parts {
  readonly definition: BotDefinition.BotDefinition
  readonly conversation: Conversation.Conversation | undefined
  /** The turns of this conversation since the last act. */
  readonly turns: ReadonlyArray<Turn>
  readonly journal: ReadonlyArray<JournalEntry.JournalEntry>
  /** The calls since the last act. */
  readonly calls: ReadonlyArray<RecordedCall>
  /** Webhooks that the platform has not brought to the bot. */
  readonly undelivered: ReadonlyArray<string>
  readonly running: boolean
  readonly now: number
}

const clock = (at: number, now: number): string => {
  const iso = DateTime.formatIso(DateTime.unsafeMake(at))
  return iso.slice(0, 10) === DateTime.formatIso(DateTime.unsafeMake(now)).slice(0, 10)
    ? iso.slice(11, 19)
    : iso.slice(0, 19)
}

const short = (text: string, limit = 90): string => (text.length > limit ? `${text.slice(0, limit - 3)}...` : text)

const placeOf = (conversation: Conversation.Conversation | undefined): string => {
  const dialogue = conversation?.dialogue
  const state = dialogue === undefined ? undefined : Snapshot.state(dialogue.snapshot)
  return dialogue === undefined || state === undefined ? "(none)" : `${Position.describe(state)} (${dialogue.id})`
}

/** What came in, in a person's words. */
const eventOf = ({ act, event, standby }: Inbound.Inbound): string => {
  const aside = standby === true ? ", told on standby" : ""
  const said = (text: string) => `${text}${act === undefined ? "" : `, act ${act}`}${aside}`
  switch (event._tag) {
    case "Said":
      return said(
        `message ${JSON.stringify(short(event.text ?? ""))}${
          event.choice === undefined ? "" : `, choice ${event.choice}`
        }${event.attachments === undefined ? "" : `, ${event.attachments.map(({ kind }) => kind).join(", ")}`}`
      )
    case "Tapped":
      return said(`button ${JSON.stringify(event.title ?? "")}, payload ${short(event.payload)}`)
    case "Signalled":
      return `signal ${event.signal} ${short(JSON.stringify(event.payload))}`
    case "TimerFired":
      return `timer ${timerName(event.timer)}`
    case "TaskSucceeded":
      return `task ${event.task} ended${
        event.output === undefined ? "" : ` with ${short(JSON.stringify(event.output))}`
      }`
    case "TaskFailed":
      return `task ${event.task} failed: ${event.failure ?? "a defect"} ${short(JSON.stringify(event.error))}`
    case "Settled":
      return `a message was ${event.outcome}${event.refusal === undefined ? "" : `: ${short(event.refusal.reason)}`}`
    case "Routed":
      return `the conversation was ${event.change}${event.toUs === true ? " to the bot" : ""}`
    case "Echoed":
      return `echo of ${event.by === "us" || event.outbound !== undefined ? "the bot" : event.by ?? "another app"}: ${
        JSON.stringify(short(event.text ?? ""))
      }`
    default:
      return said(event._tag)
  }
}

const outcomes: { readonly [outcome in JournalEntry.JournalEntry["outcome"]]: string } = {
  transitioned: "taken",
  ignored: "nothing took it",
  recorded: "noted, no dialogue hears of it",
  parked: "set aside, because the dialogue failed",
  quarantined: "set aside with the conversation"
}

// What only confirms is no reason for anything.
const isQuiet = ({ entry }: Turn): boolean => {
  const { event } = entry.inbound
  return event._tag === "Read" || event._tag === "Delivered"
    || (event._tag === "Echoed" && (event.outbound !== undefined || event.by === "us"))
    || (event._tag === "Settled" && event.outcome === "sent")
}

const received = (turns: ReadonlyArray<Turn>): ReadonlyArray<string> =>
  turns.map(({ after, before, entry }) => {
    const from = placeOf(before)
    const to = placeOf(after)
    const way = from === to ? `at ${from}` : `${from} → ${to}`
    return `${eventOf(entry.inbound)}; ${way}: ${outcomes[entry.outcome]}${
      entry.error === undefined ? "" : ` (${short(entry.error.replace(/\s+/g, " "), 160)})`
    }`
  })

const guards = (parts: Parts): ReadonlyArray<string> => {
  const lines = parts.turns.flatMap(({ after, before, entry }) =>
    // What no dialogue hears of meets no guard.
    before === undefined || entry.outcome === "recorded" ? [] : Guards.tried({
      dialogues: parts.definition.dialogues,
      before,
      after,
      inbound: entry.inbound,
      locale: entry.locale,
      at: entry.at
    })
    // Our own question whether a button is an old one; only a yes explains anything.
  ).filter(({ answer, guard }) => guard !== "old" || answer === true).map(({ answer, guard, read, state, to }) =>
    `${state === "" ? "anywhere" : state} → ${to}: ${guard}: ${
      answer === true ? "yes" : answer === false ? "no" : answer
    }${read.length === 0 ? "" : ` (${short(read.join(", "), 160)})`}`
  )
  return [...new Set(lines)].slice(-12)
}

/** `xstate.after.600000.pizza.address` as a person would say it. */
const timerName = (id: string): string => {
  const [, length, path] = /^xstate\.after\.([^.]+)\.[^.]+\.(.+)$/.exec(id) ?? []
  if (length === undefined || path === undefined) return id
  return `${/^\d+$/.test(length) ? Span.encode(Number(length)) : "a length of its own"} in ${path}`
}

const timers = ({ conversation, now }: Parts): ReadonlyArray<string> =>
  (conversation?.timers ?? []).toSorted((left, right) => left.due - right.due).map(({ due, id, setAt }) =>
    `${timerName(id)}, set at ${clock(setAt, now)}, due at ${clock(due, now)} (${
      due >= now ? `in ${Span.encode(due - now)}` : `${Span.encode(now - due)} ago`
    })`
  )

const tasks = ({ conversation, now }: Parts): ReadonlyArray<string> =>
  (conversation?.tasks ?? []).map(({ input, name, startedAt }) =>
    `${name} runs since ${clock(startedAt, now)} with ${short(JSON.stringify(input))}`
  )

const wordsOf = (body: JournalEntry.Spoken["body"]): string =>
  body._tag === "Message" ? JSON.stringify(short(Message.words(body.message))) : body.control._tag.toLowerCase()

const held = ({ conversation, journal, now }: Parts): ReadonlyArray<string> =>
  (conversation?.held ?? []).map(({ body, expiresAt, id }) => {
    const spoken = journal.flatMap(({ spoken }) => spoken).find(({ outbound, verdict }) =>
      outbound === id && verdict === "held"
    )
    const settled = journal.map(({ inbound }) => inbound.event).find((event) =>
      event._tag === "Settled" && event.waiting?.id === id
    )
    const refusal = spoken?.refusal ?? (settled?._tag === "Settled" ? settled.refusal : undefined)
    const until = expiresAt === undefined ? "" : ` waits until ${clock(expiresAt, now)}`
    const why = refusal === undefined
      ? ""
      : `${until === "" ? " waits" : ","} by rule ${refusal.rule}: ${refusal.reason}`
    return `${wordsOf(body)}${until}${why}`
  })

const refused = (turns: ReadonlyArray<Turn>): ReadonlyArray<string> =>
  turns.flatMap(({ entry }) => {
    const { event } = entry.inbound
    const late = event._tag === "Settled" && event.refusal !== undefined && event.outcome !== "held"
      ? [`a message, when it was to be sent, by rule ${event.refusal.rule}: ${event.refusal.reason}`]
      : []
    return [
      ...late,
      ...entry.spoken.filter(({ verdict }) => verdict === "refused" || verdict === "dropped").map((
        { body, refusal, verdict }
      ) =>
        `${wordsOf(body)} was ${verdict}${
          refusal === undefined
            ? ""
            : ` by rule ${[`${refusal.rule}: ${refusal.reason}`, ...refusal.waysOut].join("; ")}`
        }`
      )
    ]
  })

const reasonIn = (body: string): string => {
  try {
    const { error } = JSON.parse(body) as { readonly error?: { readonly code?: number; readonly message?: string } }
    return error === undefined ? short(body) : `code ${error.code}: ${error.message}`
  } catch {
    return short(body)
  }
}

const platform = ({ calls, running, undelivered }: Parts): ReadonlyArray<string> => [
  ...calls.filter(({ answer }) => answer !== undefined && answer.status >= 400).map(({ answer, method, path }) =>
    `${method} ${path} → ${answer?.status} ${reasonIn(answer?.body ?? "")}`
  ),
  ...calls.filter(({ answer }) => answer === undefined).map(({ method, path }) => `${method} ${path} was not answered`),
  ...(undelivered.length === 0 ? [] : [`waits to be delivered to the bot: ${undelivered.join(", ")}`]),
  ...(running ? [] : ["the bot is down (% crash); what happens waits for % restart"])
]

const owner = ({ conversation, now }: Parts): ReadonlyArray<string> => {
  const found = conversation?.owner
  if (found === undefined || found._tag === "Bot") return []
  return [
    `${found._tag === "Human" ? "a person of the business" : `another app, ${found.app},`} since ${
      clock(found.since, now)
    }; the bot says nothing`
  ]
}

const stopped = ({ conversation, now }: Parts): ReadonlyArray<string> =>
  conversation?.stopped === undefined
    ? []
    : [`since ${clock(conversation.stopped.at, now)} (${conversation.stopped.why}): only what they ask for may be said`]

/** What a dialogue that says nothing by itself listens for. */
const awaited = ({ conversation, definition }: Parts): ReadonlyArray<string> => {
  const active = conversation?.dialogue
  const value = active === undefined ? undefined : Snapshot.state(active.snapshot)
  const dialogue = definition.dialogues.find(({ id }) => id === active?.id)
  if (value === undefined || dialogue === undefined) return []
  return dialogue.states.flatMap(({ path, signal }) =>
    signal === undefined || !Position.isIn(value, path) ? [] : [`the signal ${signal} in ${path}`]
  )
}

const contextOf = ({ conversation }: Parts): ReadonlyArray<string> => {
  const snapshot: Json.Json | undefined = conversation?.dialogue?.snapshot
  if (typeof snapshot !== "object" || snapshot === null || Array.isArray(snapshot)) return []
  const { data } = snapshot as { readonly [key: string]: Json.Json }
  return data === undefined || JSON.stringify(data) === "{}" ? [] : [JSON.stringify(data)]
}

/** The reasons, the nearest first; those of which there is nothing to say are left out. */
export const make = (parts: Parts): ReadonlyArray<Cause> => {
  const turns = parts.turns.filter((turn) => !isQuiet(turn)).slice(-6)
  const given = { ...parts, turns }
  return [
    { about: "received", lines: received(turns) },
    { about: "guards", lines: guards(given) },
    { about: "context", lines: contextOf(parts) },
    { about: "owner", lines: owner(parts) },
    { about: "stopped", lines: stopped(parts) },
    { about: "awaits", lines: awaited(parts) },
    { about: "timers", lines: timers(parts) },
    { about: "tasks", lines: tasks(parts) },
    { about: "held", lines: held(parts) },
    { about: "refused", lines: refused(turns) },
    { about: "platform", lines: platform(given) }
  ].filter(({ lines }) => lines.length > 0)
}
