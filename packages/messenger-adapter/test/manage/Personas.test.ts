import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { CallError } from "../../src/manage/Call.ts"
import type { Invalid } from "../../src/manage/Invalid.ts"
import * as Personas from "../../src/manage/Personas.ts"
import * as Graph from "./graph.ts"

const picture = "https://example.com/lea.png"

interface Kept {
  readonly id: string
  readonly name: string
  readonly profile_picture_url: string
}

/** A page with these personas, which are listed two at a time. */
const page = (names: ReadonlyArray<string> = [], channel: "messenger" | "instagram" = "messenger") => {
  const kept: Array<Kept> = names.map((name, index) => ({
    id: `${index + 1}`,
    name,
    profile_picture_url: "https://fb/x"
  }))
  const graph = Graph.make(({ body, method, path, query }) => {
    if (method === "POST") {
      const made = { id: `${kept.length + 1}`, name: body.name, profile_picture_url: "https://fb/x" }
      kept.push(made)
      return { body: { id: made.id } }
    }
    if (method === "DELETE") {
      const index = kept.findIndex(({ id }) => path === `/v26.0/${id}`)
      kept.splice(index, 1)
      return { body: { success: true } }
    }
    const from = Number(query["after"] ?? 0)
    const more = from + 2 < kept.length
    const paging = {
      cursors: { before: String(from), after: String(from + 2) },
      ...(more ? { next: "https://graph/next" } : {})
    }
    return { body: { data: kept.slice(from, from + 2), paging } }
  }, { channel })
  return { ...graph, kept, personas: Personas.make(graph.account) }
}

const posts = (calls: ReadonlyArray<Graph.Call>) =>
  calls.filter(({ method }) => method === "POST").map(({ body }) => body)

describe("personas", () => {
  it.effect("are made once by name, and known by their ids after that", () =>
    Effect.gen(function*() {
      const { calls, personas } = page(["Lea Bot"])
      const wanted = [
        { name: "Lea Bot", picture, as: "bot" },
        { name: "Max from the shop", picture, as: "human" }
      ] as const

      const first = yield* personas.declare(wanted)
      const second = yield* personas.declare(wanted)

      expect(first).toEqual({ ids: { "Lea Bot": "1", "Max from the shop": "2" }, hints: [] })
      expect(second).toEqual(first)
      expect(posts(calls)).toEqual([{
        name: "Max from the shop",
        profile_picture_url: picture,
        appsecret_proof: Graph.proof
      }])
      expect(calls[0]?.path).toBe("/v26.0/1/personas")
    }))

  it.effect("are listed all, however many answers it takes", () =>
    Effect.gen(function*() {
      const { calls, personas } = page(["a", "b", "c", "d", "e"])
      expect((yield* personas.list()).map(({ name }) => name)).toEqual(["a", "b", "c", "d", "e"])
      expect(calls.map(({ query }) => query["after"])).toEqual([undefined, "2", "4"])
      expect(yield* page().personas.list()).toEqual([])
    }))

  it.effect("are listed to an end though the cursor leads in a circle", () =>
    Effect.gen(function*() {
      const { account, calls } = Graph.make(() => ({
        body: { data: [{ id: "1", name: "a" }], paging: { cursors: { after: "x" }, next: "https://graph/next" } }
      }))
      expect(yield* Personas.make(account).list()).toHaveLength(2)
      expect(calls).toHaveLength(2)
    }))

  it.effect("are removed by their id", () =>
    Effect.gen(function*() {
      const { calls, kept, personas } = page(["a", "b"])
      yield* personas.remove("1")
      expect(kept.map(({ name }) => name)).toEqual(["b"])
      expect(calls[0]).toMatchObject({
        method: "DELETE",
        path: "/v26.0/1",
        query: {},
        body: { appsecret_proof: Graph.proof }
      })
      const error = yield* Effect.flip(Personas.make(Graph.make(() => Graph.error(100)).account).remove("9"))
      expect(error.message).toContain("Could not remove a persona: code 100")
      const unsure = Personas.make(Graph.make(() => ({ body: { success: false } })).account).remove("9")
      expect((yield* Effect.flip(unsure))._tag).toBe("CallUnread")
    }))

  it.effect("have names of up to 50 characters, and are refused before anything is made", () =>
    Effect.gen(function*() {
      const { calls, personas } = page()
      const bot = { picture, as: "bot" } as const

      expect((yield* personas.create({ ...bot, name: "🤖".repeat(50) })).id).toBe("1")
      const refused: ReadonlyArray<Effect.Effect<unknown, Invalid | CallError>> = [
        personas.create({ ...bot, name: "x".repeat(51) }),
        personas.create({ ...bot, name: " " }),
        personas.create({ ...bot, name: "a", picture: "http://example.com/a.png" }),
        personas.declare([{ ...bot, name: "fine" }, { ...bot, name: "x".repeat(51) }]),
        personas.declare([{ ...bot, name: "same" }, { ...bot, name: "same" }]),
        page([], "instagram").personas.create({ ...bot, name: "a" })
      ]
      const errors = yield* Effect.all(refused.map((one) => Effect.flip(one)))

      expect(errors.map((error) => error._tag === "Invalid" ? error.field : error._tag)).toEqual(
        ["name", "name", "picture", "name", "name", "personas"]
      )
      expect(posts(calls)).toHaveLength(1)
    }))

  it.effect("of the bot that read like a person are hinted at, and made all the same", () =>
    Effect.gen(function*() {
      const { personas } = page()
      const { hints, ids } = yield* personas.declare([
        { name: "Lea Sommer", picture, as: "bot" },
        { name: "Max Sommer", picture, as: "human" },
        { name: "Lea, automatic assistant", picture, as: "bot" },
        { name: "Asistente virtual Lea", picture, as: "bot" },
        { name: "PizzaBot", picture, as: "bot" },
        { name: "Robotham", picture, as: "bot" }
      ])
      expect(hints.map((hint) => /persona "([^"]+)"/.exec(hint)?.[1])).toEqual(["Lea Sommer", "Robotham"])
      expect(ids["Lea Sommer"]).toBe("1")
    }))
})
