/**
 * A way that was found, played through the whole simulation and written down as a convo: what the bot says there is what the convo
 * expects.
 *
 * @module
 */
import type { BotDefinition, Conversation, Happening } from "@parley/core"
import { ConversationStore, MemoryStore } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { UtilityTemplate } from "../convo/Bots.ts"
import * as Convo from "../convo/Convo.ts"
import * as Pattern from "../convo/Pattern.ts"
import * as Runner from "../convo/Runner.ts"
import type { Header, Line, Trouble } from "../convo/Script.ts"
import type { World, WorldError } from "../convo/World.ts"
import * as Simulation from "../simulation/Simulation.ts"
import type { Path, Step } from "./Search.ts"

/** The header of a convo that nobody wrote. */
export interface MadeHeader extends Header {
  readonly start: string
  readonly person: string
}

/** The header of a convo with a bot, by the name that it has in convos; `start` in ISO form. */
export const headerOf = (bot: string, start: string): MadeHeader => ({
  _tag: "Header",
  bot,
  person: "Ana",
  locale: "en_US",
  start
})

/** What a way is played with. */
export interface Options {
  readonly bot: BotDefinition.BotDefinition
  readonly header: MadeHeader
  readonly templates: ReadonlyArray<UtilityTemplate> | undefined
  readonly watch: Happening.Listener
}

/** What came of it: the lines of a convo, or why the world would not go that way. */
export type Played =
  | { readonly _tag: "Played"; readonly lines: ReadonlyArray<Line> }
  | { readonly _tag: "Astray"; readonly reason: string; readonly lines: ReadonlyArray<Line> }

/** How long a task takes during which something else happens, in milliseconds. */
const slow = 10_000

type Started = Conversation.Task

const startedBy = ({ after, before }: Step): ReadonlyArray<Started> =>
  after.conversation.tasks.filter((task) =>
    !before.conversation.tasks.some((one) => one.id === task.id && one.revision === task.revision)
  )

const isEnd = (step: Step, task: Started): boolean =>
  step.input._tag === "Task" && step.input.task === task.id && runs(step.before, task)

const trouble = (what: Trouble): Line => ({ _tag: "Trouble", trouble: what })

const runs = (moment: Step["before"], task: Started): boolean =>
  moment.conversation.tasks.some((one) => one.id === task.id && one.revision === task.revision)

/** Whether something other than ends of tasks happens while a task that was started at a step runs. */
const isSlow = (steps: ReadonlyArray<Step>, from: number, task: Started): boolean =>
  steps.some(({ before, input }, index) => index > from && input._tag !== "Task" && runs(before, task))

/** The steps at which tasks end that took their time. Ends that follow at once follow by themselves. */
const lateEnds = (steps: ReadonlyArray<Step>): ReadonlySet<number> => {
  const late = new Set<number>()
  for (const [index, step] of steps.entries()) {
    for (const task of startedBy(step)) {
      const end = steps.findIndex((one, at) => at > index && isEnd(one, task))
      if (end >= 0 && isSlow(steps, index, task)) late.add(end)
    }
  }
  return late
}

/** The lines that say beforehand how tasks go which begin at this step, or at once after it. */
const courses = (steps: ReadonlyArray<Step>, from: number, late: ReadonlySet<number>): ReadonlyArray<Line> => {
  const lines: Array<Line> = []
  for (let at = from; at < steps.length; at++) {
    const step = steps[at]
    if (step === undefined || (at > from && (step.input._tag !== "Task" || late.has(at)))) break
    for (const task of startedBy(step)) {
      if (isSlow(steps, at, task)) {
        lines.push(trouble({ _tag: "Task", task: task.name, course: { _tag: "Takes", millis: slow } }))
      }
      const ending = steps.find((one, index) => index > at && isEnd(one, task))?.input
      if (ending?._tag !== "Task" || ending.ending._tag === "Natural") continue
      lines.push(trouble({ _tag: "Task", task: task.name, course: ending.ending }))
    }
  }
  return lines
}

/** The play of one way. */
class Play {
  readonly lines: Array<Line> = []
  private heard = 0
  private state: string | undefined
  private readonly world: World
  private readonly who: string
  private readonly load: Effect.Effect<Conversation.Conversation, WorldError>
  /** What stands on the button of the request that was shown last. */
  private readonly request: Effect.Effect<string | undefined, WorldError>

  constructor(
    world: World,
    who: string,
    load: Effect.Effect<Conversation.Conversation, WorldError>,
    request: Effect.Effect<string | undefined, WorldError>
  ) {
    this.world = world
    this.who = who
    this.load = load
    this.request = request
  }

  /** Carries out a line, and writes it down with what the bot said to it. */
  does(line: Line, effect: Effect.Effect<void, WorldError>): Effect.Effect<void, WorldError | string> {
    return Effect.gen(this, function*() {
      this.lines.push(line)
      yield* effect
      const problems = this.world.problems()
      if (problems.length > 0) return yield* Effect.fail(problems.join(" "))
      const happenings = this.world.happenings(this.who)
      for (; this.heard < happenings.length; this.heard++) {
        const happening = happenings[this.heard]
        if (happening?._tag !== "Said") continue
        const { message } = happening
        const marks = (yield* this.world.marks(this.who, message)).filter((mark) =>
          mark !== "reply" && mark !== "update"
        )
        this.lines.push({
          _tag: "Bot",
          expected: {
            text: Pattern.exactly(message.text),
            ...(message.options.length === 0 ? {} : { options: message.options }),
            ...(marks.length === 0 ? {} : { marks })
          }
        })
      }
    })
  }

