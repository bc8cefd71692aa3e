import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as PageIds from "../../src/manage/PageIds.ts"
import * as Subscriptions from "../../src/manage/Subscriptions.ts"
import * as ThreadOwner from "../../src/manage/ThreadOwner.ts"
import * as SubscribedFields from "../../src/wire/SubscribedFields.ts"
import * as Graph from "./graph.ts"

/** An account whose apps are subscribed so; a call replaces the fields of the first. */
const account = (
  apps: ReadonlyArray<{ readonly id: string; subscribed_fields: ReadonlyArray<string> }>,
  more: object = {}
) => {
  const graph = Graph.make(({ body, method }) => {
    const [first] = apps
    if (method === "POST" && first !== undefined) first.subscribed_fields = body.subscribed_fields
    return { body: method === "POST" ? { success: true } : { data: apps } }
  })
  return { ...graph, account: { ...graph.account, ...more } }
}

describe("subscriptions", () => {
  it.effect("are healed by adding what is missing, and keep what was there besides", () =>
    Effect.gen(function*() {
      const { account: page, calls } = account([{ id: "7", subscribed_fields: ["messages", "leadgen"] }])

      const { added, subscribed } = yield* Subscriptions.heal(page)
      const after = yield* Subscriptions.read(page)

      expect(subscribed).toEqual(["messages", "leadgen", ...added])
      expect([...added, "messages"].toSorted()).toEqual([...SubscribedFields.of("messenger", "facebook")].toSorted())
      expect(calls[1]).toMatchObject({ method: "POST", path: "/v26.0/1/subscribed_apps" })
      expect(after.missing).toEqual([])
    }))

  it.effect("are healed without a field that the platform refuses, which is named with the reason", () =>
    Effect.gen(function*() {
      let fields: ReadonlyArray<string> = ["messages"]
      const graph = Graph.make(({ body, method }) => {
        if (method === "GET") return { body: { data: [{ id: "7", subscribed_fields: fields }] } }
        if (body.subscribed_fields.includes("feed")) {
          return { status: 403, body: { error: { message: "feed needs pages_manage_metadata", code: 200 } } }
        }
        fields = body.subscribed_fields
        return { body: { success: true } }
      })

      const { added, refused, subscribed } = yield* Subscriptions.heal(graph.account)

      expect(refused).toEqual([{ field: "feed", reason: expect.stringContaining("pages_manage_metadata") }])
      expect(subscribed).toEqual(["messages", ...added])
      expect(fields).toEqual(subscribed)
      expect([...subscribed, "feed"].toSorted()).toEqual([...SubscribedFields.of("messenger", "facebook")].toSorted())
    }))

  it.effect("stay as they were where every field is refused", () =>
    Effect.gen(function*() {
      const graph = Graph.make(({ method }) =>
        method === "GET"
          ? { body: { data: [{ id: "7", subscribed_fields: ["messages"] }] } }
          : { status: 400, body: { error: { message: "Error validating access token", code: 190 } } }
      )

      const error = yield* Effect.flip(Subscriptions.heal(graph.account))

      expect(error._tag).toBe("CallRejected")
      expect(error.message).toContain("Could not subscribe the webhook")
    }))

  it.effect("are made anew also when nothing is missing, as Meta may have switched them off", () =>
    Effect.gen(function*() {
      const all = SubscribedFields.of("messenger", "facebook")
      const { account: page, calls } = account([{ id: "7", subscribed_fields: all }])

      const { added } = yield* Subscriptions.heal(page)

      expect(added).toEqual([])
      expect(calls.map(({ method }) => method)).toEqual(["GET", "POST"])
      expect(calls[1]?.body.subscribed_fields).toEqual(all)
    }))

  it.effect("are those of our app, not of another one that the page has", () =>
    Effect.gen(function*() {
      const all = SubscribedFields.of("messenger", "facebook")
      const { account: page } = account([{ id: "8", subscribed_fields: all }, {
        id: "7",
        subscribed_fields: ["messages"]
      }], {
        appId: "7"
      })

      const { missing, subscribed } = yield* Subscriptions.read(page)

      expect(subscribed).toEqual(["messages"])
      expect(missing).toHaveLength(all.length - 1)
    }))

  it.effect("know a field also by the other name that Meta's pages print", () =>
    Effect.gen(function*() {
      const fields = SubscribedFields.of("messenger", "facebook").map((field) =>
        field === "message_template_status_update" ? "messenger_template_status_update" : field
      )

      const { missing } = yield* Subscriptions.read(account([{ id: "7", subscribed_fields: fields }]).account)

      expect(missing).toEqual([])
    }))

  it("are for every channel and login those by which people are heard and the business is", () => {
    for (
      const [channel, login] of [["messenger", "facebook"], ["instagram", "facebook"], [
        "instagram",
        "instagram"
      ]] as const
    ) {
      expect(SubscribedFields.of(channel, login)).toEqual(
        expect.arrayContaining(["messages", "messaging_postbacks", "message_reactions", "standby"])
      )
    }
    expect(SubscribedFields.of("messenger", "facebook")).toContain("message_echoes")
    expect(SubscribedFields.of("instagram", "instagram")).toContain("comments")
    expect(SubscribedFields.of("instagram", "facebook")).not.toContain("comments")
  })
})

describe("who has a conversation", () => {
  const owned = (data: ReadonlyArray<object>) => ({ ...Graph.make(() => ({ body: { data } })).account, appId: "7" })

  it.effect("is us, an inbox or another app, until a moment", () =>
    Effect.gen(function*() {
      const ours = yield* ThreadOwner.of(owned([{ thread_owner: { app_id: "7", expiration: 1_763_700_000 } }]), "42")
      const inbox = yield* ThreadOwner.of(owned([{ thread_owner: { app_id: "263902037430900" } }]), "42")
      const other = yield* ThreadOwner.of(owned([{ thread_owner: { app_id: 9 } }]), "42")

      expect(ours).toEqual(Option.some({ app: "7", who: "us", until: 1_763_700_000_000 }))
      expect(inbox).toEqual(Option.some({ app: "263902037430900", who: "inbox" }))
      expect(other).toEqual(Option.some({ app: "9", who: "app" }))
    }))

  it.effect("is nobody when the platform names no one", () =>
    Effect.gen(function*() {
      expect(yield* ThreadOwner.of(owned([]), "42")).toEqual(Option.none())
      expect(yield* ThreadOwner.of(owned([{}]), "42")).toEqual(Option.none())
    }))
})

describe("a person of the app", () => {
  it.effect("is found under the ids of the page, by the app's own token", () =>
    Effect.gen(function*() {
      const app = Graph.make(() => ({
        body: { data: [{ id: "42", page: { id: "1" } }, { id: "43", page: { id: "2" } }] }
      }))
      const page = Graph.make(() => Graph.error(190))

      const ids = yield* PageIds.of({ ...page.account, app: app.account.client }, "218471")

      expect(ids).toEqual(["42"])
      expect(app.calls[0]).toMatchObject({ path: "/v26.0/218471/ids_for_pages", query: { page: "1" } })
      expect(page.calls).toEqual([])
    }))

  it.effect("is not looked for without the app's id, nor on Instagram", () =>
    Effect.gen(function*() {
      const graph = Graph.make(() => ({ body: { data: [] } }), { channel: "instagram" })

      expect(yield* PageIds.of(graph.account, "218471")).toEqual([])
      expect(yield* PageIds.of({ ...graph.account, app: graph.account.client }, "218471")).toEqual([])
      expect(graph.calls).toEqual([])
    }))
})
