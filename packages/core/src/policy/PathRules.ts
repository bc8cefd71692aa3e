/**
 * The rules that a search of paths judges words by: those of a channel and an account on one day, or none that are known.
 *
 * @module
 */
import * as Outline from "../dialogue/Outline.ts"
import * as Conversation from "../model/Conversation.ts"
import type { Instant, Millis } from "../model/Instant.ts"
import type { Lane as Chosen, Refusal } from "../model/LaneName.ts"
import type { Message } from "../model/Message.ts"
import type { Permission } from "../model/Permission.ts"
import * as Lane from "./Lane.ts"
import type { Asked } from "./PathGraph.ts"
import type { Standing } from "./PathStanding.ts"
import * as PolicyPack from "./PolicyPack.ts"
import * as Templates from "./Templates.ts"

/**
 * The channel that a search looks at: its pack, what the account was approved for, the templates that it has (taken at their word
 * unless given), and the moment at which a path begins, by whose rules all of it is judged.
 */
export interface Channel {
  readonly pack: PolicyPack.PolicyPack
  readonly approvals: ReadonlyArray<string>
  readonly templates?: ReadonlyArray<Templates.Declared>
  readonly at: Instant
}

/** The rules as a search asks them. `window`: for how long a message opens it; `isKnown`: they are a channel's own. */
export interface Rules {
  readonly view: PolicyPack.View
  readonly approvals: ReadonlyArray<string>
  readonly templates?: ReadonlyArray<Templates.Declared>
  readonly at: Instant
  readonly margin: Millis
  readonly window: Millis
  readonly isKnown: boolean
}

/** What becomes of words: `Unknown` where they have a purpose and no rules are known. */
export type Judged =
  | { readonly _tag: "Unknown" }
  | { readonly _tag: "Goes"; readonly lane: Chosen }
  | { readonly _tag: "Stays"; readonly verdict: "Held" | "Dropped" | "Refused"; readonly refusal: Refusal }

const day: Millis = 86_400_000

/** Without rules: a message opens the window, a comment or a post allows one reply. */
const assumed = (window: Millis): PolicyPack.View => {
  const pack = PolicyPack.open("any")
  const source = { page: "Parley: what a search takes for granted", read: "2026-11-21" }
  const acts = ["comment", "post"]
  return PolicyPack.on({
    ...pack,
    openers: [{ id: "window.message", act: "message", lasts: window, source }],
    permissions: [{ id: "permission.privateReply", kind: "privateReply", uses: "one", acts, source }],
    lanes: pack.lanes.flatMap((lane) => [
      { ...lane, window: "open" },
      { ...lane, id: "open.privateReply", lane: "privateReply", permission: "privateReply" }
    ])
  }, 0)
}

/** The rules of a channel, or without one those that a window of some length makes. */
export const of = (channel: Channel | undefined, margin: Millis, window: Millis | undefined): Rules => {
  if (channel === undefined) {
    const length = window ?? Math.max(1, day - margin)
    return { view: assumed(length), approvals: [], at: 0, margin: 0, window: length, isKnown: false }
  }
  const { approvals, at, pack, templates } = channel
  const view = PolicyPack.on(pack, at)
  const opener = view.openers.find(({ act }) => act === "message")
  return {
    view,
    approvals,
    // What a template is filled with is decided as it is said.
    ...(templates === undefined ? {} : { templates: templates.map(({ parameters: _, ...rest }) => rest) }),
    at,
    margin,
    window: Math.max(1, (opener?.lasts ?? day) - margin),
    isKnown: true
  }
}

/** Whether the answer to a survey opens the window. */
export const opensByRating = ({ view }: Rules): boolean => view.openers.some(({ act }) => act === "surveyAnswer")

/** The time after which nothing changes any more for words like these. */
export const horizon = ({ view, window }: Rules, messages: ReadonlyArray<Message>): Millis =>
  messages.some(({ content }) => content._tag === "Survey")
    ? Math.max(window, ...view.lanes.map(({ content, within }) => content === "survey" ? within ?? 0 : 0))
    : window

/** Where the person is taken to be who is asked for leave: where it is to be had. */
const regionFor = ({ view }: Rules, { content }: Message): string | undefined =>
  content._tag === "Request"
    ? view.permissions.find(({ kind }) => kind === content.permission)?.regions?.[0]
    : undefined

/** Whether a comment or a post allows one reply. */
export const sparesOne = ({ view }: Rules, act: Standing["act"]): boolean =>
  view.permissions.some(({ acts, kind }) => kind === "privateReply" && acts?.includes(act) === true)

