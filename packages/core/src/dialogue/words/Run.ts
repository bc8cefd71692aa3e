/**
 * The word `run`: a task outside the dialogue, whose result comes back by the same door as everything else.
 *
 * @module
 */
import * as Duration from "effect/Duration"
import type * as Effect from "effect/Effect"
import type * as Schedule from "effect/Schedule"
import type * as Schema from "effect/Schema"
import type { TaskRecovery } from "../../model/Conversation.ts"
import type { ConversationId } from "../../model/ConversationId.ts"
import type { Json } from "../../model/Json.ts"
import type { MachineContext, TaskDefinition, Turn } from "../Definition.ts"
import type * as Facts from "../Facts.ts"
import { edges, lead, mistake, patch, say, type Way } from "../Place.ts"
import type { Node } from "../Plan.ts"
import { arrive, only } from "../Question.ts"
import type { AnyState, State } from "../State.ts"
import type { AnyTo, Back, Names, To } from "../Target.ts"
import type { Fields } from "./Ask.ts"

/**
 * What a task is given besides the context. `id` is the same when the task is run again: a key for idempotency. `conversation` is whose
 * task it is; outside of a bot there is none, and asking for it throws.
 */
export interface TaskInfo {
  readonly signal: AbortSignal
  readonly id: string
  readonly conversation: ConversationId
}

/** A failure as it comes back: its tag, and its fields as JSON. */
export interface Failed {
  readonly _tag: string
  readonly [field: string]: unknown
}

/** Where a failure leads, and what is kept of it. */
export type OnFailure<C, T extends string> = To<C, T> | {
  readonly to: To<C, T>
  readonly save?: (failure: Failed, context: C, turn: Turn) => Partial<C>
}

type Work = Effect.Effect<unknown, unknown, unknown> | PromiseLike<unknown>
type ResultOf<W> = W extends Effect.Effect<infer A, infer _E, infer _R> ? A : W extends PromiseLike<infer A> ? A : never
type ErrorOf<W> = W extends Effect.Effect<infer _A, infer E, infer _R> ? E : never
type ServicesOf<W> = W extends Effect.Effect<infer _A, infer _E, infer R> ? R : never
type TagsOf<E> = E extends { readonly _tag: infer Tag extends string } ? Tag : never

type FailureNames<F> = {
  [Tag in keyof F]: F[Tag] extends { readonly to: infer M } ? Names<M> : Names<F[Tag]>
}[keyof F]

/**
 * A target that no dialogue has, for each tag that the task cannot fail with. Asked of the parameter itself, the
 * question would fix the task's type before it is inferred.
 */
type WrongTags<F, E> = {
  [Tag in Exclude<keyof F, TagsOf<E> | "else"> & string]: `✗ the task cannot fail with ${Tag}`
}[Exclude<keyof F, TagsOf<E> | "else"> & string]

/** The word `run`. */
export interface Run<C, K extends string> {
  /**
   * Runs an Effect or an async function once the turn is stored, and goes on with its result. Its input is the context.
   *
   * `failure` names the tagged errors of the Effect; `else` takes every other end: a defect, a rejection, a timeout, a
   * process that died. After such a death the task fails unless `recovery` is `"rerun"`; choose that only for work that
   * may be done twice, or that uses `info.id` as its key. `retry` repeats a failing attempt; `timeout` bounds all of
   * them together. A result that is not JSON needs a `result` schema.
   *
   * A result that comes while a person of the business has the conversation waits until the bot has it again; with
   * `whileHuman: "drop"` it is lost, and the task counts as failed (`else`) from then on.
   *
   * Commands that leave wait until the task has ended, unless it is `interruptible`: then it goes on while the person
   * is away.
   *
   * @example
   * import { Dialogue } from "@parley/core"
   * import { Effect, Schema } from "effect"
   *
   * const d = Dialogue.setup({ id: "luck", version: 1, context: Schema.Struct({}), states: ["draw", "won", "sorry"] })
   * const luck = d.make({
   *   initial: "draw",
   *   states: {
   *     draw: d.run("Draw", { run: () => Effect.succeed(7), success: { to: "won" }, failure: { else: "sorry" } }),
   *     won: d.end("You won!"),
   *     sorry: d.end("Not today.")
   *   }
   * })
   * luck.tasks["draw"]?.name // => "Draw"
   */
  <
    W extends Work,
    const T extends K | Back,
    const F extends { readonly else: OnFailure<C, K | Back>; readonly [tag: string]: OnFailure<C, K | Back> },
    S
  >(
    name: string,
    options: {
      readonly run: (context: C, info: TaskInfo) => W
      readonly result?: Schema.Schema<NoInfer<ResultOf<W>>, Json>
      readonly retry?: Schedule.Schedule<unknown, unknown>
      readonly timeout?: Duration.DurationInput
      readonly recovery?: TaskRecovery
      readonly interruptible?: true
      readonly whileHuman?: "wait" | "drop"
      readonly success: {
        readonly to: To<C, T>
        readonly save?: (result: NoInfer<ResultOf<W>>, context: C, turn: Turn) => Fields<C, S>
      }
      readonly failure: F
    }
  ): State<C, T | FailureNames<F> | WrongTags<F, ErrorOf<W>>, Facts.Silent<never, ServicesOf<W>>>
}

