/** Changes of who has the conversation, as a dialogue says them. */
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import type { MachineOutput } from "../../src/dialogue/Definition.ts"
import * as Message from "../../src/model/Message.ts"
import { begin } from "./talk.ts"

const Case = Schema.Struct({
  app: Schema.optionalWith(Schema.String, { default: () => "77" }),
  hours: Schema.optionalWith(Schema.Number, { default: () => 3 })
})
const d = Dialogue.setup({
  id: "desk",
  version: 1,
  context: Case,
  states: ["pass", "extend", "fixed", "take", "release", "request", "granted", "late"]
})
const shared = { granted: d.end("Mine again."), late: d.end("No answer.") }
const request = d.control("request", {
  note: "May I?",
  timeout: { after: "10 minutes", to: "late" },
  to: "granted"
})
/** Every change once, with words after the first. */
const desk = d.make({
  initial: "extend",
  states: {
    extend: d.control("extend", { for: ({ hours }) => `${hours} hours`, to: "fixed" }),
    fixed: d.control("extend", { for: "7 days", to: "pass" }),
    pass: d.control("pass", { app: ({ app }) => app, note: "A lost parcel.", to: "take" }),
    take: d.control("take", { to: "release" }),
    release: d.control("release", { note: "Done.", to: "request" }),
    request,
    ...shared
  }
})

const put = (out: ReadonlyArray<MachineOutput>) =>
  out.map((one) =>
    one.type === "out.control" ? one.control : one.type === "out.message" ? Message.words(one.message) : ""
  )

describe("a dialogue changes who has the conversation", () => {
  it("in the order in which it says so, with what it knows", () => {
    expect(put(begin(desk).out)).toEqual([
      { _tag: "Extend", for: 10_800_000 },
      { _tag: "Extend", for: 604_800_000 },
      { _tag: "Pass", to: "77", note: "A lost parcel." },
      { _tag: "Take" },
      { _tag: "Release", note: "Done." },
      { _tag: "Request", note: "May I?" }
    ])
  })

  it("and waits for another app to give it up, or for the time to pass", () => {
    const talk = begin(desk)

    expect(talk.state).toBe("request")
    expect(talk.write("hello?").state).toBe("request")
    expect(talk.event({ type: "in.released" }).said).toEqual(["Mine again."])
    expect(talk.fire().said).toEqual(["No answer."])
    expect(desk.deferrals).toEqual({ request: "act" })
  })

  it("and is told when it is made that a time is none", () => {
    const making = () =>
      d.make({
        initial: "extend",
        states: {
          extend: d.control("extend", { for: "Infinity", to: "pass" } as never),
          fixed: d.control("take", { to: "pass" }),
          pass: d.control("take", { to: "fixed" }),
          take: d.end(),
          release: d.end(),
          request,
          ...shared
        }
      })

    expect(making).toThrow("the conversation cannot be kept for \"Infinity\". Cure: write a length such as \"2 hours\"")
  })
})
