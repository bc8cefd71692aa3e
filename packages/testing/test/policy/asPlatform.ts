/**
 * The same question put to the platform: what is known of a person as the emulator knows it, and a message as the request
 * that would carry it.
 *
 * @module
 */
import type { Address, Conversation, LaneName, Message, Outbound, Permission, PolicyPack } from "@parley/core"
import { type Readings, Render, RenderSponsored } from "@parley/messenger-adapter"
import * as Either from "effect/Either"
import * as Judgement from "../../src/emulator/Judgement.ts"
import * as Windows from "../../src/emulator/Windows.ts"

type Channel = "messenger" | "instagram"

/** What both judges are told. */
export interface Question {
  readonly channel: Channel
  readonly pack: "seeds" | "current"
  readonly readings?: Readings.Readings
  readonly now: number
  readonly acts: ReadonlyArray<{ readonly act: string; readonly at: number }>
  readonly permissions: ReadonlyArray<Permission.Permission>
  /** What the person was asked to allow before. */
  readonly requests?: ReadonlyArray<Conversation.Requested>
  /** Where the person is; where their permissions were given, unless told. */
  readonly region?: string | undefined
  readonly approvals: ReadonlyArray<string>
  readonly message: Message.Message
  readonly author: Outbound.Author
  readonly cause: "answer" | "initiative"
}

/** What the emulator is told besides, where a case says so. */
export interface Besides {
  readonly owner?: "us" | "other"
  readonly blocked?: boolean
}

const kindOf = ({ address, kind }: Permission.Permission): Judgement.Kind =>
  kind === "privateReply" ? address._tag === "Post" ? "post" : "comment" : kind

/** Under which title leave on a topic is asked for: a title is what the platform knows it by, a topic what we do. */
export const titleOf = (topic: string): string => `About ${topic}`

const grantOf = (permission: Permission.Permission): Judgement.Grant => ({
  kind: kindOf(permission),
  id: permission.id,
  psid: "2",
  at: permission.grantedAt,
  ...(permission.topic === undefined ? {} : { title: titleOf(permission.topic) }),
  ...(permission.usedAt === undefined ? {} : { usedAt: permission.usedAt }),
  ...(permission.expiresAt === undefined ? {} : { expiresAt: permission.expiresAt }),
  ...(permission.stoppedAt === undefined ? {} : { stoppedAt: permission.stoppedAt })
})

/** Whether the emulator can follow these readings: it has a switch for the window of ads, and one reading of all else. */
export const follows = ({ readings = {} }: Pick<Question, "readings">): boolean =>
  Object.keys(readings).every((reading) => reading === "adWindow")

/** Where the person is, for either judge. */
export const regionOf = ({ permissions, region }: Pick<Question, "permissions" | "region">): string | undefined =>
  region ?? permissions.find((permission) => permission.region !== undefined)?.region

/** What the emulator knows of the same person. A delivery and a read are no acts, and the person is in one place. */
export const standing = (question: Question, besides: Besides = {}): Judgement.Standing => {
  const region = regionOf(question)
  const { channel } = question
  const strict: Judgement.Book["strict"] = {
    rules: question.pack === "seeds" ? "seeds" : "byDate",
    adWindow: question.readings?.adWindow ?? "7 days"
  }
  return Judgement.standing({
    channel,
    now: question.now,
    strict,
    // As the emulator keeps them.
    history: question.acts.reduce<ReadonlyArray<Judgement.Done>>(
      (history, { act, at }) =>
        Windows.isAct(act) ? Windows.record(history, { act, at }, { channel, strict }) : history,
      []
    ),
    grants: question.permissions.map(grantOf),
    approvals: {
      humanAgent: question.approvals.includes("humanAgent"),
      utility: question.approvals.includes("utility"),
      news: question.approvals.includes("news")
    },
    asked: (question.requests ?? []).flatMap(({ at, permission, title }) =>
      permission === "recurring" ? [{ at, title }] : []
    ),
    ...(region === undefined ? {} : { region }),
    ...besides
  })
}

const scoped: Address.Address = { _tag: "Scoped", id: "2" }

/** A way in which a message may be sent: its lane, its address, what is said. */
export interface Way {
  readonly lane: LaneName.LaneName
  readonly tag?: string | undefined
  readonly address?: Address.Address | undefined
  readonly message: Message.Message
}

/** The platform's answer; `"unsendable"` when the adapter makes no request of it. */
export const judge = (
  channel: Channel,
  known: Judgement.Standing,
  way: Way
): Judgement.Refusal | "unsendable" | undefined => {
  const isAd = way.lane === "sponsored"
  const request: Render.Request = {
    id: "o1",
    channel,
    address: way.address ?? scoped,
    message: way.message,
    lane: { lane: way.lane, rule: "", pack: "", ...(way.tag === undefined ? {} : { tag: way.tag }) }
  }
  const rendered: Either.Either<object, unknown> = isAd
    ? Either.map(RenderSponsored.render(request), ({ body }) => body)
    : Render.render(request)
  if (Either.isLeft(rendered)) return "unsendable"
  return (isAd ? Judgement.ofSponsored : Judgement.of)(known, { ...rendered.right })
}

const selling = new Set(["promotion", "crossSell"])

/** Whether nothing that the platform cannot see keeps this message from a lane: who wrote it, and what it says of itself. */
const isHonest = (rule: PolicyPack.LaneRule, message: Message.Message, { author, now }: Question): boolean => {
  const purpose = message.purpose ?? "reply"
  const promotes = message.promotional === true || selling.has(purpose)
  const recurs = message.recurs === true || purpose === "recurringContent"
  const past = purpose === "pastEvent" || (message.eventAt !== undefined && message.eventAt < now)
  return (rule.author === "any" || (rule.author === "human") === (author._tag === "Human"))
    && (rule.purposes === "any" || rule.purposes.includes(purpose))
    && !rule.forbids.some((row) => row.purpose === purpose)
    && (rule.promotional || !promotes)
    && (rule.recurring || !recurs)
    && (rule.past || !past)
    && (rule.wish === undefined || message.sponsored === true)
}

const addresses = (
  rule: PolicyPack.LaneRule,
  message: Message.Message,
  permissions: ReadonlyArray<Permission.Permission>
): ReadonlyArray<Address.Address | undefined> => {
  const kind = rule.permission
  if (kind === undefined || kind === "news") return [undefined]
  return permissions.filter((permission) =>
    permission.kind === kind && (kind === "privateReply" || permission.topic === message.topic)
  ).map(({ address }) => address)
}

const hasTemplate = ({ content, utility }: Message.Message): boolean =>
  content._tag === "Template" || (utility !== undefined && content._tag !== "Survey" && content._tag !== "Request")

/** Every way in which an honest app could try to send it, by the lanes that the pack ever had. */
export const ways = (pack: PolicyPack.PolicyPack, question: Question): ReadonlyArray<Way> => {
  const found: Array<Way> = []
  let message: Message.Message | undefined = question.message
  for (let tried = 0; message !== undefined && tried < 9; tried++) {
    const said: Message.Message = message
    for (const rule of pack.lanes) {
      if (!isHonest(rule, said, question)) continue
      // A form or a request for leave is what it is: no template says the same in its stead.
      if (rule.lane === "utility" ? !hasTemplate(said) : said.content._tag === "Template") continue
      for (const address of addresses(rule, said, question.permissions)) {
        found.push({ lane: rule.lane, tag: rule.tag, address, message: said })
      }
    }
    message = said.instead
  }
  return found
}
