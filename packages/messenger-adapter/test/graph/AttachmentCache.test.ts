import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import * as Option from "effect/Option"
import * as TestClock from "effect/TestClock"
import * as AttachmentCache from "../../src/graph/AttachmentCache.ts"

const key: AttachmentCache.Key = { account: "1", kind: "image", url: "https://example.com/a.png?token=private" }

const idOf = (cache: AttachmentCache.AttachmentCache, wanted = key) =>
  Effect.map(cache.find(wanted), (kept) => Option.getOrUndefined(Option.map(kept, ({ id }) => id)))

/** Notes as a store keeps them. */
const notebook = () => {
  const pages = new Map<string, string>()
  const notes: AttachmentCache.Notes = {
    bookmark: (name) => Effect.sync(() => pages.get(name)),
    keepBookmark: (name, text) => Effect.sync(() => void pages.set(name, text))
  }
  return { notes, pages }
}

describe("the ids of media", () => {
  it.effect("are known by account, kind and address, for 89 days", () =>
    Effect.gen(function*() {
      const cache = AttachmentCache.make()
      yield* cache.keep(key, "7")

      expect(yield* idOf(cache)).toBe("7")
      expect(yield* idOf(cache, { ...key, account: "2" })).toBeUndefined()
      expect(yield* idOf(cache, { ...key, kind: "file" })).toBeUndefined()
      expect(yield* idOf(cache, { ...key, url: "https://example.com/b.png" })).toBeUndefined()
      yield* TestClock.adjust("88 days")
      expect(yield* idOf(cache)).toBe("7")
      yield* TestClock.adjust("1 day")
      expect(yield* idOf(cache)).toBeUndefined()
    }))

  it.effect("outlive the process where they are noted, and no address is written down", () =>
    Effect.gen(function*() {
      const { notes, pages } = notebook()
      const first = AttachmentCache.make()
      yield* first.keepIn(notes)
      yield* first.keep(key, "7")

      const second = AttachmentCache.make()
      expect(yield* idOf(second)).toBeUndefined()
      yield* second.keepIn(notes)
      expect(yield* idOf(second)).toBe("7")
      expect([...pages].join()).not.toContain("private")
      yield* TestClock.adjust("89 days")
      const third = AttachmentCache.make()
      yield* third.keepIn(notes)
      expect(yield* idOf(third)).toBeUndefined()
    }))

  it.effect("that were forgotten are forgotten in the notes too", () =>
    Effect.gen(function*() {
      const { notes } = notebook()
      const cache = AttachmentCache.make()
      yield* cache.keepIn(notes)
      yield* cache.keep(key, "7")

      yield* cache.forget(key)

      expect(yield* idOf(cache)).toBeUndefined()
      const next = AttachmentCache.make()
      yield* next.keepIn(notes)
      expect(yield* idOf(next)).toBeUndefined()
    }))

  it.effect("are at most as many as asked for; those used last stay", () =>
    Effect.gen(function*() {
      const cache = AttachmentCache.make({ capacity: 2 })
      const at = (name: string) => ({ ...key, url: `https://example.com/${name}` })
      yield* cache.keep(at("a"), "1")
      yield* cache.keep(at("b"), "2")
      yield* idOf(cache, at("a"))
      yield* cache.keep(at("c"), "3")

      expect(yield* idOf(cache, at("a"))).toBe("1")
      expect(yield* idOf(cache, at("b"))).toBeUndefined()
      expect(yield* idOf(cache, at("c"))).toBe("3")
    }))

  it.effect("are looked for elsewhere when the notes cannot be read or written, or are not ours", () =>
    Effect.gen(function*() {
      const logged: Array<string> = []
      const logger = Logger.make(({ message }) => void logged.push(String(message)))
      const broken: AttachmentCache.Notes = {
        bookmark: () => Effect.fail("no disk"),
        keepBookmark: () => Effect.fail("no disk")
      }
      const cache = AttachmentCache.make()
      yield* cache.keepIn(broken)

      const logs = Effect.provide(Logger.replace(Logger.defaultLogger, logger))
      expect(yield* logs(idOf(cache))).toBeUndefined()
      yield* logs(cache.keep(key, "7"))
      expect(yield* idOf(cache)).toBe("7")
      expect(logged).toHaveLength(2)
      for (const text of ["", "7", "{}", "{\"id\":7}", "null"]) {
        const strange = AttachmentCache.make()
        yield* strange.keepIn({ ...broken, bookmark: () => Effect.succeed(text) })
        expect(yield* idOf(strange)).toBeUndefined()
      }
    }))

  it.effect("have their end told over a restart, also when it is over, and none where nothing is known of them", () =>
    Effect.gen(function*() {
      const kept = new Map<string, string>()
      const notes: AttachmentCache.Notes = {
        bookmark: (name) => Effect.sync(() => kept.get(name)),
        keepBookmark: (name, text) => Effect.sync(() => void kept.set(name, text))
      }
      const before = AttachmentCache.make()
      yield* before.keepIn(notes)
      yield* before.keep({ account: "1", kind: "image", url: "https://example.com/a.png" }, "7")
      yield* before.keepId("1", "8")
      yield* TestClock.adjust("90 days")
      const after = AttachmentCache.make()
      yield* after.keepIn(notes)

      const ends = yield* Effect.forEach(["7", "8", "9"], (id) => after.endOf("1", id))

      const end = AttachmentCache.expiry(0)
      expect(ends).toEqual([Option.some(end), Option.some(end), Option.none()])
    }))
})
