/**
 * What a state says about itself to the compiler: nothing of it exists at run time.
 *
 * @module
 */

/**
 * The facts of one state: the services its task needs; the states it reaches at a time when the window may be shut;
 * whether its words need an open window; the purposes and capabilities that its messages need.
 */
export interface Facts {
  readonly services: unknown
  readonly unproven: string
  readonly plain: boolean
  readonly purposes: string
  readonly capabilities: string
}

/** Facts of a state that says plain words. */
export interface Plain<Unproven extends string = never> {
  readonly services: never
  readonly unproven: Unproven
  readonly plain: true
  readonly purposes: never
  readonly capabilities: never
}

/** Facts of a state that says nothing a shut window would stop. */
export interface Silent<Unproven extends string = never, Services = never> {
  readonly services: Services
  readonly unproven: Unproven
  readonly plain: false
  readonly purposes: never
  readonly capabilities: never
}

/** Facts of a state that says something for a purpose, or needs something of the channel. */
export interface Special<
  Purposes extends string,
  Capabilities extends string,
  Unproven extends string = never,
  Services = never,
  IsPlain extends boolean = false
> {
  readonly services: Services
  readonly unproven: Unproven
  readonly plain: IsPlain
  readonly purposes: Purposes
  readonly capabilities: Capabilities
}

/** What a message with an approved template needs: templates at all, and this one where the compiler knows its name. */
export type NeedsTemplate<Name extends string> = [Name] extends [never] ? never
  : "utility" | (string extends Name ? never : `the template ${Name}`)

/** What transports offer, with every template where none of them says which it has. */
export type WithTemplates<Offered extends string> =
  | Offered
  | ([Extract<Offered, `the template ${string}`>] extends [never] ? `the template ${string}` : never)

/** A sentence that the compiler prints where it refuses something. */
export interface Refused<Sentence extends string> {
  readonly "✗": Sentence
}

type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9"
type Hours = Digit | `1${Digit}` | "20" | "21" | "22" | "23"
type Small = Digit | `${Digit}${Digit}` | `${Digit}${Digit}${Digit}`

/** Whether a duration, as it is written, is shorter than a day: at most 23 hours, or 999 of a smaller unit. */
export type IsUnderDay<D> = D extends `${infer N} hour${"s" | ""}` ? N extends Hours ? true : false
  : D extends `${infer N} ${"minute" | "second" | "milli"}${"s" | ""}` ? N extends Small ? true : false
  : false

/** The targets of a timer that the compiler cannot prove to fire inside the window. */
export type Unproven<D, T extends string> = IsUnderDay<D> extends true ? never : T

type UnprovenOf<RS> = { [P in keyof RS]: RS[P] extends { readonly unproven: infer U } ? U : never }[keyof RS]

/** Refuses plain words where the window may be shut. */
export type CheckWindow<RS> = {
  readonly [P in keyof RS & UnprovenOf<RS>]: RS[P] extends { readonly plain: true } ? Refused<
      "this state is reached by a signal, or by a timer of a day or more: the window may be shut by then. Use d.notify(…, { purpose, otherwise })"
    >
    : unknown
}

/** What the states of a dialogue need together. */
export interface Needs<Services, Purposes extends string, Capabilities extends string> {
  readonly services: Services
  readonly purposes: Purposes
  readonly capabilities: Capabilities
}

type Each<F, Key extends keyof Facts> = F extends Facts ? F[Key] : never

/** The needs of all states of a dialogue. */
export type NeedsOf<RS> = Needs<
  Each<RS[keyof RS], "services">,
  Each<RS[keyof RS], "purposes"> & string,
  Each<RS[keyof RS], "capabilities"> & string
>
