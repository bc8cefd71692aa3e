/**
 * A recording taken again by another build: turn by turn through the pure turn, without a store, a channel or a clock.
 *
 * @module
 */
import type { BotDefinition, Inbound, JournalEntry, PolicyPack } from "@parley/core"
import { Conversation, Dialogues, Payload, PolicyPack as Packs, Snapshot, Turn, Workings } from "@parley/core"
import { Capabilities, Packs as MessengerPacks } from "@parley/messenger-adapter"
import * as Either from "effect/Either"
import type { Recording } from "./Recording.ts"

/** The bot that takes it again, and the account by whose rules it speaks. */
export interface Options {
  readonly definition: BotDefinition.BotDefinition
  readonly pack?: MessengerPacks.Name
  /** What the account was approved for; `humanAgent` and `utility` unless given. */
  readonly approvals?: ReadonlyArray<string>
  /** The names and states of the account's templates, where the bot knows them. */
  readonly templates?: Turn.Facts["templates"]
}

/** One turn as it was recorded and as it goes now; `problem` says why a dialogue cannot take it. */
export interface Pair {
  readonly was: JournalEntry.JournalEntry
  readonly is: JournalEntry.JournalEntry
  readonly problem: string | undefined
}

const channelOf = (channel: string) => channel === "instagram" ? "instagram" : "messenger"

/** Makes what takes the turns of recordings again, one pair after the other. */
export const make = ({ approvals = ["humanAgent", "utility"], definition, pack = "current", templates }: Options) => {
  const dialogues = Dialogues.make(definition.dialogues)
  const lines = new Map(
    (["messenger", "instagram"] as const).map((channel) => [
      channel,
      { rules: MessengerPacks.named(pack, channel), capabilities: Capabilities.of(channel) }
    ])
  )
  const lineOf = (
    channel: string
  ): { readonly rules: PolicyPack.PolicyPack; readonly capabilities: Turn.Facts["capabilities"] } => {
    const line = lines.get(channelOf(channel))
    // Both channels are in the table.
    if (line === undefined) throw new Error(`no rules for ${channel}`)
    return line
  }

  /** Why the dialogue that stood at the end cannot go on in this build; `undefined` where it can. */
  const obstacle = ({ head: { stands } }: Recording): string | undefined => {
    if (stands === undefined) return undefined
    const dialogue = dialogues.byId.get(stands.id)
    if (dialogue === undefined) return `there is no dialogue "${stands.id}" any more`
    const read = Snapshot.decode(Workings.of(dialogue), stands.snapshot)
    if (Either.isLeft(read)) return read.left.message
    return read.right._tag === "Restarts" ? `it begins anew: ${read.right.reason}` : undefined
  }

  /** A payload of a button that was of its time then is of its time now: this build offered it. */
  const today = (payload: string, versions: ReadonlyMap<string, number>): string => {
    const choice = Payload.decode(payload)
    if (choice === undefined || versions.get(choice.dialogue) !== choice.version) return payload
    const version = dialogues.byId.get(choice.dialogue)?.version ?? choice.version
    return Payload.encode({ ...choice, version })
  }

  const retold = (inbound: Inbound.Inbound, versions: ReadonlyMap<string, number>): Inbound.Inbound => {
    const { event } = inbound
    if (event._tag === "Tapped") return { ...inbound, event: { ...event, payload: today(event.payload, versions) } }
    return event._tag === "Said" && event.choice !== undefined
      ? { ...inbound, event: { ...event, choice: today(event.choice, versions) } }
      : inbound
  }

  /** The turns of a recording as they go now. */
  const turns = function*({ head, turns }: Recording): Generator<Pair> {
    const versions = new Map<string, number>()
    const { capabilities, rules } = lineOf(head.conversation.channel)
    let conversation = Conversation.empty(head.conversation)
    for (const [index, was] of turns.entries()) {
      const taken = Turn.take(conversation, { sequence: index + 1, inbound: retold(was.inbound, versions) }, {
        definition,
        dialogues,
        view: Packs.on(rules, was.at),
        approvals,
        templates,
        capabilities,
        now: was.at
      })
      conversation = taken.commit.conversation
      if (was.dialogue !== undefined) versions.set(was.dialogue.id, was.dialogue.version)
      yield { was, is: taken.commit.journal, problem: taken.problem }
    }
  }

  return { obstacle, turns }
}

/** What takes recordings again. */
export type Fold = ReturnType<typeof make>
