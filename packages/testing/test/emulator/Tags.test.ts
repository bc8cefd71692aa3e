import { describe, expect, it } from "vitest"
import * as Judgement from "../../src/emulator/Judgement.ts"

const day = 86_400_000
const today = Date.UTC(2026, 10, 1)
const retired = Date.UTC(2026, 3, 27)
const utilityFrom = Date.UTC(2025, 6, 29)

const text = { text: "hello" }
const survey = { attachment: { type: "template", payload: { template_type: "customer_feedback" } } }
const template = { template: { name: "shipped" } }

const code = (told: Partial<Judgement.Told>, body: object): string => {
  const known = Judgement.standing({ channel: "messenger", now: today, ...told })
  const refusal = Judgement.of(known, { recipient: { id: "1" }, message: text, ...body })
  return refusal === undefined ? "sent" : `${refusal.code}/${refusal.subcode ?? "-"}`
}

const tagged = (tag: string, message: object = text) => ({ messaging_type: "MESSAGE_TAG", tag, message })

/** The answers one millisecond before a moment, and at it. */
const around = (moment: number, told: Partial<Judgement.Told>, body: object): ReadonlyArray<string> =>
  [moment - 1, moment].map((now) => code({ ...told, now }, body))

const wrote = (at: number, act: Judgement.Act = "message") => ({ history: [{ act, at }] })

const updates = ["ACCOUNT_UPDATE", "CONFIRMED_EVENT_UPDATE", "POST_PURCHASE_UPDATE"]
const byDate = { rules: "byDate" } as const
const bySeeds = { rules: "seeds" } as const

describe("the three tags for updates", () => {
  for (const tag of updates) {
    it(`${tag} has no limit of time, and ends on 27 Apr 2026`, () =>
      expect(around(retired, wrote(0), tagged(tag))).toEqual(["sent", "100/-"]))
    it(`${tag} lives for ever by the seed pages`, () =>
      expect(around(retired, { ...wrote(0), strict: bySeeds }, tagged(tag))).toEqual(["sent", "sent"]))
    it(`${tag} is not of Instagram`, () =>
      expect(code({ ...wrote(0), channel: "instagram", strict: bySeeds }, tagged(tag))).toBe("100/-"))
    it(`${tag} goes to nobody who never began a conversation`, () =>
      expect(code({ ...wrote(0, "adReferral"), strict: bySeeds }, tagged(tag))).toBe("10/2018278"))
    it(`${tag} takes no survey outside the window`, () =>
      expect(code({ ...wrote(0), strict: bySeeds }, tagged(tag, survey))).toBe("100/-"))
  }
})

describe("the tags of seven days", () => {
  for (const [name, strict] of [["today", byDate], ["by the seed pages", bySeeds]] as const) {
    for (const act of ["message", "adMessage", "postback", "plugin"] as const) {
      it(`HUMAN_AGENT ends seven days after a ${act}, ${name}`, () =>
        expect(around(today + 7 * day, { ...wrote(today, act), strict }, tagged("HUMAN_AGENT"))).toEqual([
          "sent",
          "10/2018278"
        ]))
    }
    it(`HUMAN_AGENT is the tag of Instagram, ${name}`, () =>
      expect(around(today + 7 * day, { ...wrote(today), channel: "instagram", strict }, tagged("HUMAN_AGENT"))).toEqual(
        ["sent", "10/2534022"]
      ))
    it(`HUMAN_AGENT needs its approval, ${name}`, () =>
      expect(code({ ...wrote(today), strict, approvals: { humanAgent: false } }, tagged("HUMAN_AGENT"))).toBe("10/-"))
    it(`CUSTOMER_FEEDBACK ends seven days after a message, ${name}`, () =>
      expect(around(today + 7 * day, { ...wrote(today), strict }, tagged("CUSTOMER_FEEDBACK", survey))).toEqual([
        "sent",
        "10/2018278"
      ]))
    it(`CUSTOMER_FEEDBACK takes nothing but a survey, ${name}`, () =>
      expect(code({ ...wrote(today), strict }, tagged("CUSTOMER_FEEDBACK"))).toBe("100/-"))
    it(`outside the window a survey has no other tag, ${name}`, () =>
      expect(code({ ...wrote(today - day), strict }, tagged("HUMAN_AGENT", survey))).toBe("100/-"))
    it(`inside the window a survey needs no tag, ${name}`, () =>
      expect(code({ ...wrote(today), strict }, { message: survey })).toBe("sent"))
  }
  it("a reaction or a link opens the window and not the seven days", () => {
    for (const act of ["reaction", "referral"] as const) {
      expect(around(today + day, wrote(today, act), tagged("HUMAN_AGENT"))).toEqual(["sent", "10/2018278"])
    }
  })
})

