/**
 * Whether a pack of the caller's own calls acts, tags and its channel as the platform's webhooks and requests do: a rule with another
 * name loads nowhere, since it would never count, or be refused with each message.
 *
 * @module
 */
import { type Facts, Nearest, type PolicyPack } from "@parley/core"
import type { Channel } from "../wire/Channel.ts"
import * as Acts from "./Acts.ts"
import * as Tags from "./Tags.ts"

const cureOf = (name: string, known: ReadonlyArray<string>): string => {
  const near = Nearest.find(name, known)
  return near === undefined
    ? `write one of ${known.join(", ")}`
    : `did you mean "${near}"? The others are ${known.filter((one) => one !== near).join(", ")}`
}

interface Named {
  readonly rule: string
  readonly name: string
}

const unknown = (what: string, all: ReadonlyArray<Named>, known: ReadonlyArray<string>): Array<PolicyPack.Problem> =>
  all.filter(({ name }) => !known.includes(name)).map(({ name, rule }) => ({
    rules: [rule],
    problem: `"${name}" is no ${what}`,
    cure: cureOf(name, known)
  }))

const actsOf = ({ lanes, openers, permissions }: PolicyPack.PolicyPack): ReadonlyArray<Named> => [
  ...openers.map(({ act, id }) => ({ rule: id, name: act })),
  ...lanes.flatMap(({ after = [], id }) => after.map((name) => ({ rule: id, name }))),
  ...permissions.flatMap(({ acts = [], id }) => acts.map((name) => ({ rule: id, name })))
]

const tagsOf = ({ lanes, retired }: PolicyPack.PolicyPack): ReadonlyArray<Named> =>
  [...lanes, ...retired].flatMap(({ id, tag }) => tag === undefined ? [] : [{ rule: id, name: tag }])

/** What a pack names that nobody knows, and the channel where it is that of another. None for a pack that the adapter can follow. */
export const problems = (pack: PolicyPack.PolicyPack, channel: Channel): ReadonlyArray<PolicyPack.Problem> => [
  ...(pack.channel === channel ? [] : [{
    rules: [],
    problem: `"${pack.name}" is for the channel "${pack.channel}", and the accounts are of ${channel}`,
    cure: `give a pack whose \`channel\` is "${channel}"`
  }]),
  ...unknown("act of a person that a webhook tells", actsOf(pack), Acts.names),
  ...unknown("message tag", tagsOf(pack), Tags.names)
]

/** What a name is that nobody knows and that is written out. What only data tells passes. */
type Stranger<Name, Known extends string> = Name extends Known ? never
  : Name extends string ? string extends Name ? never : Name
  : Name extends ReadonlyArray<infer One> ? Stranger<One, Known>
  : never

/** The strangers in a field of some rules: of each rule by itself, as beside a `string` a name that is written out would be lost. */
type Strangers<Rules, Key extends string, Known extends string> = Rules extends ReadonlyArray<infer Rule>
  ? Rule extends { readonly [K in Key]: infer Value } ? Stranger<Value, Known> : never
  : never

type StrangeAct<P> = P extends
  { readonly openers: infer Openers; readonly lanes: infer Lanes; readonly permissions: infer Permissions } ?
    | Strangers<Openers, "act", Acts.Act>
    | Strangers<Lanes, "after", Acts.Act>
    | Strangers<Permissions, "acts", Acts.Act>
  : never

type StrangeTag<P> = P extends { readonly lanes: infer Lanes; readonly retired: infer Retired }
  ? Strangers<Lanes, "tag", Tags.Name> | Strangers<Retired, "tag", Tags.Name>
  : never

type StrangeChannel<P, C extends Channel> = P extends { readonly channel: infer Of } ? Stranger<Of, C> : never

/** Refuses a pack that is written out with an act or a tag that nobody knows, or for another channel than the accounts'. */
export type Check<P, C extends Channel> = [StrangeAct<P>] extends [never]
  ? [StrangeTag<P>] extends [never] ? [StrangeChannel<P, C>] extends [never] ? unknown
    : Facts.Refused<`the pack is for "${StrangeChannel<P, C>}", and the accounts are of another channel`>
  : Facts.Refused<`"${StrangeTag<P>}" is no message tag`>
  : Facts.Refused<`"${StrangeAct<P>}" is no act of a person that a webhook tells`>
