import { Dialogue, Message, type Paths, PolicyPack, Start } from "@parley/core"
import * as Schema from "effect/Schema"
import { describe, expect, test } from "vitest"
import { done, drawn, explore, found, hour, scriptTo, timer, to } from "./charts.ts"
import { day, pack, start, week } from "./rulebook.ts"

const d = Dialogue.setup({
  id: "parcels",
  version: 1,
  context: Schema.Struct({}),
  signals: { news: Schema.Struct({}) },
  states: ["ask", "tell", "next", "over", "done"]
})

const channel = (approvals: ReadonlyArray<string> = ["utility"]): Partial<Paths.Options> => ({
  channel: { pack, approvals, at: start + 90 * day }
})

// What is refused by type is tried here, as a definition may come from elsewhere.
const quiet = d.remember({ to: "next" })
const words = d as unknown as { readonly notify: (text: string, options: object) => typeof quiet }

const template = { name: "left", language: "en", parameters: () => ({}) }

/** It tells something 25 hours after a question, and waits. */
const telling = (tell: { readonly [field: string]: unknown }): Paths.Charted =>
  d.make({
    initial: "ask",
    starts: ["parcel"],
    states: {
      ask: d.menu("Which?", { one: { title: "One", to: "done" } }, { timeout: { after: "25 hours", to: "tell" } }),
      tell: words.notify("It left.", { purpose: "shipping", otherwise: "hold", to: "next", ...tell }),
      next: d.wait({ signal: "news", to: "over" }),
      over: d.end(),
      done: d.end("Thanks.")
    }
  })

const late = (tell: { readonly [field: string]: unknown }, approvals?: ReadonlyArray<string>) => {
  const { advice, findings } = explore(telling(tell), channel(approvals))
  const [finding] = findings.filter(({ state }) => state === "tell")
  return finding === undefined ? advice.map((one) => one.advice) : [finding.promise, finding.refusal?.rule]
}

describe("words for a purpose, by the rules of a channel", () => {
  test("a template that the account is approved for may come at any time; without the approval it is a finding", () => {
    expect(late({ utility: template })).toEqual([])
    expect(late({ utility: template }, [])).toEqual(["deliverable", "approval.utility"])
    expect(late({})).toEqual(["deliverable", "content.template"])
  })

  test("a finding cites the refusal and has its ways out as its cure", () => {
    const [finding] = explore(telling({ utility: template }), channel([])).findings

    expect(finding).toMatchObject({
      problem: "no lane takes its words when they come, and they wait until the person writes",
      refusal: { rule: "approval.utility", reason: expect.stringContaining("the account has no approval \"utility\"") },
      cure: expect.stringContaining("utility: get the approval \"utility\" for the account")
    })
    expect(finding?.script.slice(-2)).toEqual(["~ 25h", "# the words of tell wait until the person writes"])
  })

  test("a purpose that no lane lists, and a promotion, come by none", () => {
    expect(late({ purpose: "crossSell" })).toEqual(["deliverable", "window.shut"])
    expect(late({ utility: template, promotional: true })).toEqual(["deliverable", "message.promotes"])
  })

  test("a stand-in may take the lane that the words themselves do not", () => {
    const standIn = { text: "A word on your order.", purpose: "receipt", utility: template, otherwise: "drop" }

    expect(late({ purpose: "crossSell", otherwise: { instead: standIn } })).toEqual([])
    expect(late({ purpose: "crossSell", otherwise: { instead: { ...standIn, purpose: "crossSell" } } })).toEqual([
      expect.stringContaining("they are dropped as it asks")
    ])
  })

  test("who drops them, or hears of their refusal, has seen to it: that is advice", () => {
    expect(late({ otherwise: "drop" })).toEqual([expect.stringContaining("(content.template), and they are dropped")])
    expect(late({ otherwise: { refused: "next" } })).toEqual([expect.stringContaining("they are refused as it asks")])
  })

  test("after a sure refusal the dialogue goes where it is heard, and nowhere else; of a mere chance both are looked at", () => {
    const message = { ...Message.text("..."), purpose: "shipping", otherwise: "refuse" } as const
    const refused = drawn({
      ask: { word: "ask", plain: true, edges: [timer(25, "tell")] },
      tell: { word: "notify", message, edges: [to("auto", "later"), to("refused", "over")] },
      later: { word: "wait", edges: [timer(1, "cold")] },
      cold: done,
      over: { word: "end", ends: true }
    })

    expect(found(refused, channel())).toEqual([])
    expect(found(refused)).toEqual(["deliverable cold"])
  })

  test("without rules nothing is known of them, and a channel without windows takes them and plain words", () => {
    const open = { channel: { pack: PolicyPack.open("desk"), approvals: [], at: start } }
    const cold = drawn({ ask: { word: "ask", plain: true, edges: [timer(25, "cold")] }, cold: done })

    expect(found(telling({}))).toEqual([])
    expect(found(telling({}), open)).toEqual([])
    expect(found(cold)).toEqual(["deliverable cold"])
    expect(found(cold, open)).toEqual([])
  })

  test("a template goes without the notice, which is due before the next free words", () => {
    const told = (discloses: { readonly discloses?: true }) => {
      const utility = { _tag: "Template", name: "left", language: "en", parameters: {}, ...discloses } as const
      const message = { ...Message.text("..."), purpose: "shipping", utility } as const
      return scriptTo(
        drawn({
          ask: { word: "ask", plain: true, edges: [timer(25, "tell")] },
          tell: { word: "notify", message, edges: [to("auto", "next")] },
          next: { word: "wait", edges: [to("answer", "which")] },
          which: { word: "ask", plain: true, edges: [to("answer", "over")] },
          over: { word: "end", ends: true }
        }),
        "over",
        channel()
      )?.slice(4, -1)
    }

    expect(told({})).toEqual(["~ 25h", "< ...", "= next", "> ...", "< ...   #disclosure", "< ...", "= which", "> ..."])
    expect(told({ discloses: true })).toEqual(["~ 25h", "< ...", "= next", "> ...", "< ...", "= which", "> ..."])
  })
})

