/**
 * Links that open a conversation: `m.me` for pages, `ig.me` for Instagram ("m.me Links", 23 March 2026).
 *
 * @module
 */
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { Invalid } from "./Invalid.ts"

/** A link to a page, by its name or id, or to an Instagram account, by its user name. */
export type LinkOptions =
  | {
    readonly channel?: "messenger"
    readonly account: string
    /** Comes back when the person follows the link: what `Start.ref` of a dialogue hears. */
    readonly ref?: string
    /** Written into the person's input, for them to send. */
    readonly text?: string
  }
  | { readonly channel: "instagram"; readonly account: string; readonly ref?: string }

const longestRef = 2083

/** The characters that Meta's page allows. */
const refCharacters = /^[A-Za-z0-9\-_=]+$/

const refProblem = (ref: string): Invalid | undefined => {
  if (ref.length > longestRef) {
    const problem = `it has ${ref.length} characters and the limit is ${longestRef}`
    return new Invalid({ field: "ref", problem, cure: "name a record of yours instead of its content" })
  }
  if (refCharacters.test(ref)) return undefined
  const cure = "use letters, digits, - _ and =; MeLink.ref writes any value with them"
  return new Invalid({ field: "ref", problem: "it is empty or has characters that links do not take", cure })
}

const accountProblem = (account: string): Invalid | undefined =>
  /^[A-Za-z0-9._]+$/.test(account) ? undefined : new Invalid({
    field: "account",
    problem: "it is no name of a page or account",
    cure: "give the name or the id as it stands in the page's address"
  })

/**
 * The link.
 *
 * @throws Invalid when the account or the ref is not one that links take
 *
 * @example
 * import { MeLink } from "@parley/messenger-adapter"
 *
 * MeLink.make({ account: "pizzeria", ref: "menu" }) // => "https://m.me/pizzeria?ref=menu"
 */
export const make = (options: LinkOptions): string => {
  const { account, ref } = options
  const problem = accountProblem(account) ?? (ref === undefined ? undefined : refProblem(ref))
  if (problem !== undefined) throw problem
  const url = new URL(options.channel === "instagram" ? `https://ig.me/m/${account}` : `https://m.me/${account}`)
  if (ref !== undefined) url.searchParams.set("ref", ref)
  if (options.channel !== "instagram" && options.text !== undefined) url.searchParams.set("text", options.text)
  // In an address a plus is a space only to those who read it as a form.
  return url.href.replaceAll("+", "%20")
}

/** A kind of ref that carries a value. */
export interface Ref<A> {
  readonly name: string
  /**
   * The ref of a value: the name, "=", and the value in letters and digits.
   *
   * @throws Invalid when it is longer than links take
   */
  readonly to: (value: A) => string
  /** The value of a ref, when it is of this kind and can be read. Whoever has a link can write another: trust it as little as a text. */
  readonly read: (ref: string) => Option.Option<A>
}

/**
 * A kind of ref, by a name of letters, digits, - and _, and the schema of what it carries.
 *
 * @throws Invalid when the name has other characters
 *
 * @example
 * import { MeLink } from "@parley/messenger-adapter"
 * import { Schema } from "effect"
 *
 * const table = MeLink.ref("table", Schema.Struct({ number: Schema.Number }))
 * table.to({ number: 7 }) // => "table=eyJudW1iZXIiOjd9"
 */
export const ref = <A, I>(name: string, schema: Schema.Schema<A, I>): Ref<A> => {
  if (!/^[A-Za-z0-9\-_]+$/.test(name)) {
    const cure = "use letters, digits, - and _"
    throw new Invalid({ field: "name", problem: `"${name}" is no name of a ref`, cure })
  }
  const json = Schema.parseJson(schema)
  const encode = Schema.encodeSync(json)
  const decode = Schema.decodeOption(json)
  const prefix = `${name}=`
  return {
    name,
    to: (value) => {
      const written = prefix + Buffer.from(encode(value)).toString("base64url")
      const problem = refProblem(written)
      if (problem !== undefined) throw problem
      return written
    },
    read: (text) =>
      text.startsWith(prefix) && refCharacters.test(text)
        ? decode(Buffer.from(text.slice(prefix.length), "base64url").toString())
        : Option.none()
  }
}