const topics = (message: Message): ReadonlyArray<string> => [
  ...(message.topic === undefined ? [] : [message.topic]),
  ...(message.instead === undefined ? [] : topics(message.instead))
]

const leaves = ["oneTime", "recurring"] as const

const permissions = ({ at }: Rules, { leave, spare }: Pick<Standing, "leave" | "spare">, message: Message) => {
  const kinds = leaves.filter((kind) => leave === "any" || leave === kind || (leave === "spent" && kind === "oneTime"))
  const given: ReadonlyArray<Permission> = topics(message).flatMap((topic) =>
    kinds.map((kind) => ({
      id: `${kind} ${topic}`,
      kind,
      topic,
      address: { _tag: "Token", kind, token: topic },
      grantedAt: at,
      ...(leave === "spent" ? { usedBy: "earlier words" } : {})
    }))
  )
  const reply: Permission = {
    id: "comment",
    kind: "privateReply",
    address: { _tag: "Comment", comment: "comment" },
    grantedAt: at
  }
  const news: Permission = { id: "news", kind: "news", address: { _tag: "Scoped", id: "person" }, grantedAt: at }
  return [...given, ...(spare ? [reply] : []), news]
}

/** A message as it may be said: a language that the context decides is one in which the template is there. */
const spoken = (message: Message, { templates }: Pick<Rules, "templates">): Message => {
  const { instead, utility } = message
  const named = utility?.language === Outline.open ? templates?.filter(({ name }) => name === utility.name) : undefined
  const found = named?.find(({ status = "approved" }) => status === "approved") ?? named?.[0]
  const language = found?.languages[0]
  return {
    ...message,
    ...(utility === undefined || language === undefined ? {} : { utility: { ...utility, language } }),
    ...(instead === undefined ? {} : { instead: spoken(instead, templates === undefined ? {} : { templates }) })
  }
}

/** Why the account would not send the template of some words, of those themselves or of a stand-in. */
export const templateFault = (rules: Rules, message: Message): ReturnType<typeof Templates.describe> | undefined => {
  const { templates, view } = rules
  // Where no lane takes templates there are none to declare.
  if (templates === undefined || !view.lanes.some(({ content }) => content === "template")) return undefined
  for (let one: Message | undefined = spoken(message, rules); one !== undefined; one = one.instead) {
    const filled = Templates.of(one)
    const fault = filled === undefined ? undefined : Templates.fault(filled, templates)
    if (filled !== undefined && fault !== undefined) return Templates.describe(filled, fault)
  }
  return undefined
}

/** What policy says to a message of the bot where a path stands, whoever has the conversation. */
export const judge = (
  rules: Rules,
  standing: Pick<Standing, "act" | "elapsed" | "leave" | "spare">,
  message: Message
): Judged => {
  if (message.purpose !== undefined && !rules.isKnown) return { _tag: "Unknown" }
  const { approvals, at, margin, templates, view } = rules
  const { act, elapsed } = standing
  const region = regionFor(rules, message)
  const conversation = {
    ...Conversation.empty({ channel: view.channel, account: "account", person: "person" }),
    person: region === undefined ? {} : { region },
    acts: [{ act, at, inbound: act }],
    permissions: permissions(rules, standing, message)
  }
  const verdict = Lane.resolve({
    message: spoken(message, rules),
    author: { _tag: "Bot" },
    cause: elapsed === 0 ? "answer" : "initiative",
    conversation,
    approvals,
    ...(templates === undefined ? {} : { templates }),
    view,
    now: at + elapsed,
    margin
  })
  return verdict._tag === "Allowed"
    ? { _tag: "Goes", lane: verdict.lane }
    : { _tag: "Stays", verdict: verdict._tag, refusal: verdict.refusal }
}

/** What policy says to a request for leave of a kind. Who was asked when is not known. */
export const judgeRequest = (
  rules: Rules,
  standing: Pick<Standing, "act" | "elapsed" | "leave" | "spare">,
  permission: Asked
): Judged =>
  judge(rules, standing, {
    content: { _tag: "Request", permission, topic: Outline.open, title: Outline.open, payload: Outline.open },
    otherwise: "refuse"
  })

const plain: Message = { content: { _tag: "Text", text: "..." } }

/** What policy says to plain words. */
export const judgePlain = (rules: Rules, standing: Pick<Standing, "act" | "elapsed" | "leave" | "spare">): Judged =>
  judge(rules, standing, plain)
