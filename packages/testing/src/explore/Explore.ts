/**
 * Convos that nobody had to write: a bot is explored until every state, every way on and both answers of every guard were met, and what
 * was found is played through the whole simulation and written down.
 *
 * @module
 */
import type { BotDefinition, Definition } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Convo from "../convo/Convo.ts"
import type { UtilityTemplate } from "../convo/Bots.ts"
import * as Printer from "../convo/Printer.ts"
import type { Line } from "../convo/Script.ts"
import type { Element } from "../coverage/Element.ts"
import * as MachineElements from "../coverage/MachineElements.ts"
import * as Spoken from "../coverage/Spoken.ts"
import * as Summary from "../coverage/Summary.ts"
import type * as Tally from "../coverage/Tally.ts"
import * as Watched from "../coverage/Watched.ts"
import * as Breath from "./Breath.ts"
import * as Cover from "./Cover.ts"
import * as Model from "./Model.ts"
import * as Naming from "./Naming.ts"
import * as Naturals from "./Naturals.ts"
import * as Play from "./Play.ts"
import * as Search from "./Search.ts"
import * as Tried from "./Tried.ts"

export { mark } from "./Naming.ts"

/** How a bot is explored. */
export interface Options {
  /** The name that the convos give the bot; that of its first dialogue unless given. */
  readonly name?: string
  /** How long the exploration may take, in seconds; 10 unless given. */
  readonly seconds?: number
  /** The seed of everything that is made up; 1 unless given. */
  readonly seed?: number
  /** Where the convos begin, in ISO form; 2026-11-02T09:00Z unless given. */
  readonly start?: string
  /** The utility templates of the account; none, and undeclared, unless given. */
  readonly templates?: ReadonlyArray<UtilityTemplate>
  /** Answers to try first, by the path of the question's state: for schemas that made-up answers do not fit. */
  readonly answers?: { readonly [state: string]: ReadonlyArray<string> }
  /** What is covered by written convos: no more is made for that. */
  readonly covered?: Tally.Tally
  /** Whether convos are made for the repair kit's answers, too; they are not unless `true`. */
  readonly kit?: boolean
  /** `small`: as few convos as cover everything. `each`: the shortest one for each element. `small` unless given. */
  readonly set?: "small" | "each"
}

/** A convo that was made. `name` is fit for a file, `covers` what it touches that none before it did. */
export interface Made {
  readonly name: string
  readonly text: string
  readonly covers: ReadonlyArray<Element>
}

/** An element that was not reached, and what was tried in its state, or in the nearest before it that was reached. */
export interface Missing {
  readonly element: Element
  readonly tried: ReadonlyArray<string>
  /** The state in which that was tried; empty where no dialogue had begun. */
  readonly in: string
  /** Why a way that was found did not go through the whole simulation, where one was. */
  readonly astray?: string
  /** A way was found, and the time was over before it was played through the whole simulation. */
  readonly isLate?: true
}

/** Something that the bot could not take, and the convo that shows it. */
export interface Problem {
  readonly reason: string
  readonly text: string
}

/** What came of an exploration. */
export interface Exploration {
  readonly convos: ReadonlyArray<Made>
  /** What the convos touch, all together. */
  readonly tally: Tally.Tally
  /** What of the author's was not reached. */
  readonly missing: ReadonlyArray<Missing>
  readonly problems: ReadonlyArray<Problem>
  /** How many steps the search took, and whether nothing was left to try. */
  readonly looked: number
  readonly isWhole: boolean
  /** How long it took, in milliseconds. */
  readonly millis: number
}

interface Candidate extends Cover.Covering {
  readonly path: Search.Path
}

interface Confirmed extends Cover.Covering {
  readonly candidate: Candidate
  readonly lines: ReadonlyArray<Line>
}

