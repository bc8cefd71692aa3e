/**
 * Limits that the compiler can see: of a text or a list that is written out. What it cannot see is checked before it is sent.
 *
 * @module
 */

type Capital =
  | "A"
  | "B"
  | "C"
  | "D"
  | "E"
  | "F"
  | "G"
  | "H"
  | "I"
  | "J"
  | "K"
  | "L"
  | "M"
  | "N"
  | "O"
  | "P"
  | "Q"
  | "R"
  | "S"
  | "T"
  | "U"
  | "V"
  | "W"
  | "X"
  | "Y"
  | "Z"
type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9"
type Sign =
  | " "
  | "."
  | ","
  | ":"
  | ";"
  | "!"
  | "?"
  | "'"
  | "\""
  | "-"
  | "_"
  | "("
  | ")"
  | "/"
  | "%"
  | "&"
  | "+"
  | "#"
  | "@"
  | "$"
  | "*"

/** What surely counts as one character. Others may be halves of one, and are left to the check before the send. */
type Plain = Capital | Lowercase<Capital> | Digit | Sign

/** Whether a text has more than `Max` plain characters. */
type Exceeds<T extends string, Max extends number, Seen extends ReadonlyArray<0> = []> = T extends
  `${infer Head}${infer Rest}`
  ? Head extends Plain ? Seen["length"] extends Max ? true : Exceeds<Rest, Max, [...Seen, 0]>
  : Exceeds<Rest, Max, Seen>
  : false

/** Why a literal is refused. */
export interface Refused<Why extends string> {
  readonly refused: Why
}

/** Nothing more to ask of a text that is not known, or within the limit. */
export type Short<T extends string, Max extends number> = string extends T ? unknown
  : true extends Exceeds<T, Max> ? Refused<`it has more than ${Max} characters`>
  : T extends "" ? Refused<"it is empty">
  : unknown

/** The numbers below a limit that lists here have, the limit included. */
interface UpTo {
  readonly 1: 0 | 1
  readonly 3: 0 | 1 | 2 | 3
  readonly 6: 0 | 1 | 2 | 3 | 4 | 5 | 6
  readonly 10: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10
}

/** Nothing more to ask of a list whose length is not known, or within `Least` and `Max`. */
export type Few<L extends ReadonlyArray<unknown>, Max extends keyof UpTo, Least extends 0 | 1 | 2 = 0> = number extends
  L["length"] ? unknown
  : L["length"] extends Exclude<UpTo[Max], Below[Least]> ? unknown
  : Refused<`it has ${L["length"]} of ${Least} to ${Max}`>

interface Below {
  readonly 0: never
  readonly 1: 0
  readonly 2: 0 | 1
}

/** Templates that Meta took away: `list` and `open_graph` in 2019 and 2020, those of airlines later. */
export type Retired = "list" | "open_graph" | `airline_${string}`

/** Nothing more to ask of a template that is not known, or that may still be there. */
export type Alive<T extends string> = string extends T ? unknown
  : T extends Retired ? Refused<"Meta took this template away">
  : unknown
