/**
 * The park's till and its picture wall, as the dialogue knows them.
 *
 * @module
 */
import { Context, Effect, Layer, Ref, Schema } from "effect"

/** There are no tickets to win any more. */
export class AllGone extends Schema.TaggedError<AllGone>()("AllGone", {}) {
  override get message(): string {
    return "All tickets of the season are won; put more of them into the till, or end the quiz."
  }
}

/** What winners get. One `id` is one ticket and one picture, however often it is asked for. */
export class Park extends Context.Tag("@parley/example-quiz/Park")<Park, {
  readonly ticket: (id: string) => Effect.Effect<string, AllGone>
  readonly hang: (picture: string, id: string) => Effect.Effect<void>
}>() {
  /** A ticket's number. */
  static readonly ticket = (id: string) => Effect.flatMap(Park, (park) => park.ticket(id))

  /** Hangs up a picture that a person sent. */
  static readonly hang = (picture: string, id: string) => Effect.flatMap(Park, (park) => park.hang(picture, id))

  /** A park in memory, with so many tickets to win. */
  static readonly layerMemory = (tickets = 10_000) =>
    Layer.effect(
      Park,
      Effect.gen(function*() {
        const won = yield* Ref.make<ReadonlyArray<string>>([])
        const wall = yield* Ref.make<ReadonlyMap<string, string>>(new Map())
        const number = (place: number): string => `T-${1001 + place}`
        return {
          ticket: (id) =>
            Ref.modify(won, (ids): readonly [Effect.Effect<string, AllGone>, ReadonlyArray<string>] => {
              const place = ids.indexOf(id)
              if (place >= 0) return [Effect.succeed(number(place)), ids]
              return ids.length >= tickets
                ? [Effect.fail(new AllGone()), ids]
                : [Effect.succeed(number(ids.length)), [...ids, id]]
            }).pipe(Effect.flatten),
          hang: (picture, id) => Ref.update(wall, (pictures) => new Map([...pictures, [id, picture]]))
        }
      })
    )
}
