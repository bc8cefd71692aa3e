/**
 * One step of a dialogue: where it stood and what happened, to where it stands and what is to be done, as data.
 *
 * Nothing is carried out here and nothing is read but the arguments, so a conversation is a fold of its envelopes. What can
 * go wrong is a value: `DialogueFailed` when the dialogue itself throws, `Unreadable` when its stored form cannot be read.
 *
 * @module
 */
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import type * as Types from "effect/Types"
import type { Json } from "../model/Json.ts"
import * as Course from "./Course.ts"
import type { Definition, Turn } from "./Definition.ts"
import type { DialogueEvent, Envelope } from "./Envelope.ts"
import * as Ledger from "./Ledger.ts"
import * as Migration from "./Migration.ts"
import type { Result } from "./Outcome.ts"
import * as Position from "./Position.ts"
import * as Snapshot from "./Snapshot.ts"
import * as Understood from "./Understood.ts"
import * as Workings from "./Workings.ts"

export type { DialogueEvent, Envelope } from "./Envelope.ts"
export type { Result, TaskStart, TimerSet } from "./Outcome.ts"
export { Unreadable } from "./Snapshot.ts"

/** The dialogue threw: a guard, a text, a save, or something that does not fit its own schema. Nothing has changed. */
export class DialogueFailed extends Schema.TaggedError<DialogueFailed>()("DialogueFailed", {
  dialogue: Schema.String,
  version: Schema.Number,
  state: Schema.String,
  event: Schema.String,
  reason: Schema.String,
  cause: Schema.optionalWith(Schema.Defect, { exact: true })
}) {
  override get message() {
    return `Dialogue "${this.dialogue}" (version ${this.version}) failed in state "${this.state}" at "${this.event}": `
      + `${this.reason}. The conversation stands where it stood; mend that state, and the person can write again.`
  }
}

const reasonOf = (error: unknown): string => {
  const words = error instanceof Error ? error.message : JSON.stringify(error) ?? String(error)
  return words.replace(/\.$/, "")
}

/** An event as errors and journals name it. */
const nameOf = (event: DialogueEvent): string => {
  switch (event.type) {
    case "command":
    case "signal":
      return `${event.type} ${event.name}`
    case "timer":
    case "taskSucceeded":
    case "taskFailed":
      return `${event.type} ${event.id}`
    default:
      return event.type
  }
}

const turnOf = ({ at, channel, event, locale, person }: Envelope): Turn => {
  const turn: Types.Mutable<Turn> = { at, locale, channel, person }
  if (event.type !== "start") return turn
  const { answers, referral, text } = event
  if (referral !== undefined || text !== undefined || answers !== undefined) {
    turn.opening = {
      ...(referral === undefined ? {} : { referral }),
      ...(text === undefined ? {} : { text }),
      ...(answers === undefined ? {} : { answers })
    }
  }
  return turn
}

const guarded = (
  definition: Definition,
  state: Json | undefined,
  event: DialogueEvent,
  run: () => Result
): Either.Either<Result, DialogueFailed> => {
  try {
    return Either.right(run())
  } catch (error) {
    return Either.left(
      new DialogueFailed({
        dialogue: definition.id,
        version: definition.version,
        state: state === undefined ? "(start)" : Position.describe(state),
        event: nameOf(event),
        reason: reasonOf(error),
        cause: error
      })
    )
  }
}

const outputOf = (definition: Definition, output: unknown): Json | undefined => {
  if (output === undefined) return undefined
  // Without a schema the author vouches that it is JSON.
  return definition.output === undefined ? output as Json : Schema.encodeSync(definition.output)(output)
}

const listed = <A>(some: ReadonlyMap<string, A> | ReadonlySet<A>): ReadonlyArray<A> =>
  some.size === 0 ? [] : [...some.values()]

const resultOf = (course: Course.Course, restarted?: string): Result => {
  const { ledger, snapshot, workings } = course
  const done = snapshot.status === "done"
  const position = Course.position(course)
  const result: Types.Mutable<Result> = {
    outcome: "transitioned",
    snapshot: Snapshot.encode(workings, position),
    status: done ? "done" : "active",
    state: position.value,
    said: ledger.said,
    timersSet: listed(ledger.set),
    timersCancelled: listed(ledger.cancelled),
    tasksStarted: listed(ledger.started),
    tasksStopped: listed(ledger.stopped)
  }
  const output = done ? outputOf(workings.definition, snapshot.output) : undefined
  if (output !== undefined) result.output = output
  if (ledger.goto !== undefined) result.goto = ledger.goto
  if (ledger.locale !== undefined) result.locale = ledger.locale
  if (ledger.person !== undefined) result.person = ledger.person
  if (restarted !== undefined) result.restarted = restarted
  return result
}

