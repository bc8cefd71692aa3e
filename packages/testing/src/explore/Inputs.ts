/**
 * What can happen next in a conversation, from the dialogue's own words: choices from what is offered, answers from the schemas,
 * commands, timers, signals, tasks that end in each way that they declare, silence, and a person who takes over.
 *
 * @module
 */
import type { Definition, Inbound, Json } from "@parley/core"
import { Payload, Route, Wording } from "@parley/core"
import type { Act } from "../convo/Script.ts"
import type { Ending, Input } from "./Input.ts"
import type { Ground, Moment } from "./Model.ts"
import * as Samples from "./Samples.ts"
import * as Standing from "./Standing.ts"

/** What is given by the one who explores. `natural` is how a task ends by its services. */
export interface Wishes {
  readonly seed: number
  /** Answers to try first, by the path of the question's state. */
  readonly answers: { readonly [state: string]: ReadonlyArray<string> }
  readonly natural: (
    task: { readonly id: string; readonly name: string; readonly input: Json.Json },
    now: number
  ) => Natural
}

/** How a task ends by its services: its result as it is stored, or its failure. */
export type Natural =
  | { readonly _tag: "Gives"; readonly result: Json.Json | undefined }
  | { readonly _tag: "Fails"; readonly failure: string | undefined; readonly error: Json.Json }

const act = (done: Act, event: Inbound.Event, opens: string): Input => ({ _tag: "Act", act: done, event, opens })

const said = (text: string): Input => act({ _tag: "Says", text }, { _tag: "Said", mid: "m", text }, "message")

const sent = (one: Samples.Sent): Input => {
  switch (one._tag) {
    case "Words":
      return said(one.text)
    case "Place": {
      const { latitude, longitude } = one.location
      const event = { _tag: "Said", mid: "m", location: one.location } as const
      return act({ _tag: "SharesLocation", latitude, longitude }, event, "message")
    }
    case "File": {
      const event = { _tag: "Said", mid: "m", attachments: [{ kind: one.kind, url: one.url }] } as const
      return act({ _tag: "SendsMedia", kind: one.kind, url: one.url }, event, "message")
    }
  }
}

const tapped = (payload: string): Input =>
  act({ _tag: "SendsPayload", payload }, { _tag: "Tapped", payload }, "postback")

const starts = (given: Ground, { conversation }: Moment, seed: number): ReadonlyArray<Input> => {
  const isFirst = conversation.revision === 0
  return given.dialogues.list.flatMap((dialogue) =>
    dialogue.starts.flatMap((start): ReadonlyArray<Input> => {
      switch (start._tag) {
        case "Words":
          return [said(start.words)]
        case "Pattern": {
          const words = Samples.matching(start.pattern, seed)
          return words === undefined ? [] : [said(words)]
        }
        case "Anything":
          return [said("hello")]
        case "GetStarted":
          // The channel shows it to those who have not written yet.
          return isFirst
            ? [act({ _tag: "GetsStarted" }, { _tag: "Tapped", payload: Route.getStartedPayload }, "postback")]
            : []
        case "Ref":
          return [
            act({ _tag: "Follows", ref: start.ref }, { _tag: "Referred", referral: { ref: start.ref } }, "referral")
          ]
        case "Payload":
          return [tapped(start.payload)]
        case "Comment": {
          const text = start.pattern === undefined ? "Nice" : Samples.matching(start.pattern, seed)
          return text === undefined || !isFirst
            ? []
            : [act({ _tag: "Comments", text }, { _tag: "Commented", comment: "c", text }, "comment")]
        }
        case "Post": {
          const text = start.pattern === undefined ? "Nice" : Samples.matching(start.pattern, seed)
          return text === undefined || !isFirst
            ? []
            : [act({ _tag: "Posts", text }, { _tag: "Commented", post: "p", text }, "post")]
        }
        case "Signal": {
          return payloads(dialogue, start.signal, seed).map((payload) => ({
            _tag: "Signal",
            signal: start.signal,
            payload
          }))
        }
        case "Rated":
          return []
      }
    })
  )
}

