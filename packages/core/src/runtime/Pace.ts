/**
 * How the runtime lets time pass where nobody but a reader of the chat would notice: the pauses of typing, and work that
 * leaves the process. Virtual time puts its own in place, so that it can pass through pauses and wait for work exactly.
 *
 * @module
 */
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { identity } from "effect/Function"
import * as Layer from "effect/Layer"
import type { Millis } from "../model/Instant.ts"

/** The two ways in which the runtime lets time pass. */
export interface Service {
  /** Waits as typing does. */
  readonly wait: (length: Millis) => Effect.Effect<void>
  /** Marks work that may go outside the process; `origin` names it in reports. */
  readonly work: (origin: string) => <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
}

const live: Service = {
  wait: (length) => Effect.sleep(Duration.millis(length)),
  work: () => identity
}

/** How the runtime lets time pass; the clock of the moment unless another one is given. */
export class Pace extends Context.Reference<Pace>()("@parley/core/Pace", { defaultValue: () => live }) {
  /** A pace that never pauses. */
  static readonly layerNone: Layer.Layer<never> = Layer.succeed(Pace, { ...live, wait: () => Effect.void })

  /** A pace of one's own. */
  static readonly layer = (service: Service): Layer.Layer<never> => Layer.succeed(Pace, service)
}
