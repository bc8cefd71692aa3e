/**
 * Personas: other names and pictures under which a page writes. Messenger only ("Personas", 22 April 2026).
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Channel } from "../wire/Channel.ts"
import * as Call from "./Call.ts"
import * as Invalid from "./Invalid.ts"
import type { Managed } from "./Managed.ts"
import * as Shape from "./Shape.ts"

/**
 * A persona as it is declared. `as` says who speaks through it: the bot, or a person of the business. A persona of the bot must not
 * pass for a person where it has to be told that one speaks with a machine; the notice itself is said all the same.
 */
export interface PersonaOptions {
  /** At most 50 characters. */
  readonly name: string
  /** A public https address; the platform fetches it once, up to 8 MB. */
  readonly picture: string
  readonly as: "bot" | "human"
}

/** A persona of the page. Its picture stands at an address of the platform, which is not the one that was given. */
export interface Persona {
  readonly id: string
  readonly name: string
  readonly picture?: string
}

/** Personas by their names, as a message wants them; and what to think over about them, in sentences. */
export interface Declared<Name extends string = string> {
  readonly ids: Readonly<Record<Name, string>>
  readonly hints: ReadonlyArray<string>
}

/** The personas of one account. */
export interface Personas {
  /**
   * Makes the personas that the page does not have by name, and gives the ids of all. Run twice it makes nothing twice; a picture that
   * changed is taken on only when the persona is removed first, as the platform changes none.
   */
  readonly declare: <const Name extends string>(
    personas: ReadonlyArray<PersonaOptions & { readonly name: Name }>
  ) => Effect.Effect<Declared<Name>, Invalid.Invalid | Call.CallError>
  readonly create: (persona: PersonaOptions) => Effect.Effect<Persona, Invalid.Invalid | Call.CallError>
  /** All personas of the page, however many answers it takes. */
  readonly list: () => Effect.Effect<ReadonlyArray<Persona>, Call.CallError>
  readonly remove: (id: string) => Effect.Effect<void, Invalid.Invalid | Call.CallError>
}

const longestName = 50

/** A word that tells that no person speaks, in the languages of the disclosure's own words and a few more. */
const machine =
  /\b(?:ai|a\.i\.|bot|chat ?bot|robot|assistant|assistente|asistente|assistent|assistant[ea]?|automat\w*|virtu\w*|digital\w*|ki|ia)\b|bot$|ボット|机器人|бот/iu

/**
 * Why a persona of the bot may pass for a person, in one sentence, or `undefined`. A name alone proves nothing: it is a hint, and
 * refuses nothing.
 *
 * @example
 * import { Personas } from "@parley/messenger-adapter"
 *
 * Personas.hint({ name: "Lea, automatic assistant", picture: "https://example.com/lea.png", as: "bot" }) // => undefined
 */
export const hint = ({ as, name }: PersonaOptions): string | undefined =>
  as === "human" || machine.test(name)
    ? undefined
    : `the persona "${name}" of the bot reads like a person; name it so that one sees a machine ("${name}, automatic assistant"), `
      + `or say \`as: "human"\` if people of the business write under it`

const Shaped = Schema.Struct({ name: Schema.String, picture: Schema.String })

const example = "{ name: \"Lea, automatic assistant\", picture: \"https://example.com/lea.png\", as: \"bot\" }"

/** What is wrong with a persona, before it is sent. */
const problemOf = (channel: Channel, persona: PersonaOptions): Invalid.Invalid | undefined => {
  if (channel === "instagram") {
    return new Invalid.Invalid({ field: "personas", problem: "Instagram has none", cure: "use them on Messenger only" })
  }
  const [misfit] = Shape.problems(Shaped, persona, { whole: "persona", cure: () => `write it like ${example}` })
  return misfit ?? Invalid.length("name", persona.name, longestName) ?? Invalid.https("picture", persona.picture)
}

const noList = new Invalid.Invalid({ field: "personas", problem: "it is no list", cure: `write it like [${example}]` })

const Created = Schema.Struct({ id: Schema.String })

const Listed = Schema.Struct({
  data: Schema.Array(Schema.Struct({
    id: Schema.String,
    name: Schema.String,
    profile_picture_url: Schema.optionalWith(Schema.String, { exact: true })
  })),
  paging: Schema.optionalWith(
    Schema.Struct({
      cursors: Schema.optionalWith(
        Schema.Struct({ after: Schema.optionalWith(Schema.String, { exact: true }) }),
        { exact: true }
      ),
      next: Schema.optionalWith(Schema.String, { exact: true })
    }),
    { exact: true }
  )
})

/** Pages of an answer at most: a cursor that leads in circles must end. */
const mostPages = 1000

/** Makes the personas of an account. */
export const make = ({ channel, client }: Managed): Personas => {
  const page = (after: string | undefined) =>
    Call.read(
      "list the personas",
      client.get("personas", { limit: "100", ...(after === undefined ? {} : { after }) }),
      Listed
    )

  const list = Effect.gen(function*() {
    const all: Array<Persona> = []
    let after: string | undefined
    for (let pages = 0; pages < mostPages; pages += 1) {
      const { data, paging } = yield* page(after)
      all.push(...data.map(({ id, name, profile_picture_url: picture }) => ({
        id,
        name,
        ...(picture === undefined ? {} : { picture })
      })))
      // The last page has a cursor too; only `next` tells that there is more.
      const next = paging?.next === undefined ? undefined : paging.cursors?.after
      if (next === undefined || next === after) return all
      after = next
    }
    return all
  })

  const create = (persona: PersonaOptions): Effect.Effect<Persona, Invalid.Invalid | Call.CallError> =>
    Effect.suspend((): ReturnType<Personas["create"]> => {
      const problem = problemOf(channel, persona)
      if (problem !== undefined) return Effect.fail(problem)
      const { name, picture } = persona
      const call = client.post("personas", { name, profile_picture_url: picture })
      return Effect.map(Call.read(`create the persona "${name}"`, call, Created), ({ id }) => ({ id, name, picture }))
    })

  return {
    create,
    list: () => list,
    // Without an id another thing than a persona would be asked to go.
    remove: (id) =>
      Invalid.digits("id", id, "give the persona's id; `list` tells it")
        ?? Call.done("remove a persona", client.delete(`/${encodeURIComponent(id)}`)),
    declare: <const Name extends string>(personas: ReadonlyArray<PersonaOptions & { readonly name: Name }>) =>
      Effect.gen(function*() {
        if (!Array.isArray(personas)) return yield* noList
        const problem = personas.map((persona) => problemOf(channel, persona)).find((one) => one !== undefined)
        if (problem !== undefined) return yield* problem
        const names = personas.map(({ name }) => name)
        const twice = names.find((name, index) => names.indexOf(name) !== index)
        if (twice !== undefined) {
          const cure = "give each of them a name of its own"
          return yield* new Invalid.Invalid({ field: "name", problem: `"${twice}" is declared twice`, cure })
        }
        // The oldest stands first in time and last in no documented order; any of one name serves.
        const known = new Map((yield* list).map(({ id, name }) => [name, id]))
        const ids = yield* Effect.forEach(personas, (persona) => {
          const id = known.get(persona.name)
          const own = id === undefined ? Effect.map(create(persona), (made) => made.id) : Effect.succeed(id)
          return Effect.map(own, (given) => [persona.name, given] as const)
        })
        const hints = personas.map(hint).filter((one) => one !== undefined)
        // Every declared name is a key, as each persona gave one entry.
        return { ids: Object.fromEntries(ids) as Readonly<Record<Name, string>>, hints }
      })
  }
}