/** How many kinds of one signal are tried. */
const mostKinds = 6

const payloads = (dialogue: Definition.Definition, signal: string, seed: number): ReadonlyArray<Json.Json> => {
  const schema = dialogue.signals[signal] ?? dialogue.input
  return schema === undefined ? [{}] : Samples.kinds(schema, mostKinds, seed)
}

const commands = ({ definition }: Standing.Active, seed: number): ReadonlyArray<Input> =>
  definition.commands.flatMap(({ words }) => {
    for (const word of words) {
      const text = typeof word === "string" ? word : Samples.matching(word, seed)
      if (text !== undefined) return [said(text)]
    }
    return []
  })

/** What the questions that are open offer, each by its title. */
const choices = ({ context, definition, paths }: Standing.Active): ReadonlyArray<Input> =>
  paths.flatMap((path) => {
    const offered = definition.offers?.[path]?.(context) ?? []
    const taps = offered.map(({ key, title }) => {
      const payload = Payload.encode({ dialogue: definition.id, version: definition.version, state: path, key })
      return act({ _tag: "Taps", title }, { _tag: "Said", mid: "m", text: title, choice: payload }, "message")
    })
    const first = offered[0]
    return first === undefined ? [] : [...taps, said(Wording.fold(first.title)), tapped(old(definition, path))]
  })

/** A button of a question that is not offered any more. */
const old = ({ id, version }: Definition.Definition, state: string): string =>
  Payload.encode({ dialogue: id, version, state, key: "gone" })

const answers = (
  { definition, paths }: Standing.Active,
  { heard }: Moment,
  wishes: Wishes,
  round: number
): ReadonlyArray<Input> =>
  definition.states.filter(({ answer, path }) => answer !== undefined && paths.includes(path)).flatMap((state) => {
    const wished = wishes.answers[state.path] ?? []
    const found = Samples.answers(
      state.answer as NonNullable<typeof state.answer>,
      3 + round,
      wishes.seed + round,
      heard
    )
    const other = definition.states.find(({ path }) => path !== state.path)?.path ?? "elsewhere"
    return [...wished.map(said), ...found.valid.map(sent), ...found.invalid.map(sent), tapped(old(definition, other))]
  })

const signals = ({ definition, paths }: Standing.Active, seed: number): ReadonlyArray<Input> =>
  definition.states.flatMap(({ path, signal }) => {
    if (signal === undefined || !paths.includes(path)) return []
    return payloads(definition, signal, seed).map((payload) => ({ _tag: "Signal" as const, signal, payload }))
  })

/** What a form or a request waits for. */
const leaves = ({ paths, definition }: Standing.Active, { asked }: Moment): ReadonlyArray<Input> => {
  const isIn = (word: string) => definition.states.some((state) => state.word === word && paths.includes(state.path))
  if (asked?._tag === "Request" && isIn("optIn")) {
    const { payload, permission, topic } = asked
    const event: Inbound.Event = {
      _tag: "OptedIn",
      kind: "notification",
      permission,
      change: "granted",
      topic,
      token: `token/${topic}`,
      ...(payload === undefined ? {} : { payload })
    }
    return [{ _tag: "Grants", event }, said("yes"), said("no"), tapped(old(definition, "elsewhere"))]
  }
  if (asked?._tag === "Survey" && isIn("survey")) {
    const { question } = asked
    const answer = question.kind === "nps" ? "9" : "5"
    const event: Inbound.Event = { _tag: "Rated", answers: [{ question: question.id, score: Number(answer) }] }
    return [act({ _tag: "Rates", answer }, event, "surveyAnswer")]
  }
  return []
}