/** The bot with ears in its dialogues: what they touch goes into a set that is asked for and begun anew. */
const listening = (bot: BotDefinition.BotDefinition) => {
  let current = new Set<string>()
  const note = (id: string): void => {
    current.add(id)
  }
  const elements = new Map<string, Element>()
  for (const element of Spoken.elements(bot, [])) elements.set(element.id, element)
  const dialogues = bot.dialogues.map((dialogue: Definition.Definition) => {
    for (const element of MachineElements.of(dialogue).elements) elements.set(element.id, element)
    return Watched.watch(dialogue, note)
  })
  return {
    bot: { ...bot, dialogues },
    elements,
    note,
    touched: (): ReadonlySet<string> => {
      const seen = current
      current = new Set()
      return seen
    },
    /** Hears one conversation from its start. */
    watch: () =>
      Spoken.listener((element) => {
        if (!elements.has(element.id)) elements.set(element.id, element)
        note(element.id)
      })
  }
}

const candidates = (found: Search.Found): ReadonlyArray<Candidate> => {
  const known = new Map<Search.Step | undefined, Candidate>()
  for (const path of [...found.ways.values()].flat()) {
    const last = path.steps.at(-1)
    if (known.has(last)) continue
    const covers = new Set(path.steps.flatMap(({ touched }) => [...touched]))
    known.set(last, { path, covers, cost: path.steps.length })
  }
  return [...known.values()]
}

