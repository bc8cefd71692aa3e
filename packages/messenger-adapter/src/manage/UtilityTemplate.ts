/**
 * A utility template as code: its text, its parameters by name, and the message that fills it ("Send a utility message",
 * 13 March 2026).
 *
 * @module
 */
import type { Message } from "@parley/core"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as Invalid from "./Invalid.ts"
import * as Picture from "./Picture.ts"
import * as Placeholders from "./Placeholders.ts"
import * as Shape from "./Shape.ts"

/** A button: it answers with a payload, or opens a page. Each may hold one placeholder; an address may only end with it. */
export type Button =
  | { readonly title: string; readonly payload: string }
  | {
    readonly title: string
    readonly url: string
    /** A whole address as it may look; needed where the address has a placeholder. */
    readonly example?: string
  }

/** What stands above the text: words, or a picture, which is uploaded when the template is handed in. */
export type Header = { readonly text: string } | { readonly picture: Picture.Picture; readonly text?: string }

/** What a template is made of. `examples` has a value for each placeholder of the text, and of the header as "header.name". */
export interface Options<N extends string, B extends string, H extends Header, Bs extends ReadonlyArray<Button>> {
  readonly name: N
  /** Meta's code of the language, "en" or "de_DE". */
  readonly language: string
  readonly body: B
  readonly header?: H
  readonly buttons?: Bs
  readonly examples: Readonly<Record<InText<B, H>, string>>
}

type TextOf<H> = H extends { readonly text: infer T extends string } ? T : never
type InText<B extends string, H> = Placeholders.Of<B> | ([TextOf<H>] extends [never] ? never : InHeader<TextOf<H>>)
type InHeader<T extends string> = Placeholders.Of<T> extends infer N extends string ? `header.${N}` : never
type Places = { readonly "0": "1"; readonly "1": "2"; readonly "2": "3" }
type InButton<B, Place extends string> = B extends { readonly url: infer U extends string }
  ? [Placeholders.Of<U>] extends [never] ? never : `button.${Place}.url`
  : B extends { readonly payload: infer P extends string }
    ? [Placeholders.Of<P>] extends [never] ? never : `button.${Place}.payload`
  : never
type InButtons<Bs> = {
  [K in keyof Bs & keyof Places]: InButton<Bs[K], Places[K]>
}[keyof Bs & keyof Places]

/** A template: what it is, and for the compiler the names of its parameters. */
export interface UtilityTemplate<N extends string = string, P extends string = string> {
  readonly name: N
  readonly language: string
  readonly body: string
  readonly header?: Header
  readonly buttons?: ReadonlyArray<Button>
  readonly examples: Readonly<Record<string, string>>
  /** For the compiler alone. */
  readonly Parameters?: () => P
}

/** A template breaks rules of the platform: all of them at once, each with its cure. */
export class InvalidTemplate extends Schema.TaggedError<InvalidTemplate>()("InvalidTemplate", {
  template: Schema.String,
  problems: Schema.NonEmptyArray(Schema.Struct({ field: Schema.String, problem: Schema.String, cure: Schema.String }))
}) {
  override get message() {
    const lines = this.problems.map(({ cure, field, problem }) => `  ${field}: ${problem}; ${cure}`)
    return `The template ${this.template} cannot be used:\n${lines.join("\n")}`
  }
}

/** The name and language by which a template is known. */
export const keyOf = ({ language, name }: Pick<UtilityTemplate, "name" | "language">): string => `${name}/${language}`

const headerText = (header: Header | undefined): string => header?.text ?? ""

const inButton = (button: Button): string => "url" in button ? button.url : button.payload

/** The names of a template's parameters, as messages give them. */
export const parameters = ({ body, buttons = [], header }: UtilityTemplate): ReadonlyArray<string> => [
  ...Placeholders.names(headerText(header)).map((name) => `header.${name}`),
  ...Placeholders.names(body),
  ...buttons.flatMap((button, index) =>
    Placeholders.names(inButton(button)).map(() => `button.${index + 1}.${"url" in button ? "url" : "payload"}`)
  )
]

const faultIn = (field: string, text: string, edges: "free" | "bare"): Invalid.Invalid | undefined => {
  const fault = Placeholders.fault(text, { edges })
  return fault === undefined ? undefined : new Invalid.Invalid({ field, ...fault })
}

const buttonProblems = (button: Button, index: number): ReadonlyArray<Invalid.Invalid | undefined> => {
  const field = `buttons[${index}]`
  const placed = Placeholders.names(inButton(button))
  const many = placed.length < 2 ? undefined : new Invalid.Invalid({
    field,
    problem: "it has more than one placeholder",
    cure: "put all that differs into one"
  })
  if (!("url" in button)) return [Invalid.length(`${field}.title`, button.title, Number.POSITIVE_INFINITY), many]
  return [
    Invalid.length(`${field}.title`, button.title, Number.POSITIVE_INFINITY),
    many,
    Invalid.https(`${field}.url`, button.url.replace(/\{\{\w+\}\}$/, "")),
    placed.length > 0 && !button.url.endsWith("}}")
      ? new Invalid.Invalid({
        field: `${field}.url`,
        problem: "its placeholder is not at its end",
        cure: "move it there"
      })
      : undefined,
    placed.length > 0 && button.example === undefined
      ? new Invalid.Invalid({
        field: `${field}.example`,
        problem: "it is missing",
        cure: "give a whole address as it may look"
      })
      : undefined
  ]
}

