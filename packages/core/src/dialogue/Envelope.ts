/**
 * What a dialogue is told in one turn: what happened, and the few facts it may know besides.
 *
 * @module
 */
import type { Attachment, Location, Rating, Referral } from "../model/Inbound.ts"
import type { Instant } from "../model/Instant.ts"
import type { Json } from "../model/Json.ts"
import type { Refusal } from "../model/LaneName.ts"
import type { PermissionKind } from "../model/Permission.ts"
import type { OptInChange } from "./Definition.ts"

/** What a dialogue can be told. */
export type DialogueEvent =
  /**
   * The dialogue begins; `input` is what `goto` or a signal gave it, `text` the comment or post that opened it, `answers` what the
   * person said in the survey that did.
   */
  | {
    readonly type: "start"
    readonly input?: Json
    readonly referral?: Referral
    readonly text?: string
    readonly answers?: ReadonlyArray<Rating>
  }
  /** The person answered: words, a payload of ours (`choice`), attachments, a place. */
  | {
    readonly type: "message"
    readonly text?: string
    readonly choice?: string
    readonly attachments?: ReadonlyArray<Attachment>
    readonly location?: Location
  }
  /**
   * The person gave leave to be written to about `topic`, or took it back. `state` is the place that asked, when the channel
   * gave our own payload back.
   */
  | {
    readonly type: "optedIn"
    readonly change: OptInChange
    readonly permission?: PermissionKind
    readonly topic?: string
    readonly state?: string
  }
  /** The person filled in a survey. */
  | { readonly type: "rated"; readonly answers: ReadonlyArray<Rating> }
  /**
   * A command of the dialogue or of the repair kit, recognised by `Route`. `text`: the words it was recognised by; when the
   * question that is open offers an option that they mean, they are its answer instead.
   */
  | { readonly type: "command"; readonly name: string; readonly text?: string }
  | { readonly type: "signal"; readonly name: string; readonly payload: Json }
  /** A timer fired: the event that was stored with it. */
  | { readonly type: "timer"; readonly id: string; readonly event: Json }
  | { readonly type: "taskSucceeded"; readonly id: string; readonly output?: Json }
  | { readonly type: "taskFailed"; readonly id: string; readonly failure?: string; readonly error: Json }
  /** The conversation came back from a person or another app. */
  | { readonly type: "released" }
  /** A message with `otherwise: "refuse"` could not be sent. `state` is the place that said it, when that is known. */
  | { readonly type: "refused"; readonly refusal: Refusal; readonly state?: string }

/** All that a dialogue can know of one turn. Nothing else is readable inside it, so replay is exact. */
export interface Envelope {
  readonly event: DialogueEvent
  readonly at: Instant
  readonly locale: string
  readonly channel: string
  readonly person: { readonly [key: string]: Json }
}