describe("a utility message", () => {
  const utility = { messaging_type: "UTILITY", message: template }
  it("has no limit of time, and begins on 29 Jul 2025", () =>
    expect(around(utilityFrom, wrote(0), utility)).toEqual(["100/-", "sent"]))
  it("is not in the seed pages", () => expect(code({ ...wrote(0), strict: bySeeds }, utility)).toBe("100/-"))
  it("is not of Instagram", () => expect(code({ ...wrote(0), channel: "instagram" }, utility)).toBe("10/-"))
  it("needs its approval", () => expect(code({ ...wrote(0), approvals: { utility: false } }, utility)).toBe("10/-"))
  it("needs a template", () => expect(code(wrote(0), { messaging_type: "UTILITY" })).toBe("100/-"))
  it("needs a conversation that the person began", () => expect(code({}, utility)).toBe("10/2018278"))
  it("goes to a scoped id alone", () => {
    const grants = [{ kind: "comment", id: "7", psid: "1", at: today }] as const
    expect(code({ ...wrote(0), grants }, { ...utility, recipient: { comment_id: "7" } })).toBe("100/-")
    expect(code(wrote(0), { ...utility, recipient: { user_ref: "r" } })).toBe("100/-")
  })
})

describe("what only the window takes", () => {
  for (const message of [{ sticker_id: "1" }, { attachment: { payload: { template_type: "one_time_notif_req" } } }]) {
    it(`${JSON.stringify(message)}, under no tag outside it`, () =>
      expect(around(today + day, wrote(today), tagged("HUMAN_AGENT", message))).toEqual(["sent", "10/2018278"]))
  }
  it("an answer to one message, under no tag outside it", () =>
    expect(around(today + day, wrote(today), { ...tagged("HUMAN_AGENT"), reply_to: { mid: "m" } })).toEqual([
      "sent",
      "10/2018278"
    ]))
  it("sender actions, and those to a scoped id alone", () => {
    for (const sender_action of ["typing_on", "typing_off", "mark_seen", "react", "unreact"]) {
      const action = { sender_action, message: undefined }
      expect(around(today + day, wrote(today), action)).toEqual(["sent", "10/2018278"])
      expect(around(today + day, { ...wrote(today), channel: "instagram" }, action)).toEqual(["sent", "10/2534022"])
      expect(code(wrote(today), { ...action, recipient: { user_ref: "r" } })).toBe("100/-")
    }
  })
})

describe("who cannot be written to", () => {
  it("somebody who blocked the page, or has no account now", () => {
    expect(code({ ...wrote(today), blocked: true }, {})).toBe("551/1545041")
    expect(code({ ...wrote(today), unreachable: true }, {})).toBe("10/2018108")
  })
  it("somebody whom another app talks to", () => {
    expect(code({ ...wrote(today), owner: "other" }, {})).toBe("2018300/-")
    expect(code({ ...wrote(today), owner: "other", channel: "instagram" }, {})).toBe("100/2534037")
  })
  it("nobody that the page knows", () => {
    expect(code({ known: false }, {})).toBe("100/2018001")
    expect(code({ known: false, channel: "instagram" }, {})).toBe("100/2534014")
  })
})

it("the first thing that is wrong is told: recipient, owner, block, window, tag", () => {
  const all = { owner: "other", blocked: true, known: false } as const
  expect(code(all, tagged("NONE"))).toBe("100/2018001")
  expect(code({ ...all, known: true }, tagged("NONE"))).toBe("2018300/-")
  expect(code({ blocked: true }, tagged("NONE"))).toBe("551/1545041")
  expect(code({}, tagged("NONE"))).toBe("100/-")
  expect(code({}, {})).toBe("10/2018278")
})
