/**
 * Where an explored conversation stands: the innermost states, what its questions offer, and a name for it that two moments share
 * when the same things can happen next.
 *
 * @module
 */
import type { Definition } from "@parley/core"
import { PolicyPack, Position, Snapshot, Window, Workings } from "@parley/core"
import type { Ground, Moment } from "./Model.ts"

type Node = ReturnType<typeof Position.leaves>[number]

/** A dialogue that is active: its definition, its innermost states with all above them, and the context as guards see it. */
export interface Active {
  readonly definition: Definition.Definition
  readonly leaves: ReadonlyArray<Node>
  readonly paths: ReadonlyArray<string>
  readonly position: Position.Position
  readonly context: Definition.MachineContext
}

const pathsOf = (leaf: Node): ReadonlyArray<string> =>
  leaf.path.map((_: string, index: number) => leaf.path.slice(0, index + 1).join("."))

/** Where the dialogue stands, if one is active. */
export const of = (given: Ground, { conversation, now }: Moment): Active | undefined => {
  const active = conversation.dialogue
  const definition = active === undefined ? undefined : given.dialogues.byId.get(active.id)
  if (active === undefined || definition === undefined) return undefined
  const read = Snapshot.decode(Workings.of(definition), active.snapshot)
  if (read._tag === "Left" || read.right._tag !== "Stands") return undefined
  const { position } = read.right
  const leaves = Position.leaves(definition.machine.root, position.value)
  const turn = {
    at: now,
    locale: conversation.locale ?? given.definition.locale,
    channel: conversation.id.channel,
    person: conversation.person
  }
  return {
    definition,
    leaves,
    paths: [...new Set(leaves.flatMap(pathsOf))],
    position,
    context: { data: position.data, sys: { ...position.sys, turn } }
  }
}

/** Whether the window is open. */
export const isOpen = (given: Ground, { conversation, now }: Moment): boolean =>
  Window.state(conversation.acts, PolicyPack.on(given.pack, now), now)._tag === "Open"

interface Params {
  readonly at: string
  readonly part: string
}

interface Guarded {
  readonly guard?: { readonly type?: string; readonly params?: Params } | undefined
}

type Guard = (given: { readonly context: unknown; readonly event: unknown }, params: Params) => boolean

/** What the guards of a state answer when nothing was said: what they make of the context alone. */
const valuations = ({ context, definition, leaves }: Active): string => {
  const is = definition.machine.implementations.guards["is"] as unknown as Guard | undefined
  if (is === undefined) return ""
  const answers: Array<string> = []
  // Made anew: questions remember how they read an event.
  const event = { type: "in.message", text: "" }
  for (const leaf of leaves) {
    // XState's own transitions; read here and nowhere changed.
    for (const way of [...leaf.transitions.values()].flat() as ReadonlyArray<Guarded>) {
      if (way.guard?.type !== "is" || way.guard.params === undefined) continue
      try {
        answers.push(is({ context, event }, way.guard.params) ? "1" : "0")
      } catch {
        answers.push("?")
      }
    }
  }
  return answers.join("")
}

const day = 86_400_000

/** Whether something is due before a window that opens now would shut. */
const isNear = ({ conversation, now }: Moment): boolean => conversation.timers.some(({ due }) => due - now <= day)

const circumstances = (given: Ground, moment: Moment, active: Active | undefined): ReadonlyArray<unknown> => {
  const { conversation } = moment
  return [
    active === undefined ? "" : [
      active.definition.id,
      active.position.value,
      active.position.frames.map(({ value }) => value),
      active.position.deferred.length > 0
    ],
    conversation.tasks.map(({ id }) => id),
    conversation.owner._tag,
    isOpen(given, moment),
    isNear(moment),
    conversation.permissions.filter(({ stoppedAt, usedAt }) => stoppedAt === undefined && usedAt === undefined).length
  ]
}

/**
 * The name of a moment in which the same can happen next as in others of that name, as far as can be told: the state and the places to
 * come back to, what guards make of the context, who has the conversation, and whether the window is open.
 */
export const kind = (given: Ground, moment: Moment, active: Active | undefined): string =>
  JSON.stringify([...circumstances(given, moment, active), active === undefined ? "" : valuations(active)])

/** The name of a moment that only its like has, though at another time. */
export const exact = (given: Ground, moment: Moment, active: Active | undefined): string => {
  const { dialogue, disclosure, locale, person } = moment.conversation
  return JSON.stringify([
    ...circumstances(given, moment, active),
    // Read from the stored form: a context need not be JSON itself.
    (dialogue?.snapshot as { readonly data?: unknown } | undefined)?.data,
    active?.position.sys.retries,
    active?.position.sys.drafts,
    active?.position.sys.trail.slice(-3),
    disclosure._tag,
    locale,
    person
  ])
}
