/**
 * A dialogue as a drawing: its states and the ways between them, for checks and searches.
 *
 * @module
 */
import type { Millis } from "../model/Instant.ts"
import type { Message } from "../model/Message.ts"

/** How a state is left. */
export type Way = "answer" | "command" | "auto" | "timer" | "signal" | "released" | "result" | "refused"

/** One way from a state to another. `times` bounds how often a timer leads on before the person says something. */
export interface Edge {
  readonly by: Way
  readonly to: string
  readonly label: string
  readonly after?: Millis | "dynamic"
  readonly times?: number
}

/**
 * A state as the checks see it: whether its words need an open window, whether it ends, whether the person is heard. `message` is
 * what policy reads of words that have a purpose; `...` stands there for the words, and for what the context decides.
 */
export interface Sketch {
  readonly path: string
  readonly word: string
  readonly plain: boolean
  readonly ends: boolean
  readonly message?: Message
  readonly edges: ReadonlyArray<Edge>
}

/**
 * A whole dialogue as a drawing. `entrances` lead on from wherever it stands: commands that leave, and the refusal of a message;
 * `refusing` are the states whose refused messages take that way when no lane is open.
 */
export interface Chart {
  readonly initial: string
  readonly sketches: ReadonlyArray<Sketch>
  readonly entrances: ReadonlyArray<Edge>
  readonly refusing: ReadonlyArray<string>
}
