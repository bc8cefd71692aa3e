/**
 * The search: from the first word on, everything that can happen next, breadth first. Moments of a kind that was looked at before wait
 * behind those of a new one, so that a counter in the context is climbed and does not fill the search.
 *
 * @module
 */
import * as Spoken from "../coverage/Spoken.ts"
import type { Input } from "./Input.ts"
import * as Inputs from "./Inputs.ts"
import * as Model from "./Model.ts"
import * as Standing from "./Standing.ts"

/** A way from the first word to something. */
export interface Path {
  readonly steps: ReadonlyArray<Step>
}

/** One step of a way: what happened, and where that led. */
export interface Step {
  readonly input: Input
  readonly before: Model.Moment
  readonly after: Model.Moment
  readonly touched: ReadonlySet<string>
}

/** Something that the bot could not take, and the way there. */
export interface Broken {
  readonly reason: string
  readonly steps: ReadonlyArray<Step>
}

/** What the search found: for each element the shortest ways to it, at most three. */
export interface Found {
  readonly ways: ReadonlyMap<string, ReadonlyArray<Path>>
  readonly broken: ReadonlyArray<Broken>
  readonly looked: number
  /** Whether there was nothing left to look at. */
  readonly isWhole: boolean
}

/** How the search goes. `note` gives what the dialogues touched since the last call. */
export interface Options {
  readonly given: Model.Ground
  readonly wishes: Inputs.Wishes
  readonly start: number
  /** What is to be found, and what of it must be. */
  readonly wanted: ReadonlySet<string>
  readonly needed: ReadonlySet<string>
  readonly touched: () => ReadonlySet<string>
  /** Runs the tasks of a moment, so that their natural ends are known. */
  readonly prepare: (moment: Model.Moment) => Promise<void>
  /** Hears of everything that is tried, and in which states. */
  readonly onTried: (states: ReadonlyArray<string>, input: Input) => void
  /** Whether it has to end. */
  readonly isOver: () => boolean
  /** Lets others have a turn. */
  readonly breathe: () => Promise<void>
}

interface Node {
  readonly moment: Model.Moment
  readonly parent: Node | undefined
  readonly step: Step | undefined
}

const stepsTo = (node: Node | undefined): ReadonlyArray<Step> => {
  const steps: Array<Step> = []
  for (let at = node; at !== undefined; at = at.parent) if (at.step !== undefined) steps.unshift(at.step)
  return steps
}

/** More moments of one kind than a counter of ordinary size has. */
const most = 24

/** Steps without anything new, after which it is not worth going on. */
const patience = 4_000

/** The same once all that has to be found is found. */
const leisure = 600

const alternatives = 3

/** Nodes by how often their kind was looked at; among equals the nearer first. */
class Frontier {
  private readonly queues: Array<Array<Node>> = []
  private readonly counts = new Map<string, number>()

  add(node: Node, kind: string): void {
    const rank = this.counts.get(kind) ?? 0
    if (rank >= most) return
    this.counts.set(kind, rank + 1)
    ;(this.queues[rank] ??= []).push(node)
  }

  /** The next node, and the round it belongs to. */
  take(): readonly [Node, number] | undefined {
    for (const [round, queue] of this.queues.entries()) {
      const node = queue?.shift()
      if (node !== undefined) return [node, round]
    }
    return undefined
  }
}

/** Searches. */
export const run = async (options: Options): Promise<Found> => {
  const { given, needed, touched, wanted, wishes } = options
  const ways = new Map<string, Array<Path>>()
  const broken = new Map<string, Broken>()
  const known = new Set<string>()
  const frontier = new Frontier()
  const open = new Set(wanted)
  const must = new Set(needed)
  let looked = 0
  let since = 0
  const enter = (moment: Model.Moment, parent: Node | undefined, step: Step | undefined): Node => {
    const node = { moment, parent, step }
    const active = Standing.of(given, moment)
    const name = Standing.exact(given, moment, active)
    if (!known.has(name)) {
      known.add(name)
      frontier.add(node, Standing.kind(given, moment, active))
    }
    return node
  }
  enter(Model.begin(options.start), undefined, undefined)
  for (let next = frontier.take(); next !== undefined; next = frontier.take()) {
    const [node, round] = next
    await options.breathe()
    if (node.moment.conversation.tasks.length > 0) await options.prepare(node.moment)
    const states = Standing.of(given, node.moment)?.paths ?? [""]
    for (const input of Inputs.of(given, node.moment, wishes, round)) {
      if (options.isOver() || since > (must.size > 0 ? patience : leisure)) {
        return { ways, broken: [...broken.values()], looked, isWhole: false }
      }
      touched()
      options.onTried(states, input)
      const outcome = Model.take(given, node.moment, input)
      looked++
      since++
      const seen = new Set(touched())
      if (outcome._tag === "Broken") {
        if (input._tag === "Task" && input.isGuess === true) continue
        const steps = [...stepsTo(node), { input, before: node.moment, after: node.moment, touched: seen }]
        if (!broken.has(outcome.reason)) broken.set(outcome.reason, { reason: outcome.reason, steps })
        continue
      }
      for (const { before, conversation, entry } of outcome.turns) {
        for (const { id } of Spoken.touched({ conversation, entry }, Spoken.momentOf(before))) seen.add(id)
      }
      const step: Step = { input, before: node.moment, after: outcome.moment, touched: seen }
      const reached = enter(outcome.moment, node, step)
      for (const id of seen) {
        const found = ways.get(id) ?? []
        if (found.length >= alternatives) continue
        ways.set(id, [...found, { steps: stepsTo(reached) }])
        must.delete(id)
        if (open.delete(id)) since = 0
      }
    }
    if (open.size === 0) return { ways, broken: [...broken.values()], looked, isWhole: false }
  }
  return { ways, broken: [...broken.values()], looked, isWhole: true }
}
