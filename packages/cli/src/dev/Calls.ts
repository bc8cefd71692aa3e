/**
 * The calls of the page: each reads its body, asks the playground, and answers.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import type { Playground } from "./Playground.ts"
import type { Answer, Done } from "./Protocol.ts"
import { Refused } from "./Refused.ts"
import * as Wishes from "./Wishes.ts"

/** What a call is given: the query of its address, and its body. */
export interface Call {
  readonly query: URLSearchParams
  readonly body: string
}

type Take = (playground: Playground, call: Call) => Effect.Effect<Answer, Refused>

const wrong = (reason: string) => new Refused({ code: "wrong", reason })

const json = (body: string): Effect.Effect<unknown, Refused> =>
  Effect.try({ try: () => JSON.parse(body), catch: () => wrong("The body is no JSON.") })

const done: Done = { ok: true }

const post = <A, B>(
  schema: Schema.Schema<A>,
  take: (playground: Playground, wish: A) => Effect.Effect<B, Refused>,
  answer: (given: B) => Answer
): Take => {
  const decode = Schema.decodeUnknown(schema, { onExcessProperty: "error" })
  return (playground, { body }) =>
    json(body).pipe(
      Effect.flatMap((read) =>
        Effect.mapError(decode(read), (error) => wrong(ParseResult.TreeFormatter.formatErrorSync(error)))
      ),
      Effect.flatMap((wish) => take(playground, wish)),
      Effect.map(answer)
    )
}

const past: Take = (playground, { query }) => {
  const person = query.get("person")
  const turn = Number(query.get("turn") ?? Number.NaN)
  return person === null || !Number.isInteger(turn)
    ? Effect.fail(wrong("Write it as /api/past?person=ID&turn=3."))
    : playground.past(person, turn)
}

const made = (person: string): Answer => ({ ok: true, person })

/** The calls by method and path. The stream of pictures is not among them. */
export const calls: ReadonlyMap<string, Take> = new Map<string, Take>([
  ["GET /api/past", past],
  ["POST /api/act", post(Wishes.deed, (playground, wish) => playground.act(wish), (acted) => acted)],
  ["POST /api/clock", post(Wishes.clock, (playground, wish) => playground.clock(wish), () => done)],
  ["POST /api/fault", post(Wishes.fault, (playground, wish) => playground.fault(wish), () => done)],
  ["POST /api/person", post(Wishes.newPerson, (playground, wish) => playground.person(wish), made)],
  ["POST /api/channel", post(Wishes.otherChannel, (playground, wish) => playground.channel(wish), made)],
  ["POST /api/branch", post(Wishes.branch, (playground, wish) => playground.branch(wish), made)],
  ["POST /api/save", post(Wishes.save, (playground, wish) => playground.save(wish), (saved) => saved)],
  ["POST /api/bot", post(Wishes.bot, (playground, wish) => playground.bot(wish), () => done)]
])
