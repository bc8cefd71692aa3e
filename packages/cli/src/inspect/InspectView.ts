/**
 * A conversation for a person who reads it in a terminal.
 *
 * @module
 */
import { type Conversation, type Window } from "@parley/core"
import { Span } from "@parley/testing"
import * as DateTime from "effect/DateTime"
import * as Answers from "./Answers.ts"
import type { Inspection } from "./Inspection.ts"

const iso = (at: number): string => DateTime.formatIso(DateTime.unsafeMake(at))

const second = 1_000

/** A length to the second; below one, in milliseconds. */
const length = (millis: number): string => Span.encode(millis < second ? millis : Math.round(millis / second) * second)

const until = (at: number, now: number): string =>
  at > now ? `${iso(at)} (in ${length(at - now)})` : `${iso(at)} (${length(now - at)} ago)`

const windowOf = (window: Window.Window, now: number): string => {
  switch (window._tag) {
    case "Open":
      return `open until ${until(window.until, now)}; ${window.act.act} of ${iso(window.act.at)}, rule ${window.rule}`
    case "Shut":
      return `shut${window.until === undefined ? "" : ` since ${until(window.until, now)}`}; rule ${window.rule}`
    case "Never":
      return "never open: the person has done nothing that opens it"
  }
}

const ownerOf = (owner: Conversation.Owner): string => {
  switch (owner._tag) {
    case "Bot":
      return "the bot"
    case "Human":
      return `a person of the business since ${iso(owner.since)}${owner.why === undefined ? "" : `: ${owner.why}`}`
    case "App":
      return `the app ${owner.app} since ${iso(owner.since)}`
  }
}

const toldOf = (state: Conversation.DisclosureState): string => {
  switch (state._tag) {
    case "Told":
      return `told at ${iso(state.at)} that this is a machine`
    case "Pending":
      return "the notice is on its way"
    case "Due":
      return `to be told that this is a machine (${state.why})`
  }
}

const answersOf = ({ first, late, longest, openFor }: Answers.Summary): ReadonlyArray<string> => [
  first === undefined || longest === undefined
    ? "nothing was answered yet"
    : `the first after ${length(first)}, the longest wait ${length(longest)}`,
  ...(late === 0 ? [] : [
    `warning: ${late === 1 ? "one answer" : `${late} answers`} of the bot took longer than ${length(Answers.within)}, `
    + "within which Meta asks an automated bot to answer; say something before a long task, or give it a timeout"
  ]),
  ...(openFor === undefined ? [] : [
    openFor > Answers.within
      ? `warning: the person has waited for ${length(openFor)}; look whether the bot runs, and what the last turn did`
      : `the person waits, for ${length(openFor)}`
  ])
]

const listed = (name: string, lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.map((line, index) => `  ${(index === 0 ? name : "").padEnd(9)} ${line}`)

/** The lines about one conversation at `now`. */
export const render = (one: Inspection, now: number): ReadonlyArray<string> => [
  one.conversation,
  ...listed("state", [
    one.dialogue === undefined
      ? "no dialogue is active"
      : `${one.states.at(-1) ?? "?"} of ${one.dialogue.id} version ${one.dialogue.version}`
  ]),
  ...(one.quarantined
    ? listed("aside", ["quarantined: no turn is taken; mend the cause, then `bot.reinstate`"])
    : []),
  ...listed("window", [windowOf(one.window, now)]),
  ...listed("owner", [ownerOf(one.owner)]),
  ...listed("notice", [toldOf(one.disclosure)]),
  ...(one.stopped === undefined ? [] : listed("stopped", [`${one.stopped.why}, at ${iso(one.stopped.at)}`])),
  ...(one.movedTo === undefined ? [] : listed("moved", [`goes on as ${one.movedTo}`])),
  ...listed("timers", one.timers.map(({ due, id, meaning }) => `${id}  ${until(due, now)}, ${meaning}`)),
  ...listed("tasks", one.tasks.map(({ name, startedAt }) => `${name}, for ${length(Math.max(0, now - startedAt))}`)),
  ...listed(
    "held",
    one.held.map(({ outbound, since, until: end, words }) =>
      `${outbound}  ${words}   since ${iso(since)}${end === undefined ? "" : `, until ${iso(end)}`}`
    )
  ),
  ...(one.deferred === 0 ? [] : listed("deferred", [`${one.deferred} wait until the bot has the conversation again`])),
  ...listed(
    "sending",
    one.outbox.map(({ attempts, reason, state, words }) =>
      `${state}  ${words}   ${attempts} tried${reason === undefined ? "" : `; ${reason}`}`
    )
  ),
  ...listed("answers", answersOf(one.answers)),
  ...listed(
    "turns",
    one.turns.map(({ at, error, kind, outcome, said, states, title, turn }) =>
      [
        `${turn}  ${iso(at)}  ${kind === title ? kind : `${kind} ${title}`}`,
        outcome === "transitioned" ? `→ ${states.at(-1) ?? "the end"}` : outcome,
        ...(said === 0 ? [] : [`says ${said}`]),
        ...(error === undefined ? [] : [`error: ${error}`])
      ].join("  ")
    )
  )
]

/** One line for each of several conversations. */
export const line = (one: Inspection, now: number): string => {
  const place = one.dialogue === undefined ? "no dialogue" : `${one.dialogue.id}.${one.states.at(-1) ?? "?"}`
  const signs = [
    one.window._tag === "Open" ? `window ${length(one.window.until - now)}` : "window shut",
    ...(one.owner._tag === "Bot" ? [] : [one.owner._tag === "Human" ? "with a person" : `with ${one.owner.app}`]),
    ...(one.quarantined ? ["quarantined"] : []),
    ...(one.held.length === 0 ? [] : [`${one.held.length} held`]),
    ...(one.timers.length === 0 ? [] : [`${one.timers.length} timers`]),
    ...(one.tasks.length === 0 ? [] : [`${one.tasks.length} tasks`]),
    ...(one.answers.late === 0 ? [] : [`${one.answers.late} late answers`])
  ]
  return `${one.conversation}  ${place}  ${signs.join(", ")}`
}