/** Explores a bot on Messenger, under the rules of the day. Rejects only when the bot itself cannot be built. */
export const run = async (bot: BotDefinition.BotDefinition, options: Options = {}): Promise<Exploration> => {
  const began = performance.now()
  const { answers = {}, kit = false, seconds = 10, seed = 1, set = "small", start = "2026-11-02T09:00Z", templates } =
    options
  const name = options.name ?? bot.dialogues[0]?.id ?? bot.name
  const left = (share: number): boolean => performance.now() - began < seconds * 1_000 * share
  const breathe = Breath.make()
  const heard = listening(bot)
  const given = Model.ground(heard.bot, templates)
  const naturals = Naturals.make(bot)
  const header = Play.headerOf(name, start)
  const done = new Set(Object.keys(options.covered?.seen ?? {}))
  const missing = [...heard.elements.values()].filter(({ id }) => !done.has(id))
  const needed = new Set(missing.filter(({ by }) => by === "author").map(({ id }) => id))
  const wanted = kit ? new Set(missing.map(({ id }) => id)) : needed
  const tried = Tried.make()
  const found = await Search.run({
    given,
    wishes: { seed, answers, natural: naturals.of },
    start: Date.parse(start),
    wanted,
    needed,
    touched: heard.touched,
    onTried: tried.note,
    prepare: ({ conversation, now }) => naturals.prepare(conversation.tasks, now),
    isOver: () => !left(0.45),
    breathe
  })

  const astray = new Map<string, string>()
  const lost = ({ path }: Candidate, reason: string): undefined => {
    for (const id of path.steps.at(-1)?.touched ?? []) if (!astray.has(id)) astray.set(id, reason)
  }
  const confirm = async (candidate: Candidate): Promise<Confirmed | undefined> => {
    await breathe()
    heard.touched()
    const played = await Effect.runPromise(
      Play.play(candidate.path, { bot: heard.bot, header, templates, watch: heard.watch() })
    )
    if (played._tag === "Astray") return lost(candidate, played.reason)
    const lines: ReadonlyArray<Line> = [header, { _tag: "Blank" }, ...played.lines]
    return { candidate, lines, covers: heard.touched(), cost: lines.length }
  }
  /** Whether it goes as it was written, with the bot as it is. */
  const isSteady = async ({ candidate, lines }: Confirmed): Promise<boolean> => {
    // Printed and read again, as it will be.
    const read = Convo.parse(Printer.print({ lines }))
    const differs = read._tag === "Left"
      ? read.left.map(({ message }) => message).join(" ")
      : await Effect.runPromise(Play.again(read.right.lines, { bot, header, templates }))
    if (differs !== undefined) lost(candidate, differs)
    return differs === undefined
  }

  const confirmed: Array<Confirmed> = []
  const untried = new Set(candidates(found))
  const covered = new Set<string>()
  const isOpen = (id: string): boolean => wanted.has(id) && !covered.has(id)
  const tryOut = async (candidate: Candidate): Promise<Confirmed | undefined> => {
    untried.delete(candidate)
    const one = await confirm(candidate)
    if (one === undefined) return undefined
    confirmed.push(one)
    for (const id of one.covers) covered.add(id)
    return one
  }
  // What the author wrote goes first, should time be short.
  for (const goals of set === "small" ? [needed, wanted] : []) {
    while (left(0.8)) {
      const chosen = Cover.choose([...untried], new Set([...goals].filter(isOpen)))
      if (chosen.length === 0) break
      for (const candidate of chosen) {
        if (!left(0.8)) break
        // Another one may have touched it by the way.
        if ([...candidate.covers].some((id) => goals.has(id) && isOpen(id))) await tryOut(candidate)
        else untried.delete(candidate)
      }
    }
  }
  const shortest = new Map<Confirmed, Array<string>>()
  for (const id of set === "each" ? wanted : []) {
    // The same way may be the shortest to several elements.
    const known = confirmed.find(({ candidate }) => candidate.path.steps.at(-1)?.touched.has(id) === true)
    const ways = known === undefined ? [...untried].filter(({ path }) => path.steps.at(-1)?.touched.has(id)) : []
    let found = known
    for (const candidate of ways.sort((one, other) => one.cost - other.cost)) {
      if (found !== undefined || !left(0.9)) break
      const one = await tryOut(candidate)
      if (one?.covers.has(id) === true) found = one
    }
    if (found !== undefined) shortest.set(found, [...shortest.get(found) ?? [], id])
  }
  const steady: Array<Confirmed> = []
  for (const one of set === "small" ? Cover.prune(confirmed, wanted) : shortest.keys()) {
    if (await isSteady(one)) steady.push(one)
  }

  const names = new Set<string>()
  const seen: { [id: string]: number } = { ...options.covered?.seen }
  const convos = steady.map((one): Made => {
    const { covers, lines } = one
    const fresh = shortest.get(one) ?? [...covers].filter((id) => seen[id] === undefined)
    const news = fresh.flatMap((id) => heard.elements.get(id) ?? []).filter(({ by }) => kit || by === "author")
    for (const id of covers) if (heard.elements.has(id)) seen[id] = (seen[id] ?? 0) + 1
    const called = Naming.name(news, names)
    names.add(called)
    const text = Printer.print({ lines: [{ _tag: "Comment", text: Naming.comment(news) }, ...lines] })
    return { name: called, text, covers: news }
  })
  const tally: Tally.Tally = { format: 1, elements: [...heard.elements.values()], seen }
  const problems: Array<Problem> = []
  for (const { reason, steps } of found.broken) {
    if (problems.length >= 8) break
    const played = await Effect.runPromise(
      Play.play({ steps }, { bot: heard.bot, header, templates, watch: heard.watch() })
    )
    problems.push({ reason, text: Printer.print({ lines: [header, { _tag: "Blank" }, ...played.lines] }) })
  }
  return {
    convos,
    tally,
    missing: Summary.of(tally).missing.map((element) => {
      const reason = astray.get(element.id)
      const dialogue = bot.dialogues.find(({ id }) => id === element.dialogue)
      return {
        element,
        ...tried.towards(dialogue, element.state),
        ...(reason !== undefined ? { astray: reason } : found.ways.has(element.id) ? { isLate: true as const } : {})
      }
    }),
    problems,
    looked: found.looked,
    isWhole: found.isWhole,
    millis: Math.round(performance.now() - began)
  }
}
