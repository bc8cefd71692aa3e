/**
 * Limits that the compiler can see: of a text or a list that is written out. What it cannot see is checked before it is said.
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
export type Within<T extends string, Max extends number> = string extends T ? unknown
  : true extends Exceeds<T, Max> ? Refused<`it has more than ${Max} characters`>
  : unknown

/** Nothing more to ask of a text that is not known, or within the limit and not empty. */
export type Short<T extends string, Max extends number> = T extends "" ? Refused<"it is empty"> : Within<T, Max>

/** Nothing more to ask of what is no text, and of a text that is not known or within the limit. */
export type WithinIf<T, Max extends number> = T extends string ? Within<T, Max> : unknown

/** The numbers of things that a list may have up to a limit. */
interface UpTo {
  readonly 1: 0 | 1
  readonly 3: 0 | 1 | 2 | 3
  readonly 6: 0 | 1 | 2 | 3 | 4 | 5 | 6
  readonly 10: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10
  readonly 13: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13
}

interface Below {
  readonly 0: never
  readonly 1: 0
  readonly 2: 0 | 1
}

/** Nothing more to ask of a list whose length is not known, or within `Least` and `Max`. */
export type Few<L extends ReadonlyArray<unknown>, Max extends keyof UpTo, Least extends 0 | 1 | 2 = 0> = number extends
  L["length"] ? unknown
  : L["length"] extends Exclude<UpTo[Max], Below[Least]> ? unknown
  : Refused<`it has ${L["length"]} of ${Least} to ${Max}`>

/** Whether one of several things has a title that is written out over the limit. */
type Overtitled<T, Max extends number> = T extends { readonly title: infer Title extends string }
  ? string extends Title ? false : Exceeds<Title, Max>
  : false

/** Nothing more to ask of things whose titles are not known, or within the limit. */
export type Titled<L extends ReadonlyArray<unknown>, Max extends number> = true extends Overtitled<L[number], Max>
  ? Refused<`a title has more than ${Max} characters`>
  : unknown