type AnyFailure = AnyTo | {
  readonly to: AnyTo
  readonly save?: (failure: Failed, context: never, turn: Turn) => object
}

/** The options of `run` without their types. */
export interface AnyRun {
  readonly run: (context: never, info: TaskInfo) => Work
  readonly result?: Schema.Schema<never, Json>
  readonly retry?: Schedule.Schedule<unknown, unknown>
  readonly timeout?: Duration.DurationInput
  readonly recovery?: TaskRecovery
  readonly interruptible?: true
  readonly whileHuman?: "wait" | "drop"
  readonly success: { readonly to: AnyTo; readonly save?: (result: never, context: never, turn: Turn) => object }
  readonly failure: { readonly else: AnyFailure; readonly [tag: string]: AnyFailure }
}

const isPlainTarget = (failure: AnyFailure): failure is AnyTo => typeof failure === "string" || Array.isArray(failure)

const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null

/**
 * A failure as the machine's event carries it: a `TaskError` of ours, or what a task threw when the machine runs under
 * a host of its own.
 */
const failed = (error: unknown): Failed => {
  if (!isRecord(error)) return { _tag: "Unknown", error }
  if (typeof error["_tag"] === "string") return { ...error, _tag: error["_tag"] }
  const fields = isRecord(error["error"]) ? error["error"] : { error: error["error"] ?? "no reason was given" }
  return { ...fields, _tag: typeof error["failure"] === "string" ? error["failure"] : "Unknown" }
}

/** A state that runs a task. */
export const run = (name: string, options: AnyRun): AnyState => ({
  word: "run",
  compile: (place) => {
    const { plan } = place
    const timeout = options.timeout === undefined ? undefined : Duration.toMillis(options.timeout)
    if (timeout !== undefined && !(Number.isFinite(timeout) && timeout > 0)) {
      mistake(place, `the task ${name} has no usable timeout`, "write a length such as \"30 seconds\"")
    }
    // The context and the result were typed with the schemas that stand beside them.
    const own = options.success.save as ((result: unknown, context: unknown, turn: Turn) => object) | undefined
    const tags = Object.keys(options.failure).filter((tag) => tag !== "else")
    const task: TaskDefinition = {
      name,
      recovery: options.recovery ?? "fail",
      run: options.run as TaskDefinition["run"],
      input: place.context,
      failures: tags,
      ...(options.retry === undefined ? {} : { retry: options.retry }),
      ...(timeout === undefined ? {} : { timeout }),
      ...(options.result === undefined ? {} : { result: options.result as unknown as Schema.Schema<unknown, Json> })
    }
    plan.tasks.set(place.path, task)
    if (options.whileHuman === "drop") plan.deferrals.set(place.path, "drop")
    const success: Way = {
      part: "done",
      by: "result",
      to: options.success.to,
      ...(own === undefined ? {} : {
        save: (context: MachineContext, event) =>
          patch(place, context, own(event["output"], place.read(context), context.sys.turn))
      })
    }
    const failures = [...tags, "else"].map((tag): Way => {
      // `else` is required by the type, and the other keys come from the record itself.
      const failure = options.failure[tag] as AnyFailure
      const save = isPlainTarget(failure) ? undefined : failure.save as
        | ((failure: Failed, context: unknown, turn: Turn) => object)
        | undefined
      return {
        part: tag,
        by: "result",
        to: isPlainTarget(failure) ? failure : failure.to,
        ...(tag === "else" ? {} : { when: (_: MachineContext, event) => failed(event["error"])._tag === tag }),
        ...(save === undefined ? {} : {
          save: (context: MachineContext, event) =>
            patch(place, context, save(failed(event["error"]), place.read(context), context.sys.turn))
        })
      }
    })
    plan.states.push({ path: place.path, word: "run" })
    plan.sketches.push({
      path: place.path,
      word: "run",
      plain: false,
      ends: false,
      edges: [success, ...failures].flatMap((way) => edges(place, way))
    })
    const busy: Node = { actions: [say(place, "busy", (context) => plan.kit.busy(context.sys.turn))] }
    const interruptible = options.interruptible === true
    return {
      tags: interruptible ? ["working", "interruptible"] : ["working"],
      meta: { word: "run", task: name },
      entry: [arrive(place)],
      invoke: {
        id: place.path,
        src: place.path,
        input: ({ context }: { readonly context: MachineContext }) => place.read(context),
        onDone: lead(place, success),
        onError: failures.flatMap((way) => lead(place, way))
      },
      on: {
        "in.message": busy,
        ...only(plan, { help: busy, repeat: busy, agent: busy, ...(interruptible ? {} : { back: busy }) })
      }
    }
  }
})
