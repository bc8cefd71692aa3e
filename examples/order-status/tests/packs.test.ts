import { Convo } from "@parley/testing"
import { describe, expect, it } from "vitest"
import config from "../parley.config.ts"

const notice = "< I'm the automated assistant of Fil & Lin.   #disclosure"

/** What she hears of her parcel two days after her last word, by the way that it travels. */
const told = {
  utility: ["< Your order L1001 has left. It should be there on Friday 6 November.   #utility"],
  tag: [
    notice,
    "< Good news: order L1001 is on its way, and should be there on Friday 6 November.   #tagged #tag:POST_PURCHASE_UPDATE"
  ],
  none: ["! no send   held 1"]
}

const convo = (way: keyof typeof told, approvals: string): string =>
  [
    `bot order-status   person Ana en_US${approvals}`,
    "> order",
    notice,
    "< Your order number...",
    "> L1001",
    "< We are packing order L1001...",
    "~ 2d   window closed",
    "signal parcel {\"status\":\"shipped\",\"day\":\"2026-11-06\"}",
    ...told[way],
    ""
  ].join("\n")

describe("news of a parcel, two days after her last word", () => {
  it.each(
    [
      ["today", "2026-11-02T09:00Z", "current", "", "utility"],
      ["today, without the approval", "2026-11-02T09:00Z", "current", "   approvals none", "none"],
      ["on the last day of the tags", "2026-04-24T09:00Z", "current", "", "tag"],
      ["on the first day without them", "2026-04-25T09:00Z", "current", "", "utility"],
      ["by the seed pages", "2024-03-04T09:00Z", "seeds", "", "tag"],
      ["by the seed pages, were they those of today", "2026-11-02T09:00Z", "seeds", "   approvals none", "tag"]
    ] as const
  )("%s (%s, %s%s) travel by: %s", async (_, on, pack, approvals, way) => {
    const outcome = await Convo.runText(convo(way, approvals), { ...config, on, pack })

    expect(Convo.explain(outcome)).toBeUndefined()
  })
})
