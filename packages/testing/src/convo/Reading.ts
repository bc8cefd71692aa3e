/**
 * How far each person's messages have been read by the lines of a convo.
 *
 * @module
 */
import * as Pattern from "./Pattern.ts"
import type { BotLine, Line, PersonLine, StateLine } from "./Script.ts"
import type { Message, World } from "./World.ts"

/** A message that a person was sent. */
export interface Heard {
  readonly who: string
  readonly message: Message
}

/** The line that expects exactly this message; its marks are those given. */
export const expecting = (message: Message, marks: ReadonlyArray<string> = []): BotLine => ({
  _tag: "Bot",
  expected: {
    text: Pattern.exactly(message.text),
    ...(message.options.length === 0 ? {} : { options: message.options }),
    ...(marks.length === 0 ? {} : { marks })
  }
})

/** Where the reading of each person stands. */
export class Reading {
  private readonly read = new Map<string, number>()
  private readonly world: World
  private readonly person: string

  constructor(world: World, person: string) {
    this.world = world
    this.person = person
  }

  /** A person acts for the first time: from now on their messages are to be read. */
  meet(who: string): void {
    if (!this.read.has(who)) this.read.set(who, 0)
  }

  /** The people whose messages are read. */
  people(): ReadonlySet<string> {
    return new Set([this.person, ...this.read.keys()])
  }

  /** The next message to a person, and how to say that it is read. */
  next(who: string): { readonly message: Message; readonly take: () => void } | undefined {
    const at = this.find(who, this.read.get(who) ?? 0)
    const found = this.world.happenings(who)[at]
    if (found?._tag !== "Said") return undefined
    return { message: found.message, take: () => void this.read.set(who, at + 1) }
  }

  /** What nobody has read yet. */
  unread(): ReadonlyArray<Heard> {
    const unread: Array<Heard> = []
    for (const who of this.people()) {
      const happenings = this.world.happenings(who)
      for (let at = this.find(who, this.read.get(who) ?? 0); at >= 0; at = this.find(who, at + 1)) {
        const happening = happenings[at]
        if (happening?._tag === "Said") unread.push({ who, message: happening.message })
      }
    }
    return unread
  }

  /** A line as it is written for the person of the convo, or for another one. */
  by(who: string, line: PersonLine | BotLine | StateLine): Line {
    return who === this.person ? line : { _tag: "Other", who, line }
  }

  private find(who: string, from: number): number {
    const happenings = this.world.happenings(who)
    for (let at = from; at < happenings.length; at++) if (happenings[at]?._tag === "Said") return at
    return -1
  }
}
