import { Conversation, Disclosure, PolicyPack } from "@parley/core"
import { describe, expect, test } from "vitest"

const day = 86_400_000
const view = PolicyPack.on(PolicyPack.open("demo"), 0)
const fresh = Conversation.empty({ channel: "demo", account: "1", person: "2" })
const told: Conversation.Conversation = { ...fresh, disclosure: { _tag: "Told", at: 0 }, lastHeardAt: 0, lastSaidAt: 0 }

describe("Disclosure", () => {
  test("it is due at the start, and not again once told", () => {
    expect(Disclosure.due(fresh, view, 0)).toBe("start")
    expect(Disclosure.due(told, view, 1)).toBeUndefined()
  })

  test("it is not asked for twice while it is on its way", () => {
    expect(Disclosure.due({ ...told, disclosure: { _tag: "Pending", outbound: "o1" } }, view, 9 * day)).toBeUndefined()
  })

  test("it is due again after a lapse, counted from the last thing that either side said", () => {
    expect(Disclosure.due(told, view, day - 1)).toBeUndefined()
    expect(Disclosure.due(told, view, day)).toBe("lapse")
    expect(Disclosure.due({ ...told, lastHeardAt: 5 }, view, day)).toBeUndefined()
    expect(Disclosure.due({ ...told, lastSaidAt: 5 }, view, day)).toBeUndefined()
  })

  test("the bot may choose its own lapse", () => {
    expect(Disclosure.due(told, view, 60_000, { lapse: 60_000 })).toBe("lapse")
  })

  test("it is due when a person of the business gives the conversation back", () => {
    expect(Disclosure.due({ ...told, disclosure: Disclosure.afterHuman }, view, 1)).toBe("fromHuman")
  })

  test("its words follow the person's language, and fall back to English", () => {
    expect(Disclosure.text({}, "de_DE")).toBe("Hier antwortet ein automatischer Assistent.")
    expect(Disclosure.text({}, "xx")).toBe("You are talking to an automated assistant.")
    expect(Disclosure.text({ text: { fr: "Je suis un robot.", en: "I am a bot." } }, "fr-CA")).toBe("Je suis un robot.")
    expect(Disclosure.text({ text: { fr: "Je suis un robot." } }, "ja")).toBe("Je suis un robot.")
    expect(Disclosure.text({ text: (locale) => `bot (${locale})` }, "ja")).toBe("bot (ja)")
  })

  test("a locale that is the name of an object's own method finds no words there", () => {
    expect(Disclosure.text({}, "constructor")).toBe("You are talking to an automated assistant.")
  })
})