/** What is wrong with a template. */
export const problems = (template: UtilityTemplate): ReadonlyArray<Invalid.Invalid> => {
  const { body, buttons = [], examples, header, name } = template
  const texts = Placeholders.names(`${headerText(header)} ${body}`)
  const formats = texts.some((one) => /^\d+$/.test(one)) && texts.some((one) => !/^\d+$/.test(one))
  const wanted = parameters(template).filter((one) => !one.startsWith("button."))
  return [
    /^[a-z0-9_]+$/.test(name) ? undefined : new Invalid.Invalid({
      field: "name",
      problem: "it has more than small letters, digits and _",
      cure: "write it like order_left"
    }),
    Invalid.length("body", body, Number.POSITIVE_INFINITY),
    faultIn("body", body, "bare"),
    faultIn("header", headerText(header), "free"),
    header !== undefined && "picture" in header ? Picture.problem("header.picture", header.picture) : undefined,
    formats
      ? new Invalid.Invalid({
        field: "header",
        problem: "header and body differ in how they name placeholders",
        cure: "number all, or name all"
      })
      : undefined,
    ...buttons.flatMap(buttonProblems),
    ...wanted.filter((one) => (examples[one] ?? "").trim() === "").map((one) =>
      new Invalid.Invalid({ field: `examples["${one}"]`, problem: "it is missing", cure: "the reviewers ask for one" })
    )
  ].filter((found) => found !== undefined)
}

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

const Stored = Schema.Struct({
  name: Schema.String,
  language: Schema.String,
  body: Schema.String,
  header: optional(Schema.Union(
    Schema.Struct({ picture: Picture.Picture, text: optional(Schema.String) }),
    Schema.Struct({ text: Schema.String })
  )),
  buttons: optional(Schema.Array(Schema.Union(
    Schema.Struct({ title: Schema.String, url: Schema.String, example: optional(Schema.String) }),
    Schema.Struct({ title: Schema.String, payload: Schema.String })
  ))),
  examples: Schema.optionalWith(Schema.Record({ key: Schema.String, value: Schema.String }), { default: () => ({}) })
})

const shaped: { readonly [field: string]: string } = {
  name: "\"order_left\"",
  language: "\"en\"",
  body: "\"Your order {{order}} has left.\"",
  header: "{ text: \"News of your order\" }",
  buttons: "[{ title: \"Track it\", url: \"https://example.com/orders\" }]",
  examples: "{ order: \"4711\" }"
}

const whole = "{ name, language, body, examples }"

/** What of a template is missing or of another kind than it has to be. */
export const misfits = (template: unknown): ReadonlyArray<Invalid.Invalid> =>
  Shape.problems(Stored, template, {
    whole: "template",
    cure: (field) => `write it like ${Object.hasOwn(shaped, field) ? `{ ${field}: ${shaped[field]} }` : whole}`
  })

const called = (template: unknown): string => {
  const { language, name }: { readonly [field: string]: unknown } = Predicate.isRecord(template) ? template : {}
  if (!Predicate.isString(name)) return "without a name"
  return Predicate.isString(language) ? keyOf({ name, language }) : name
}

const refusalOf = (template: UtilityTemplate): InvalidTemplate | undefined => {
  const strange = misfits(template)
  const found = strange.length > 0 ? strange : problems(template)
  const [first, ...more] = found.map(({ cure, field, problem }) => ({ field, problem, cure }))
  return first === undefined
    ? undefined
    : new InvalidTemplate({ template: called(template), problems: [first, ...more] })
}

/**
 * A utility template. Throws `InvalidTemplate` where its text breaks a rule of the platform, so that it shows when the
 * program starts.
 *
 * @example
 * import { UtilityTemplate } from "@parley/messenger-adapter"
 *
 * const left = UtilityTemplate.make({
 *   name: "order_left",
 *   language: "en",
 *   body: "Good news, {{name}}: your order {{order}} has left.",
 *   examples: { name: "Ana", order: "4711" }
 * })
 *
 * UtilityTemplate.fill(left, { name: "Joe", order: "12" }).parameters
 * // => { name: "Joe", order: "12" }
 */
export const make = <
  const N extends string,
  const B extends string,
  const H extends Header = never,
  const Bs extends ReadonlyArray<Button> = readonly []
>(options: Options<N, B, H, Bs>): UtilityTemplate<N, InText<B, H> | InButtons<Bs>> => {
  const template: UtilityTemplate<N, InText<B, H> | InButtons<Bs>> = { ...options, examples: { ...options?.examples } }
  const refusal = refusalOf(template)
  if (refusal !== undefined) throw refusal
  return template
}

/** A template as it stands in a file that another one loads, checked like one that `make` makes. */
export const read = (value: { readonly name: string; readonly language: string }): Either.Either<
  UtilityTemplate,
  InvalidTemplate
> => {
  const decoded = Schema.decodeUnknownOption(Stored)(value)
  // What is no template is told by its own words, whatever the type says of it.
  const template: UtilityTemplate = Option.getOrElse(decoded, () => value as UtilityTemplate)
  const refusal = refusalOf(template)
  return refusal === undefined ? Either.right(template) : Either.left(refusal)
}

/** The content of a message by a template, with a value for each of its parameters. */
export const fill = <P extends string>(
  template: UtilityTemplate<string, P>,
  values: Readonly<Record<NoInfer<P>, string>>
): Extract<Message.Content, { readonly _tag: "Template" }> => ({
  _tag: "Template",
  name: template.name,
  language: template.language,
  parameters: { ...values }
})
