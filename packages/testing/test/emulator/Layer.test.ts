import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Emulator } from "../../src/emulator/Emulator.ts"
import * as World from "./world.ts"

const { page } = World

const says = (text: string) =>
  Effect.gen(function*() {
    const emulator = yield* Emulator
    const person = yield* emulator.person({ psid: "7001" })
    yield* person.says(text)
    yield* emulator.idle
    return person.transcript.map((entry) => entry.text)
  })

describe("the emulator as a layer", () => {
  it.effect("is one emulator for everything that is given it", () =>
    Effect.gen(function*() {
      const seen = yield* Effect.provide(
        Effect.zip(says("one"), says("two")),
        Emulator.layer({ pages: [page], deliver: () => Effect.succeed({ status: 200 }) })
      )
      expect(seen).toEqual([["one"], ["one", "two"]])
    }))

  it.live("delivers no webhook any more once the layer is gone", () =>
    Effect.gen(function*() {
      let deliveries = 0
      const refuse = () =>
        Effect.sync(() => {
          deliveries++
          return { status: 500 }
        })
      const runtime = ManagedRuntime.make(
        Emulator.layer({ pages: [page], deliver: refuse, retry: { immediate: 0, pauses: [600_000] } })
      )
      const emulator = yield* Effect.promise(() => runtime.runPromise(Emulator))
      yield* Effect.promise(() => runtime.runPromise(says("hello")))
      yield* emulator.flush
      yield* emulator.idle
      expect(deliveries).toBe(2)

      yield* runtime.disposeEffect
      yield* emulator.flush
      yield* Effect.repeatN(Effect.yieldNow(), 100)

      expect(deliveries).toBe(2)
      expect((yield* emulator.pending).length).toBe(1)
    }))

  it.live("gives its file back when it ends, and fails when it cannot have one", () =>
    Effect.gen(function*() {
      const folder = yield* Effect.acquireRelease(
        Effect.sync(() => mkdtempSync(join(tmpdir(), "parley-layer-"))),
        (folder) => Effect.sync(() => rmSync(folder, { recursive: true }))
      )
      const at = (storage: string) =>
        Emulator.layer({ pages: [page], storage, deliver: () => Effect.succeed({ status: 200 }) })
      const file = join(folder, "emulator.db")

      yield* Effect.provide(says("one"), at(file))
      const later = yield* Effect.provide(says("two"), at(file))
      const nowhere = yield* Effect.either(Effect.scoped(Layer.build(at(join(folder, "nowhere", "emulator.db")))))

      expect(later).toEqual(["one", "two"])
      expect(Either.flip(nowhere)).toMatchObject({ right: { _tag: "StorageError" } })
    }).pipe(Effect.scoped))
})
