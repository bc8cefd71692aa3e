import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as World from "./world.ts"

describe("the order of checks", () => {
  it.scoped("is token, recipient, owner, block, window, content", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      const inbox = yield* world.emulator.inbox(ana)
      yield* ana.says("hi")
      yield* world.emulator.advance("25 hours")
      yield* ana.blocks
      yield* inbox.takes()
      yield* world.emulator.expireToken(true)
      const code = (id: string) =>
        Effect.map(world.send({ recipient: { id }, messaging_type: "RESPONSE", message: {} }), ({ json }) =>
          json.error.code)
      expect(yield* code("1")).toBe(190)
      yield* world.emulator.expireToken(false)
      expect(yield* code("1")).toBe(100)
      expect(yield* code(ana.psid)).toBe(2018300)
      yield* inbox.releases
      expect(yield* code(ana.psid)).toBe(551)
      yield* ana.unblocks
      expect(yield* code(ana.psid)).toBe(10)
      yield* ana.says("back")
      expect(yield* code(ana.psid)).toBe(100)
    }))
})
