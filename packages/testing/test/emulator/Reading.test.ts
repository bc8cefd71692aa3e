import { describe, expect, it } from "@effect/vitest"
import { AccountChecks } from "@parley/messenger-adapter"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import * as World from "./world.ts"

const call = (world: World.World, path: string, options: { readonly method?: string; readonly token?: string } = {}) =>
  Effect.map(
    world.emulator.graph({
      method: options.method ?? "GET",
      path: `/v26.0/${path}`,
      headers: { authorization: `Bearer ${options.token ?? World.page.token}` }
    }),
    (response): World.Json => JSON.parse(response.body)
  )

const appToken = `${World.page.appId}|${World.page.appSecret}`

describe("the Conversations API", () => {
  const chatty = Effect.gen(function*() {
    yield* TestClock.setTime(Date.UTC(2026, 10, 1))
    const world = yield* World.make()
    const ana = yield* world.emulator.person({ name: "Ana" })
    const mids: Array<string> = []
    for (let count = 1; count <= 21; count++) mids.push(yield* ana.says(`message ${count}`))
    const { data } = yield* call(world, `me/conversations?user_id=${ana.psid}&platform=messenger`)
    return { world, ana, mids, id: String(data[0].id) }
  })

  it.scoped("lists the conversation of a person, and nothing for a stranger or the other platform", () =>
    Effect.gen(function*() {
      const { ana, id, world } = yield* chatty

      const all = yield* call(world, "me/conversations?fields=id,participants,message_count")
      const stranger = yield* call(world, "me/conversations?user_id=7")
      const other = yield* call(world, "me/conversations?platform=instagram")

      expect(all.data).toEqual([{
        id,
        message_count: 21,
        participants: {
          data: [expect.objectContaining({ id: ana.psid }), expect.objectContaining({ id: World.page.id })]
        }
      }])
      expect([stranger.data, other.data]).toEqual([[], []])
    }))

  it.scoped("gives the messages newest first, page by page, in the fields asked for", () =>
    Effect.gen(function*() {
      const { ana, id, mids, world } = yield* chatty

      const first = yield* call(world, `${id}?fields=messages.limit(2){id,from,message,created_time}`)
      const { after } = first.messages.paging.cursors
      const next = yield* call(world, `${id}/messages?limit=2&after=${after}&fields=message`)

      expect(first.messages.data[0]).toEqual({
        id: mids[20],
        from: { id: ana.psid, name: "Ana", username: "Ana" },
        message: "message 21",
        created_time: "2026-11-01T00:00:00+0000"
      })
      expect(next.data.map(({ message }: World.Json) => message)).toEqual(["message 19", "message 18"])
    }))

  it.scoped("tells details of the newest twenty alone; an older one is answered as deleted", () =>
    Effect.gen(function*() {
      const { id, mids, world } = yield* chatty

      const list = yield* call(world, `${id}?fields=messages.limit(100){id,message}`)
      const twentieth = yield* call(world, `${mids[1]}?fields=message`)
      const older = yield* call(world, `${mids[0]}?fields=message`)

      expect(list.messages.data).toHaveLength(21)
      expect(list.messages.data[20]).toEqual({ id: mids[0] })
      expect(twentieth.message).toBe("message 2")
      expect(older.error.code).toBe(9000001)
    }))
})

describe("a profile", () => {
  it.scoped("has the fields asked for, and refuses one that the platform does not know", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person({ name: "Ana Lima", gender: "female" })

      const profile = yield* call(world, `${ana.psid}?fields=first_name,gender,locale`)
      const strange = yield* call(world, `${ana.psid}?fields=shoe_size`)

      expect(profile).toEqual({ id: ana.psid, first_name: "Ana", gender: "female", locale: "en_US" })
      expect(strange.error.message).toContain("nonexisting field (shoe_size)")
    }))

  it.scoped("is empty without the approval, and not there for an account made with a phone number", () =>
    Effect.gen(function*() {
      const without = yield* World.make({ page: { approvals: { profile: false } } })
      const ana = yield* without.emulator.person()
      const world = yield* World.make()
      const bo = yield* world.emulator.person({ hidden: true })

      expect(yield* call(without, ana.psid)).toEqual({})
      expect((yield* call(world, bo.psid)).error.code).toBe(2018218)
    }))

  it.scoped("on Instagram has its own fields", () =>
    Effect.gen(function*() {
      const world = yield* World.make({ page: { channel: "instagram" } })
      const ana = yield* world.emulator.person({ name: "Ana Lima" })

      expect(yield* call(world, `${ana.psid}?fields=username,is_user_follow_business`)).toEqual({
        id: ana.psid,
        username: "ana.lima",
        is_user_follow_business: false
      })
    }))
})

describe("a token", () => {
  it.scoped("of an Instagram account has the permissions of the login that gave it", () =>
    Effect.gen(function*() {
      const kinds = [
        { channel: "messenger" },
        { channel: "instagram" },
        { channel: "instagram", login: "instagram" }
      ] as const
      const logins = yield* Effect.forEach(kinds, (about) =>
        Effect.gen(function*() {
          const world = yield* World.make({ page: about })
          const { data } = yield* call(world, `debug_token?input_token=${World.page.token}`, { token: appToken })
          return {
            type: data.type,
            lacks: AccountChecks.permissions({ login: "facebook", ...about })
              .filter((name) => !data.scopes.includes(name))
          }
        }))

      expect(logins).toEqual([{ type: "PAGE", lacks: [] }, { type: "PAGE", lacks: [] }, { type: "USER", lacks: [] }])
    }))

  it.scoped("is told of with its end, and counts no more after it", () =>
    Effect.gen(function*() {
      const world = yield* World.make({ page: { tokenExpiresAt: 3_600_000 } })
      const debug = call(world, `debug_token?input_token=${World.page.token}`, { token: appToken })

      const before = yield* debug
      yield* world.emulator.advance("1 hour")
      const after = yield* debug
      const refused = yield* call(world, "me")

      expect(before.data).toMatchObject({ is_valid: true, expires_at: 3600, app_id: World.page.appId })
      expect(after.data).toMatchObject({ is_valid: false, error: { code: 190 } })
      expect(refused.error).toMatchObject({ code: 190, error_subcode: 463 })
    }))

  it.scoped("of an Instagram login is exchanged for another sixty days", () =>
    Effect.gen(function*() {
      const world = yield* World.make({ page: { channel: "instagram", tokenExpiresAt: 3_600_000 } })

      const { access_token, expires_in } = yield* call(world, "refresh_access_token?grant_type=ig_refresh_token")
      yield* world.emulator.advance("59 days")
      const good = yield* call(world, "me", { token: access_token })
      yield* world.emulator.advance("1 day")
      const over = yield* call(world, "me", { token: access_token })

      expect(expires_in).toBe(60 * 24 * 3600)
      expect(good.id).toBe(World.page.id)
      expect(over.error.code).toBe(190)
    }))

  it.scoped("of an app reads stickers and its subscriptions, and nothing of a page", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const app = { token: appToken }

      const packs = yield* call(world, "sticker_packs", app)
      const stickers = yield* call(world, `sticker_packs/${packs.data[0].id}/stickers`, app)
      const found = yield* call(world, "sticker_search?q=hel", app)
      const short = yield* call(world, "sticker_search?q=h", app)
      const page = yield* call(world, "me/personas", app)

      expect(found.data[0]).toEqual(stickers.data[0])
      expect([short.error.code, page.error.code]).toEqual([100, 190])
    }))
})