const ended = (
  task: Moment["conversation"]["tasks"][number],
  ending: Ending,
  natural: Natural
): Extract<Input, { readonly _tag: "Task" }> => {
  const { id, name, revision } = task
  const failed = (failure: string | undefined, error: Json.Json): Inbound.Event => ({
    _tag: "TaskFailed",
    task: id,
    revision,
    error,
    ...(failure === undefined ? {} : { failure })
  })
  const gave = (output: Json.Json | undefined): Inbound.Event => ({
    _tag: "TaskSucceeded",
    task: id,
    revision,
    ...(output === undefined ? {} : { output })
  })
  const event = (): Inbound.Event => {
    switch (ending._tag) {
      case "Natural":
        return natural._tag === "Gives" ? gave(natural.result) : failed(natural.failure, natural.error)
      case "Gives":
        return gave(ending.result)
      case "Fails":
        return failed(ending.failure, {
          _tag: ending.failure,
          name: "Error",
          message: ending.failure,
          ...ending.fields
        })
      case "Breaks":
        return failed(undefined, { name: "Error", message: "broken" })
    }
  }
  return { _tag: "Task", task: id, name, ending, event: event() }
}

const tasks = (given: Ground, { conversation, now }: Moment, wishes: Wishes): ReadonlyArray<Input> =>
  conversation.tasks.flatMap((task) => {
    const definition = given.dialogues.byId.get(task.dialogue)?.tasks[task.id]
    const natural = wishes.natural(task, now)
    const gives = (result: Json.Json): Ending => ({ _tag: "Gives", result })
    const made = definition?.result === undefined ? undefined : Samples.json(definition.result, wishes.seed)
    const endings: ReadonlyArray<Ending> = [
      { _tag: "Natural" },
      ...(natural._tag === "Gives" || made === undefined ? [] : [gives(made)]),
      ...(definition?.failures ?? []).map((failure) => ({ _tag: "Fails" as const, failure })),
      { _tag: "Breaks" }
    ]
    // A task whose result has no schema may give nothing, and what it gave might have been a little otherwise.
    const guesses = natural._tag === "Gives"
      ? Samples.variants(natural.result ?? null)
      : definition?.result === undefined
      ? [null]
      : []
    return [
      ...endings.map((ending) => ended(task, ending, natural)),
      ...guesses.map((result): Input => ({ ...ended(task, gives(result), natural), isGuess: true }))
    ]
  })

const day = 86_400_000

/** All that can happen next. `round` counts how often a moment of this kind was looked at: later looks try other answers. */
export const of = (given: Ground, moment: Moment, wishes: Wishes, round: number): ReadonlyArray<Input> => {
  const { conversation, now } = moment
  const { seed } = wishes
  const active = Standing.of(given, moment)
  const next = conversation.timers.reduce<(typeof conversation.timers)[number] | undefined>(
    (first, timer) => (first === undefined || timer.due < first.due ? timer : first),
    undefined
  )
  const timer: ReadonlyArray<Input> = next === undefined ? [] : [{ _tag: "Timer", timer: next.id }]
  const hour = 3_600_000
  // A silence is worth something when it shuts the window, or when a timer comes nearer by it.
  const isQuiet = conversation.revision > 0 && conversation.tasks.length === 0
    && (next === undefined ? Standing.isOpen(given, moment) : next.due > now + day + hour)
  const silence: ReadonlyArray<Input> = isQuiet ? [{ _tag: "Silence", millis: day + hour }] : []
  if (conversation.owner._tag !== "Bot") {
    return [
      ...tasks(given, moment, wishes),
      { _tag: "Agent", act: { _tag: "Returns" } },
      ...timer,
      ...(active === undefined ? [] : signals(active, seed))
    ]
  }
  const takes: ReadonlyArray<Input> = conversation.tasks.length > 0 || conversation.revision === 0
    ? []
    : [{ _tag: "Agent", act: { _tag: "Takes" } }]
  if (active === undefined) return [...starts(given, moment, seed), said(Samples.odd), ...silence, ...takes]
  return [
    ...tasks(given, moment, wishes),
    ...choices(active),
    ...answers(active, moment, wishes, round),
    ...leaves(active, moment),
    ...signals(active, seed),
    ...commands(active, seed),
    said(Samples.odd),
    ...timer,
    ...silence,
    ...starts(given, moment, seed).filter((one) => one._tag === "Act" && one.act._tag !== "Says"),
    ...takes
  ]
}
