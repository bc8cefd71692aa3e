/**
 * The shape of one rule as data, and the two questions to a judge that it stands for.
 *
 * @module
 */
import type { Message, Outbound, Permission } from "@parley/core"
import type { Readings } from "@parley/messenger-adapter"

/** What a person did, `at` milliseconds after the case began. */
export interface Did {
  readonly act: string
  readonly at: number
}

/** What is asked for: the person's acts, what they allowed, what the account may do, and the message. */
export interface Situation {
  readonly acts: ReadonlyArray<Did>
  readonly permissions: ReadonlyArray<Permission.Permission>
  /** Where the person is; where their permissions were given, unless told. */
  readonly region?: string
  readonly approvals: ReadonlyArray<string>
  readonly message: Message.Message
  readonly author: Outbound.Author
  readonly cause: "answer" | "initiative"
}

/**
 * One rule. It is judged `bound` milliseconds after `at`, and one before: with `edge: "end"` the earlier moment is inside, with
 * "begin" the later. `otherwise` is what else differs outside; where it is given, time alone need not change the answer.
 * `expected.inside` is a lane; `expected.outside` a lane, or what refuses ("window.shut").
 */
export interface RuleCase extends Situation {
  readonly name: string
  readonly channel: "messenger" | "instagram"
  readonly pack: "seeds" | "current"
  /** What is read otherwise than usual. */
  readonly readings?: Readings.Readings
  readonly at: number
  readonly bound: number
  readonly edge: "end" | "begin"
  readonly otherwise?: Partial<Situation>
  readonly expected: { readonly inside: string; readonly outside: string }
}

/** One question to a judge, with the moment in milliseconds since the epoch, and the right answer. */
export interface Judgement extends Situation {
  readonly name: string
  readonly channel: RuleCase["channel"]
  readonly pack: RuleCase["pack"]
  readonly readings?: Readings.Readings
  readonly now: number
  readonly expected: string
}

const situation = (one: RuleCase, changes: Partial<Situation>): Situation => {
  const { acts, approvals, author, cause, message, permissions, region } = { ...one, ...changes }
  return {
    acts: acts.map(({ act, at }) => ({ act, at: one.at + at })),
    approvals,
    author,
    cause,
    message,
    permissions,
    ...(region === undefined ? {} : { region })
  }
}

/** The two questions of a case, the acts at their moments since the epoch. */
export const judgements = (one: RuleCase): readonly [inside: Judgement, outside: Judgement] => {
  const { at, bound, channel, edge, expected, name, otherwise = {}, pack, readings } = one
  const by = readings === undefined ? {} : { readings }
  const [inside, outside] = edge === "end" ? [at + bound - 1, at + bound] : [at + bound, at + bound - 1]
  return [
    { name: `${name}: inside`, channel, pack, ...by, now: inside, expected: expected.inside, ...situation(one, {}) },
    {
      name: `${name}: outside`,
      channel,
      pack,
      ...by,
      now: outside,
      expected: expected.outside,
      ...situation(one, otherwise)
    }
  ]
}