describe("a survey", () => {
  const e = Dialogue.setup({
    id: "rating",
    version: 1,
    context: Schema.Struct({}),
    states: ["ask", "rate", "over", "done"]
  })
  const rated = (after: number, options: Partial<Paths.Options> = {}) =>
    found(
      e.make({
        initial: "ask",
        starts: ["rate"],
        states: {
          ask: e.menu("Which?", { one: { title: "One", to: "done" } }, { timeout: { after, to: "rate" } }),
          rate: e.survey({
            title: "Your order",
            question: { id: "taste", title: "How was it?", kind: "csat" },
            privacyUrl: "https://example.com/privacy"
          }, { purpose: "purchaseFeedback", otherwise: "hold", to: "over" }),
          over: e.end(),
          done: e.end("Thanks.")
        }
      }),
      { ...channel(), ...options }
    )

  const waiting = (after: string) =>
    drawn({
      ask: { word: "menu", plain: true, edges: [to("answer", "rate")] },
      rate: {
        word: "survey",
        edges: [
          to("answer", after, { label: "answered" }),
          to("answer", "done", { label: "other" }),
          timer(48, "over")
        ]
      },
      over: { word: "end", ends: true },
      done
    })

  test("that waits for its answer is a rest: the answer may come when the window is shut, any other words open it", () => {
    const late = waiting("done")
    const silent = waiting("over")

    expect(found(late, channel())).toEqual(["deliverable done"])
    expect(scriptTo(late, "done", channel())?.slice(-4)).toEqual([
      "< ...",
      "= rate",
      "> (rates 5)",
      "# the words of done wait until the person writes"
    ])
    expect(found(silent, channel())).toEqual([])
  })

  test("opens the window by its answer where the rules say so", () => {
    const opener = pack.openers.flatMap((one) =>
      one.act === "message" ? [{ ...one, id: "window.survey", act: "surveyAnswer" }] : []
    )
    const read = { ...pack, openers: [...pack.openers, ...opener] }

    expect(found(waiting("done"), { channel: { pack: read, approvals: [], at: start } })).toEqual([])
  })

  test("whose answer begins a dialogue comes when the window is shut", () => {
    const begun = drawn({ done }, { starts: [Start.rated()] })
    const quiet = drawn({ over: { word: "end", ends: true } }, { starts: [Start.rated("taste")] })

    expect(scriptTo(begun, "done", channel())?.[0]).toBe("> (rates 5)")
    expect(found(begun, channel())).toEqual(["deliverable done"])
    expect(found(quiet, channel())).toEqual([])
  })

  test("goes until a week after the person's last message, and not at its end", () => {
    expect(rated(week - 1)).toEqual([])
    expect(rated(week)).toEqual(["deliverable rate"])
  })

  test("the margin counts before the end of the week too", () => {
    expect(rated(week - hour, { margin: hour - 1 })).toEqual([])
    expect(rated(week - hour, { margin: hour })).toEqual(["deliverable rate"])
  })
})

