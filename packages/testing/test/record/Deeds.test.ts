import type { Inbound } from "@parley/core"
import { describe, expect, it } from "vitest"
import * as Deeds from "../../src/record/Deeds.ts"

const nothing: ReadonlySet<string> = new Set()

type OptedIn = Extract<Inbound.Event, { _tag: "OptedIn" }>

describe("a leave that a person gave", () => {
  it.each<readonly [name: string, event: OptedIn, act: object]>([
    ["the checkbox of a web page", { _tag: "OptedIn", kind: "checkbox", ref: "spring" }, {
      _tag: "TicksCheckbox",
      ref: "spring"
    }],
    ["one message", { _tag: "OptedIn", kind: "one_time_notif_req", permission: "oneTime" }, {
      _tag: "Taps",
      title: "Notify Me"
    }],
    ["news", { _tag: "OptedIn", kind: "news_messages", permission: "news", change: "stopped" }, { _tag: "WantsNoNews" }]
  ])("is a line of a convo: %s", (_, event, act) => {
    expect(Deeds.of(event, nothing)).toEqual([{ _tag: "Person", act }])
  })

  it.each<readonly [name: string, event: OptedIn, why: string]>([
    ["a button of a web page", { _tag: "OptedIn", kind: "sendToMessenger", ref: "shop" }, "sendToMessenger"],
    ["the leave to call", { _tag: "OptedIn", kind: "call", change: "granted" }, "call"],
    ["a checkbox without a ref", { _tag: "OptedIn", kind: "checkbox" }, "checkbox"]
  ])("is told to have no line where convos have none: %s", (_, event, why) => {
    expect(Deeds.of(event, nothing)).toBe(`a leave of the kind "${why}"`)
  })
})