const ignored = (stored: Json, position: Position.Position): Result => ({
  outcome: "ignored",
  snapshot: stored,
  status: position.done ? "done" : "active",
  state: position.value,
  said: [],
  timersSet: [],
  timersCancelled: [],
  tasksStarted: [],
  tasksStopped: []
})

const begun = (workings: Workings.Workings, envelope: Envelope, input: Json | undefined): Course.Course => {
  const { definition } = workings
  // A dialogue that takes no input is not given any.
  const given = input === undefined || definition.input === undefined
    ? undefined
    : Either.getOrElse(Schema.decodeUnknownEither(definition.input)(input), (error) => {
      throw new Error(`its input does not fit the schema: ${error.message}`)
    })
  return Course.begin(workings, Ledger.make(workings, envelope.at), turnOf(envelope), given)
}

/**
 * Begins a dialogue. The event of the envelope is not given to it, except the `input` of a `start`.
 */
export const start = (
  definition: Definition,
  envelope: Envelope,
  input: Json | undefined = envelope.event.type === "start" ? envelope.event.input : undefined
): Either.Either<Result, DialogueFailed> =>
  guarded(definition, undefined, envelope.event, () => resultOf(begun(Workings.of(definition), envelope, input)))

/** Puts the end of a task aside for the place that waits for it. Gives whether there is one. */
const keepForLater = (course: Course.Course, event: Position.Ended): boolean => {
  const waits = course.frames.findLastIndex((frame) =>
    frame.tasks[event.id] !== undefined && !frame.results.some((one) => one.id === event.id)
  )
  if (waits < 0) return false
  course.frames = course.frames.map((frame, index) =>
    index === waits ? { ...frame, results: [...frame.results, event] } : frame
  )
  return true
}

const deferralLimit = 8

/** Takes the event. Gives whether anything came of it. */
const takeEvent = (course: Course.Course, envelope: Envelope): boolean => {
  const { ledger, workings } = course
  const { event } = envelope
  switch (event.type) {
    case "command": {
      if (event.text !== undefined && Course.isOption(course, event.text)) {
        return Course.advance(course, Understood.message({ type: "message", text: event.text }))
      }
      const leaves = workings.commands.get(event.name)?.leaves === true
      if (leaves && Course.isBusy(course)) {
        if (!course.deferred.includes(event.name) && course.deferred.length < deferralLimit) {
          course.deferred = [...course.deferred, event.name]
        }
        ledger.said.push({ _tag: "Message", message: workings.definition.repair.busy(turnOf(envelope)) })
        return true
      }
      if (Course.advance(course, { type: `in.command.${event.name}` }, leaves ? event.name : undefined)) return true
      // Where nothing takes the command, as a state of the author's own may not, the person's words are words.
      return event.text !== undefined &&
        Course.advance(course, Understood.message({ type: "message", text: event.text }))
    }
    case "timer": {
      // A timer that does not run here is one that was cancelled while it fired.
      if (!ledger.timers.delete(event.id)) return false
      ledger.rows.delete(event.id)
      const understood = Understood.from(workings.definition, event, ledger.tasks)
      if (understood !== undefined) Course.advance(course, understood)
      return true
    }
    case "taskSucceeded":
    case "taskFailed": {
      if (!ledger.tasks.has(event.id)) return keepForLater(course, event)
      endTask(course, event)
      return true
    }
    default: {
      const understood = Understood.from(workings.definition, event, ledger.tasks)
      return understood !== undefined && Course.advance(course, understood)
    }
  }
}

const endTask = (course: Course.Course, event: Position.Ended): void => {
  const { ledger, workings } = course
  const understood = Understood.from(workings.definition, event, ledger.tasks)
  // It has ended: leaving its state has nothing to stop.
  ledger.tasks.delete(event.id)
  if (understood !== undefined) Course.advance(course, understood)
}