describe("leave to write later", () => {
  const e = Dialogue.setup({
    id: "restock",
    version: 1,
    context: Schema.Struct({}),
    signals: { back: Schema.Struct({}) },
    states: ["ask", "wait", "tell", "more", "again", "no", "done"]
  })
  const asking = (declined: "no" | "wait") =>
    e.make({
      initial: "ask",
      starts: ["restock"],
      states: {
        ask: e.optIn("Tell me", { permission: "oneTime", topic: "restock", to: "wait", declined }),
        wait: e.wait({ signal: "back", timeout: { after: "1 second", to: "no" }, to: "tell" }),
        tell: e.notify("It is back.", { purpose: "promotion", topic: "restock", otherwise: "hold", to: "more" }),
        more: e.wait({ signal: "back", to: "again" }),
        again: e.notify("Again.", { purpose: "promotion", topic: "restock", otherwise: "hold", to: "done" }),
        no: e.end("All right."),
        done: e.end()
      }
    })

  test("carries one message after a yes; after a no, and once it is spent, none", () => {
    const given = explore(asking("no"), channel()).findings
    const refused = explore(asking("wait"), channel()).findings

    expect(given.map(({ refusal, state }) => [state, refusal?.rule])).toEqual([["again", "permission.used"]])
    expect(refused.map(({ state }) => state)).toContain("tell")
  })

  test("is taken for granted where the dialogue does not ask for it", () => {
    expect(late({ purpose: "promotion", topic: "restock" })).toEqual([])
    expect(late({ purpose: "promotion" })).toEqual(["deliverable", "window.shut"])
  })
})

describe("a request for leave", () => {
  const e = Dialogue.setup({
    id: "offers",
    version: 1,
    context: Schema.Struct({}),
    states: ["ask", "wait", "shut", "no"]
  })
  const asking = (refused: "shut" | "no") =>
    e.make({
      initial: "ask",
      starts: ["offers"],
      commands: { again: "shut" },
      states: {
        ask: e.optIn("Offers", { permission: "recurring", topic: "offers", to: "wait", declined: "no", refused }),
        wait: e.end("You will hear from me."),
        shut: e.remember({ to: "ask" }),
        no: e.end("All right.")
      }
    })

  test("of a kind that the rules do not have is a finding; one that stands in some regions alone is none", () => {
    const without = { ...pack, permissions: pack.permissions.filter(({ kind }) => kind !== "recurring") }
    const some = {
      ...pack,
      permissions: pack.permissions.map((one) => (one.kind === "recurring" ? { ...one, regions: ["EU"] } : one))
    }
    const by = (rules: typeof pack) => ({ channel: { pack: rules, approvals: [], at: start } })

    expect(found(asking("no"), by(some))).toEqual([])
    const [finding] = explore(asking("no"), by(without)).findings
    expect(finding).toMatchObject({ promise: "deliverable", state: "ask", refusal: { rule: "content.request" } })
    expect(finding?.script.at(-1)).toBe("# the words of ask are refused")
  })

  test("that is said again at once when it is refused is a finding: nobody hears of the second refusal", () => {
    expect(found(asking("shut"), channel())).toEqual(["answered ask"])
    expect(scriptTo(asking("shut"), "ask", channel())?.at(-1)).toBe("# the words of ask are refused")
    expect(found(asking("no"), channel())).toEqual([])
  })
})

