import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as World from "./world.ts"

const film = { attachment: { type: "video", payload: { url: "https://a.b/c.mp4" } } }

const codes = (answers: ReadonlyArray<{ readonly json: World.Json }>) => answers.map(({ json }) => json.error?.code)

describe("where limits are on", () => {
  it.scoped("the eleventh recording of a second is refused, words are not, and the next second is free", () =>
    Effect.gen(function*() {
      const world = yield* World.make({ strict: { rateLimits: true } })
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      const send = (message: object) => world.send({ recipient: { id: ana.psid }, messaging_type: "RESPONSE", message })

      const films = yield* Effect.replicateEffect(send(film), 11)
      const words = yield* send({ text: "Hello." })
      yield* world.emulator.advance(1000)
      const later = yield* send(film)

      expect(codes(films)).toEqual([...Array.from({ length: 10 }, () => undefined), 80006])
      expect(codes([words, later])).toEqual([undefined, undefined])
    }))

  it.scoped("none is refused by the seed pages, which set no number", () =>
    Effect.gen(function*() {
      const world = yield* World.make({ strict: { rateLimits: true, rules: "seeds" } })
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")

      const films = yield* Effect.replicateEffect(
        world.send({ recipient: { id: ana.psid }, messaging_type: "RESPONSE", message: film }),
        11
      )

      expect(codes(films)).toEqual(Array.from({ length: 11 }, () => undefined))
    }))
})
