import { describe, expect, it } from "vitest"
import * as Decode from "../../src/inbound/Decode.ts"
import * as JsonText from "../../src/inbound/JsonText.ts"
import * as bench from "./bench.ts"
import { itemsOf } from "./items.ts"
import * as mutations from "./mutations.ts"

const time = 1_763_700_000
const receivedAt = (time + 60) * 1000

/** The identities of what a body holds whose one entry was made at this moment, in seconds. */
const ids = (at: number, list: "changes" | "messaging", items: ReadonlyArray<unknown>): ReadonlyArray<string> =>
  (Decode.decode({ object: "page", entry: [{ id: bench.page, time: at, [list]: items }] }, { receivedAt }) ?? [])
    .map(({ id }) => id)

const comment = (verb: string) => ({
  field: "feed",
  value: {
    item: "comment",
    verb,
    comment_id: "9_1",
    post_id: `${bench.page}_9`,
    from: { id: "25381719828140932", name: "Ana" },
    created_time: time - 500
  }
})

const labelled = {
  field: "inbox_labels",
  value: { action: "add", user: { id: "42" }, label: { id: "7", name: "vip" } }
}

const approved = {
  field: "message_template_status_update",
  value: { event: "APPROVED", message_template_id: 5, message_template_name: "order", message_template_language: "en" }
}

const enforced = { recipient: { id: bench.page }, policy_enforcement: { action: "warning", reason: "late answers" } }

describe("what happens again", () => {
  it.each<readonly [what: string, list: "changes" | "messaging", item: object]>([
    ["a template that is approved, paused, and approved again", "changes", approved],
    ["a label that is put on again after it was taken off", "changes", labelled],
    ["a comment that is hidden, shown, and hidden again", "changes", comment("hide")],
    ["a comment that is edited, and edited again without a word of how", "changes", comment("edited")],
    ["a reaction that is given again after it was taken back", "changes", {
      field: "feed",
      value: { item: "reaction", verb: "add", reaction_type: "like", post_id: "1_2", from: { id: "42" } }
    }],
    ["a change that came without its value", "changes", { field: "ratings" }],
    ["a topic that is only kept", "changes", { field: "hours", value: { mon_1_open: "09:00" } }],
    ["a topic that nobody knows", "changes", { field: "the_next_thing", value: { id: "1" } }],
    ["a comment in a group, which lies flat among the messages, hidden twice", "messaging", {
      ...comment("hide").value,
      field: "group_feed",
      recipient: { id: bench.page }
    }],
    ["a warning that does not say when it was given", "messaging", enforced]
  ])("is another event: %s", (_, list, item) => {
    const first = ids(time, list, [item])
    const again = ids(time, list, [item])
    const later = ids(time + 600, list, [item])

    expect(first).toHaveLength(1)
    expect(again).toEqual(first)
    expect(later).not.toEqual(first)
  })

  it.each<readonly [what: string, list: "changes" | "messaging", item: object]>([
    ["a new comment, which is told of twice on a post that is an ad, too", "changes", comment("add")],
    ["the answers of a lead ad", "changes", { field: "leadgen", value: { leadgen_id: "5", form_id: "6" } }],
    ["a message", "messaging", {
      sender: { id: "42" },
      recipient: { id: bench.page },
      timestamp: time * 1000,
      message: { mid: "m_1", text: "hi" }
    }],
    ["a reading that says itself when it was", "messaging", {
      sender: { id: "42" },
      recipient: { id: bench.page },
      timestamp: time * 1000,
      read: { watermark: time * 1000 }
    }]
  ])("is one event when it has a name or a moment of its own, in whichever delivery it comes: %s", (_, list, item) => {
    expect(ids(time + 600, list, [item])).toEqual(ids(time, list, [item]))
  })

  it("is told apart for every change that we know: sent again it is the same, and told later only where it has a name", () => {
    const later = (name: string, by: number) => {
      const body = JsonText.parse(
        mutations.text(name).replaceAll(/"time": (\d+)/g, (_, at) => `"time": ${Number(at) + by}`)
      )
      return Decode.decode(body, { receivedAt })?.map(({ id }) => id) ?? []
    }
    const names = mutations.names.filter((name) =>
      itemsOf(JsonText.parse(mutations.text(name))).every(({ item, list }) =>
        list === "changes" && typeof item === "object" && item !== null && "field" in item
        && !/message|seen|postback/.test(String(item.field))
      ) && /"time": \d/.test(mutations.text(name))
    )

    const moved = names.flatMap((name) => {
      const now = later(name, 0)
      expect(later(name, 0)).toEqual(now)
      return later(name, 7).flatMap((id, index) => {
        const isHash = /\/[\w-]{32}$/.test(id)
        return (id !== now[index]) === isHash ? [] : [name]
      })
    })

    expect(names.length).toBeGreaterThan(40)
    expect(moved).toEqual([])
  })
})
