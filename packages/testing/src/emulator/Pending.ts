/**
 * A webhook that waits to be answered.
 *
 * @module
 */
import type { JsonObject } from "./JsonObject.ts"
import type { Field } from "./Settings.ts"

/** One event on its way to the app. */
export interface Pending {
  readonly seq: number
  readonly page: string
  /** The person it is about; empty when about nobody. Events of one person keep their order. */
  readonly psid: string
  readonly field: Field
  readonly array: "messaging" | "standby" | "changes" | "calls"
  readonly event: JsonObject
  /** When it happened, on the emulator's clock. */
  readonly at: number
  readonly attempts: number
  /** Not to be sent before this moment of the emulator's clock. */
  readonly notBefore: number
  /** How many more times it is sent after it was taken, as the platform sometimes does. */
  readonly copies: number
  /** Whether later events of the person may overtake it. */
  readonly overtakable: boolean
  /** Events with the same number go in one POST. */
  readonly group?: number
  /** Signed with a wrong secret. */
  readonly forged?: boolean
}