/** Takes what waited for this: ends of tasks that came while the dialogue was away, then commands that had to wait. */
const takeWaiting = (course: Course.Course): void => {
  while (course.snapshot.status === "active") {
    const [result, ...results] = course.results
    if (result !== undefined) {
      course.results = results
      if (course.ledger.tasks.has(result.id)) endTask(course, result)
      continue
    }
    const [command, ...deferred] = course.deferred
    if (command === undefined || Course.isBusy(course)) return
    course.deferred = deferred
    Course.advance(course, { type: `in.command.${command}` }, command)
  }
}

const goOn = (
  workings: Workings.Workings,
  stored: Json,
  position: Position.Position,
  envelope: Envelope
): Result => {
  // Of its end only the refusal of its own last words takes it back.
  if (position.done && envelope.event.type !== "refused") return ignored(stored, position)
  const course = Course.restore(workings, Ledger.make(workings, envelope.at, position), position, turnOf(envelope))
  if (position.migrated) Migration.settle(course)
  const taken = takeEvent(course, envelope)
  if (!taken && !position.migrated) return ignored(stored, position)
  takeWaiting(course)
  return resultOf(course)
}

const beginAnew = (
  workings: Workings.Workings,
  read: Extract<Snapshot.Read, { readonly _tag: "Restarts" }>,
  envelope: Envelope
): Result => {
  const result = resultOf(begun(workings, envelope, undefined), read.reason)
  const set = new Set(result.timersSet.map((timer) => timer.id))
  return {
    ...result,
    timersCancelled: read.timers.filter((id) => !set.has(id)),
    tasksStopped: read.tasks
  }
}

/**
 * Whether the question that is open offers an option that these words mean: then they are its answer, whatever else they
 * could be.
 */
export const isOffered = (definition: Definition, stored: Json, text: string): boolean => {
  if (definition.offers === undefined) return false
  const workings = Workings.of(definition)
  const read = Snapshot.decode(workings, stored)
  if (Either.isLeft(read) || read.right._tag !== "Stands") return false
  const { position } = read.right
  const turn: Turn = { at: 0, locale: "en", channel: "none", person: {} }
  const course = Course.restore(workings, Ledger.make(workings, 0, position), position, turn)
  try {
    return Course.isOption(course, text)
  } catch {
    // Options that cannot be told offer nothing; the step itself says what is wrong with them.
    return false
  }
}

/**
 * Takes one event: the stored form of where a dialogue stands, to its next one and what is to be done.
 *
 * `stored` is a `Result.snapshot`, or `undefined` when the dialogue has not begun: then it begins, and the envelope's event
 * is not given to it (except the `input` of a `start`). An event that nothing in the dialogue reads is `ignored`: the
 * snapshot is the one that was given, and there is nothing to do. A timer or a task's end that the snapshot does not wait
 * for is ignored, too. A dialogue that has ended ignores all but the refusal of its last words, which leads it on where it
 * has a state for that.
 *
 * @example
 * import { Dialogue, Step } from "@parley/core"
 * import { Either, Schema } from "effect"
 *
 * const d = Dialogue.setup({ id: "hello", version: 1, context: Schema.Struct({}), states: ["name", "bye"] })
 * const hello = d.make({
 *   initial: "name",
 *   states: { name: d.ask("Who are you?", { answer: Schema.String, to: "bye" }), bye: d.end("Bye!") }
 * })
 * const facts = { at: 0, locale: "en", channel: "messenger", person: {} }
 * const first = Either.getOrThrow(Step.take(hello, undefined, { ...facts, event: { type: "start" } }))
 * const second = Step.take(hello, first.snapshot, { ...facts, event: { type: "message", text: "Ana" } })
 * Either.getOrThrow(second).state
 * // => "bye"
 */
export const take = (
  definition: Definition,
  stored: Json | undefined,
  envelope: Envelope
): Either.Either<Result, DialogueFailed | Snapshot.Unreadable> => {
  if (stored === undefined) return start(definition, envelope)
  const workings = Workings.of(definition)
  const read = Snapshot.decode(workings, stored)
  if (Either.isLeft(read)) return Either.left(read.left)
  const outcome = read.right
  return guarded(definition, Snapshot.state(stored), envelope.event, () =>
    outcome._tag === "Restarts"
      ? beginAnew(workings, outcome, envelope)
      : goOn(workings, stored, outcome.position, envelope))
}
