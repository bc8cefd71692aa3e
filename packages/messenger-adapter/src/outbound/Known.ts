/**
 * Templates that Meta took away, as the compiler can see them: by a name that is written out.
 *
 * @module
 */
import type { Literal } from "@parley/core"

/** Templates that Meta took away: `list` and `open_graph` in 2019 and 2020, those of airlines later. */
export type Retired = "list" | "open_graph" | `airline_${string}`

/** Nothing more to ask of a template that is not known, or that may still be there. */
export type Alive<T extends string> = string extends T ? unknown
  : T extends Retired ? Literal.Refused<"Meta took this template away">
  : unknown
