/**
 * Whether there is a way out from where a dialogue stands: to its end, to a person, or to a question that takes the person's own words.
 * Everything that can happen next is tried with the bot's own pure turn, but for the words that the repair kit hears everywhere: nobody
 * is told of them.
 *
 * @module
 */
import type { Conversation, Definition } from "@parley/core"
import { Wording } from "@parley/core"
import type { Input } from "../explore/Input.ts"
import * as Inputs from "../explore/Inputs.ts"
import * as Model from "../explore/Model.ts"
import * as Samples from "../explore/Samples.ts"
import * as Standing from "../explore/Standing.ts"
import type { Broken } from "./Broken.ts"
import type { Step } from "./Step.ts"
import { people } from "./Subject.ts"

/** Looks for ways out. What was found of one place holds for its like. */
export type WaysOut = (steps: ReadonlyArray<Step>) => Broken | undefined

/** As many steps as a way out may be looked for; where that is not enough, nothing is known, and nothing said. */
const most = 400

const pathsOf = (value: unknown, above: string): ReadonlyArray<string> => {
  if (typeof value === "string") return [above + value]
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => [above + name, ...pathsOf(inner, `${above}${name}.`)])
}

const valueOf = (conversation: Conversation.Conversation): unknown =>
  (conversation.dialogue?.snapshot as { readonly value?: unknown } | undefined)?.value

/** Words that a dialogue hears everywhere, and that lead to no state of the author's. */
const isKits = (definition: Definition.Definition, text: string): boolean => {
  const owned = new Set(definition.chart?.entrances.filter(({ by }) => by === "command").map(({ label }) => label))
  const folded = Wording.fold(text)
  return definition.commands.some(({ name, words }) =>
    !owned.has(name) && words.some((word) => typeof word === "string" ? Wording.fold(word) === folded : word.test(text))
  )
}

/** A search of a bot. */
export const make = (given: Model.Ground, wishes: Inputs.Wishes): WaysOut => {
  const open = new Map<string, boolean>()

  /** Whether a state's question takes words of the person's own. */
  const takesWords = new Map<string, boolean>()
  const isFree = (definition: Definition.Definition, path: string): boolean => {
    const name = `${definition.id} ${path}`
    const known = takesWords.get(name)
    if (known !== undefined) return known
    const answer = definition.states.find((state) => state.path === path)?.answer
    const found = answer !== undefined
      && ((wishes.answers[path]?.length ?? 0) > 0
        || Samples.answers(answer, 3, wishes.seed).valid.some(({ _tag }) => _tag === "Words"))
    takesWords.set(name, found)
    return found
  }

  const isOut = (conversation: Conversation.Conversation): boolean => {
    if (conversation.dialogue === undefined || conversation.owner._tag !== "Bot") return true
    const definition = given.dialogues.byId.get(conversation.dialogue.id)
    return definition === undefined || pathsOf(valueOf(conversation), "").some((path) => isFree(definition, path))
  }

  const nameOf = (moment: Model.Moment): string => {
    const active = Standing.of(given, moment)
    const offered = active?.paths.map((path) =>
      active.definition.offers?.[path]?.(active.context).map(({ key }) => key)
    )
    return JSON.stringify([Standing.kind(given, moment, active), offered])
  }

  const isTried = (conversation: Conversation.Conversation, input: Input): boolean => {
    if (input._tag === "Agent") return false
    if (input._tag !== "Act" || input.act._tag !== "Says") return true
    const definition = given.dialogues.byId.get(conversation.dialogue?.id ?? "")
    return definition === undefined || !isKits(definition, input.act.text)
  }

  /** Whether a way leads out; `undefined` when that cannot be told. */
  const search = (begin: Model.Moment): boolean | undefined => {
    const first = nameOf(begin)
    const known = open.get(first)
    if (known !== undefined) return known
    const names = new Set([first])
    const queue = [{ moment: begin, names: [first] }]
    let looked = 0
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      for (const input of Inputs.of(given, next.moment, wishes, 0)) {
        if (!isTried(next.moment.conversation, input)) continue
        if (++looked > most) return undefined
        const outcome = Model.take(given, next.moment, input)
        if (outcome._tag === "Broken") continue
        const { moment } = outcome
        const name = isOut(moment.conversation) ? undefined : nameOf(moment)
        if (name === undefined || open.get(name) === true) {
          for (const passed of next.names) open.set(passed, true)
          return true
        }
        if (names.has(name)) continue
        names.add(name)
        queue.push({ moment, names: [...next.names, name] })
      }
    }
    for (const name of names) open.set(name, false)
    return false
  }

  return (steps) => {
    for (const [at, step] of steps.entries()) {
      for (const who of people) {
        const last = step.turns.findLast(({ after }) => step.sides[who]?.psid === after.id.person)
        if (last === undefined || isOut(last.after)) continue
        const asked = last.entry.spoken.map(({ body }) => body).findLast((body) => body._tag === "Message")
        const content = asked?._tag === "Message" ? asked.message.content : undefined
        const way = search({ conversation: last.after, now: step.to, asked: content })
        if (way === false) {
          const place = pathsOf(valueOf(last.after), "").at(-1) ?? "here"
          return {
            at,
            why:
              `From "${place}" nothing leads ${who} to an end, to a person, or to a question that takes their own words.`
          }
        }
      }
    }
    return undefined
  }
}