  /** Moves time on. */
  waits(millis: number): Effect.Effect<void, WorldError | string> {
    return this.does({ _tag: "Time", move: { _tag: "For", millis } }, this.world.advance(millis))
  }

  /** Notes where the dialogue stands, when it stands elsewhere. */
  get stands(): Effect.Effect<void, WorldError> {
    return Effect.map(this.world.standing(this.who), ({ states }) => {
      const state = states.find((path) => !states.some((other) => other.startsWith(`${path}.`)))
      if (state === this.state) return
      this.state = state
      this.lines.push({ _tag: "State", state })
    })
  }

  step(step: Step, before: ReadonlyArray<Line>, isLate: boolean): Effect.Effect<void, WorldError | string> {
    return Effect.gen(this, function*() {
      for (const line of before) {
        if (line._tag === "Trouble") yield* this.does(line, this.world.trouble(line.trouble))
      }
      yield* this.happens(step, isLate)
      // Dots are shown before words that nobody waits for, and time has to pass for them.
      const said = this.lines.at(-1)?._tag === "Bot"
      if (!said && step.input._tag !== "Silence" && step.after.conversation.order > step.before.conversation.order) {
        if (step.input._tag !== "Task" || isLate) yield* this.waits(slow)
      }
      yield* this.stands
    })
  }

  private happens({ input }: Step, isLate: boolean): Effect.Effect<void, WorldError | string> {
    const { who, world } = this
    switch (input._tag) {
      case "Act":
        return this.does({ _tag: "Person", act: input.act }, world.acts(who, input.act))
      case "Grants": {
        return Effect.flatMap(this.request, (title) => {
          if (title === undefined) return Effect.fail("no request is shown")
          const act = { _tag: "Taps" as const, title }
          return this.does({ _tag: "Person", act }, world.acts(who, act))
        })
      }
      case "Signal": {
        const { payload, signal } = input
        return this.does({ _tag: "Signal", signal, payload }, world.signal(who, signal, payload))
      }
      case "Silence": {
        const { millis } = input
        return this.does({ _tag: "Time", move: { _tag: "For", millis }, window: "closed" }, world.advance(millis))
      }
      case "Agent":
        return this.does({ _tag: "Agent", act: input.act }, world.agent(who, input.act))
      case "Task":
        return isLate ? this.waits(slow) : Effect.void
      case "Timer":
        return Effect.gen(this, function*() {
          const { timers } = yield* this.load
          const timer = timers.find(({ id }) => id === input.timer)
          if (timer === undefined) return yield* Effect.fail(`no timer ${input.timer} runs`)
          const left = timer.due - world.now()
          // A millisecond early it has not fired; on time it has.
          if (left > 1) {
            yield* this.waits(left - 1)
            this.lines.push({ _tag: "Not", forbidden: { _tag: "Send" } })
          }
          yield* this.waits(Math.max(1, Math.min(left, 1)))
        })
    }
  }
}

/** Plays a way. */
export const play = (path: Path, options: Options): Effect.Effect<Played> => {
  const { bot, header, templates, watch } = options
  const store = MemoryStore.make()
  const { steps } = path
  const late = lateEnds(steps)
  let played: Play | undefined
  const whole = Effect.gen(function*() {
    const { person, world } = yield* Simulation.open({
      bot,
      start: Date.parse(header.start),
      ...(header.locale === undefined ? {} : { locale: header.locale }),
      ...(templates === undefined ? {} : { templates }),
      store: Layer.succeed(ConversationStore.ConversationStore, store),
      quiet: true,
      watch
    })
    const who = header.person
    // Asked for anew each time: before the first act there is nobody.
    const someone = Effect.suspend(() => person(who))
    const load = Effect.flatMap(someone, ({ psid }) =>
      Effect.map(
        Effect.orDie(store.load({ channel: "messenger", account: "101010101010101", person: psid })),
        ({ conversation }) => conversation
      ))
    const request = Effect.map(
      someone,
      ({ transcript }) => transcript.findLast((entry) => entry.request !== undefined)?.request?.button
    )
    const play = new Play(world, who, load, request)
    played = play
    for (const [index, step] of steps.entries()) {
      const isLate = late.has(index)
      const follows = step.input._tag === "Task" && !isLate
      yield* play.step(step, follows ? [] : courses(steps, index, late), isLate)
    }
    // Nothing is left under way: a convo ends with an answer.
    const { tasks } = yield* load
    if (tasks.length > 0) {
      yield* play.waits(slow)
      yield* play.stands
    }
  })
  return Effect.match(Effect.scoped(whole), {
    onFailure: (error): Played => ({
      _tag: "Astray",
      reason: typeof error === "string" ? error : error.message,
      lines: played?.lines ?? []
    }),
    onSuccess: (): Played => ({ _tag: "Played", lines: played?.lines ?? [] })
  })
}

/** Plays a convo that was made with the bot as it is: `undefined` when it goes as written, else what differs. */
export const again = (
  lines: ReadonlyArray<Line>,
  options: Omit<Options, "watch">
): Effect.Effect<string | undefined> => {
  const { bot, header, templates } = options
  const played = Effect.flatMap(
    Simulation.make({
      bot,
      start: Date.parse(header.start),
      ...(header.locale === undefined ? {} : { locale: header.locale }),
      ...(templates === undefined ? {} : { templates }),
      quiet: true
    }),
    (world) => Runner.run({ lines }, world)
  )
  return Effect.match(Effect.scoped(played), {
    onFailure: (error): string | undefined => error.message,
    onSuccess: (outcome) => Convo.explain(outcome)
  })
}