describe("the templates of an account", () => {
  const having = (...templates: NonNullable<Paths.Channel["templates"]>): Partial<Paths.Options> => ({
    channel: { pack, approvals: ["utility"], at: start + 90 * day, templates }
  })
  const told = (options: Partial<Paths.Options>, tell: object = {}) =>
    explore(telling({ utility: template, ...tell }), options).findings.map((
      { cure, problem, promise, refusal, state }
    ) => `${promise} ${state} ${refusal?.rule ?? problem}: ${cure}`)

  test("are taken at their word unless they are declared; one that is approved goes, whatever it is filled with", () => {
    expect(told(channel())).toEqual([])
    expect(told(having({ name: "left", languages: ["en"], parameters: ["number"] }))).toEqual([])
  })

  test("make a finding of one that is not among them, not in its language, or not approved", () => {
    expect(told(having({ name: "gone", languages: ["en"] }))).toEqual([
      expect.stringMatching(/^deliverable tell template\.unknown: .*name one that it has \(gone\)/)
    ])
    expect(told(having({ name: "left", languages: ["de"] }))[0]).toContain("template.language")
    expect(told(having({ name: "left", languages: ["en"], status: "paused" }))[0]).toContain("template.unapproved")
  })

  test("make one, too, of words that are dropped, that come in the window alone, and of a stand-in", () => {
    const gone = having({ name: "gone", languages: ["en"] })
    const early = e.make({
      initial: "tell",
      starts: ["parcel"],
      states: {
        tell: e.notify("It left.", { purpose: "shipping", utility: template, otherwise: "hold", to: "done" }),
        done: e.end()
      }
    })
    const standIn = { text: "Soon.", purpose: "receipt", utility: { ...template, name: "old" }, otherwise: "drop" }

    expect(told(gone, { otherwise: "drop" })).toEqual([expect.stringContaining("the account has no template \"left\"")])
    expect(found(early, gone)).toEqual(["deliverable tell"])
    expect(told(having({ name: "left", languages: ["en"] }), { otherwise: { instead: standIn } })).toEqual([
      expect.stringContaining("the account has no template \"old\"")
    ])
  })

  test("have the language that the context decides, where they have any", () => {
    const utility = { ...template, language: () => "en" }

    expect(told(having({ name: "left", languages: ["de"] }), { utility })).toEqual([])
    expect(told(having({ name: "left", languages: ["de"], status: "pending" }), { utility })[0]).toContain("unapproved")
  })

  test("do not matter where no lane takes templates", () => {
    const without = { ...pack, lanes: pack.lanes.filter(({ content }) => content !== "template") }
    const options = { channel: { pack: without, approvals: [], at: start + 90 * day, templates: [] } }

    expect(told(options)).toEqual([expect.stringMatching(/^deliverable tell (?!template)/)])
  })

  const e = Dialogue.setup({ id: "early", version: 1, context: Schema.Struct({}), states: ["tell", "done"] })
})

describe("a comment", () => {
  const e = Dialogue.setup({ id: "price", version: 1, context: Schema.Struct({}), states: ["hello", "which", "done"] })
  const price = e.make({
    initial: "hello",
    starts: [Start.comment()],
    states: {
      hello: e.say("Hello!", { to: "which" }),
      which: e.menu("Which?", { one: { title: "One", to: "done" } }),
      done: e.end("Bye.")
    }
  })

  test("allows one reply, or opens the window, as the rules of its day say", () => {
    const opener = pack.openers.flatMap((one) =>
      one.act === "message" ? [{ ...one, id: "window.comment", act: "comment" }] : []
    )
    const seeds = { ...pack, openers: [...pack.openers, ...opener] }

    expect(found(price, channel())).toEqual(["deliverable which"])
    expect(found(price, { channel: { pack: seeds, approvals: [], at: start } })).toEqual([])
  })
})
