/**
 * Where walks are played: a whole simulation, of which each line gives back all that it brought.
 *
 * @module
 */
import type { Conversation, Happening } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Scope from "effect/Scope"
import type { Act, Line } from "../convo/Script.ts"
import type { World, WorldError } from "../convo/World.ts"
import type { Person } from "../emulator/Person.ts"
import * as Taps from "../emulator/Taps.ts"
import type { RecordedCall } from "../simulation/GraphCalls.ts"
import * as Simulation from "../simulation/Simulation.ts"
import type { Turn } from "../simulation/Turns.ts"
import type { Side, Step } from "./Step.ts"
import type { Subject } from "./Subject.ts"
import * as Subjects from "./Subject.ts"

/** What a person sees and can do now. */
export interface Here {
  readonly who: string
  readonly now: number
  readonly person: Person
  /** As the last turn left it; absent before the first. */
  readonly conversation: Conversation.Conversation | undefined
  readonly isOurs: boolean
}

/** A world in which lines are played. */
export interface Stage {
  readonly now: () => number
  readonly here: (who: string) => Here
  /** Plays a line. `until`: the moment that it is to be after it, where time had to pass for it. */
  readonly play: (line: Line) => Effect.Effect<Step>
  readonly advance: (millis: number) => Effect.Effect<void>
}

const find = (person: Person, wanted: string): Taps.Tappable | undefined =>
  person.tappable.find((one) => Taps.title(one) === wanted) ??
    person.tappable.find((one) => Taps.payload(one) === wanted)

/** Whether there is what an act needs: a survey to fill in, a message to put an emoji under. */
const isPossible = (person: Person, act: Act): boolean => {
  switch (act._tag) {
    case "Taps":
      return find(person, act.title) !== undefined
    case "Rates":
      return person.transcript.some(({ rated, survey }) => survey !== undefined && rated !== true)
    case "Reacts":
      return person.transcript.some(({ from }) => from === "page")
    default:
      return true
  }
}

interface Deed {
  readonly who: string
  readonly act: Act
}

const deedOf = (line: Line): Deed | undefined => {
  if (line._tag === "Person") return { who: Subjects.people[0], act: line.act }
  return line._tag === "Other" && line.line._tag === "Person" ? { who: line.who, act: line.line.act } : undefined
}

/** The work of a line, if it does anything to the world. */
const work = (world: World, line: Line): Effect.Effect<void, WorldError> | undefined => {
  const [first] = Subjects.people
  switch (line._tag) {
    case "Time": {
      const millis = line.move._tag === "For" ? line.move.millis : Date.parse(line.move.at) - world.now()
      return millis < 0 ? undefined : world.advance(millis)
    }
    case "Agent":
      // Who has a thread is told with the moment alone: two changes of a kind in one millisecond would be one.
      return Effect.zipRight(world.advance(1), world.agent(first, line.act))
    case "Signal":
      return world.signal(first, line.signal, line.payload)
    case "Trouble":
      return world.trouble(line.trouble)
    default: {
      const deed = deedOf(line)
      return deed === undefined ? undefined : world.acts(deed.who, deed.act)
    }
  }
}

/** Opens a world for a bot and those who talk to it. It ends with the scope. Fails when a part of the bot cannot be built. */
export const open = (subject: Subject): Effect.Effect<Stage, WorldError, Scope.Scope> =>
  Effect.gen(function*() {
    const { approvals, channel, guard, locale, pack, region, templates } = subject
    const scope = yield* Effect.acquireRelease(Scope.make(), (opened, exit) => Scope.close(opened, exit))
    const standing = new Map<string, Conversation.Conversation>()
    let turns: Array<Turn> = []
    const watch: Happening.Listener = (happening) => {
      if (happening._tag !== "TurnCommitted") return
      const { conversation, entry } = happening
      const { person } = conversation.id
      turns.push({ before: standing.get(person), after: conversation, entry })
      standing.set(person, conversation)
    }
    const { calls, person, world } = yield* Simulation.open({
      bot: Subjects.outliving(subject.bot, scope),
      start: Subjects.startAt(subject),
      quiet: true,
      watch,
      ...(approvals === undefined ? {} : { approvals }),
      ...(channel === undefined ? {} : { channel }),
      ...(guard === undefined ? {} : { guard }),
      ...(locale === undefined ? {} : { locale }),
      ...(pack === undefined ? {} : { pack }),
      ...(region === undefined ? {} : { region }),
      ...(templates === undefined ? {} : { templates })
    })
    const all = new Map<string, Person>()
    for (const who of Subjects.people) all.set(who, yield* person(who))
    const [first] = Subjects.people
    // Nobody has taken a thread yet: they are the bot's.
    const ours = all.get(first)?.owner
    let isUp = true

    const here = (who: string): Here => {
      const found = all.get(who)
      if (found === undefined) {
        throw new Error(`nobody here is called ${who}; there are ${Subjects.people.join(" and ")}`)
      }
      const conversation = standing.get(found.psid)
      return { who, now: world.now(), person: found, conversation, isOurs: found.owner === ours }
    }
    const deedable = (line: Line): boolean => {
      const deed = deedOf(line)
      if (deed !== undefined) return all.has(deed.who) && isPossible(here(deed.who).person, deed.act)
      // What goes through the bot needs one that runs.
      const isThrough = line._tag === "Signal" ||
        (line._tag === "Agent" && line.act._tag !== "Takes" && line.act.bridge === true)
      return isUp || !isThrough
    }

    const play = (line: Line): Effect.Effect<Step> =>
      Effect.suspend(() => {
        const deed = deedOf(line)
        const from = world.now()
        const before = [...all.keys()].map((who) => here(who))
        const counts = before.map((one) => one.person.transcript.length)
        const called = calls.all.length
        const tapped = deed?.act._tag === "Taps" && all.has(deed.who)
          ? find(here(deed.who).person, deed.act.title)
          : undefined
        turns = []
        world.begin()
        const seen = (isDone: boolean, wrong: ReadonlyArray<string>): Step => {
          const sides: { [who: string]: Side } = {}
          for (const [index, { conversation, isOurs, person, who }] of before.entries()) {
            sides[who] = {
              psid: person.psid,
              before: conversation,
              isOurs,
              entries: person.transcript.slice(counts[index])
            }
          }
          const made: ReadonlyArray<RecordedCall> = calls.all.slice(called)
          return {
            line,
            who: deed?.who ?? first,
            from,
            to: world.now(),
            isDone,
            tapped,
            calls: made,
            turns,
            sides,
            unhandled: world.unhandled(),
            problems: [...wrong, ...world.problems()]
          }
        }
        const effect = deedable(line) ? work(world, line) : undefined
        if (effect === undefined) return Effect.sync(() => seen(false, []))
        return Effect.match(effect, {
          onFailure: (error) => seen(true, [error.reason]),
          onSuccess: () => {
            if (line._tag === "Trouble" && line.trouble._tag === "Crash") isUp = false
            if (line._tag === "Trouble" && line.trouble._tag === "Restart") isUp = true
            return seen(true, [])
          }
        })
      })

    return { now: world.now, here, play, advance: (millis) => Effect.ignore(world.advance(millis)) }
  })
