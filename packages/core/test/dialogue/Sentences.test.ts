/** What an editor says where a dialogue is refused: sentences that tell what to do. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import ts from "typescript"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { options, root } from "./compiler.ts"

// Three levels under the package, so that the sources are a relative path away.
const folder = join(root, "node_modules", ".cache", `sentences-${process.pid}`)
const file = join(folder, "refused.ts")

const refused = {
  promotes: `d.notify("Shipped", { purpose: "shipping", promotional: true, otherwise: "hold", to: "b" })`,
  news: `d.notify("Today", { purpose: "news", promotional: true, otherwise: "hold", to: "b" })`,
  newsInstead: `d.notify("Hats!", { purpose: "promotion", to: "b",
    otherwise: { instead: { text: "Today", purpose: "news", promotional: true, otherwise: "drop" } } })`,
  template: `d.notify("Hats!", { purpose: "promotion", utility, otherwise: "hold", to: "b" })`,
  sponsored: `d.notify("Shipped", { purpose: "shipping", sponsored: true, otherwise: "hold", to: "b" })`,
  survey: `d.notify("How was it?", { purpose: "eventFeedback", otherwise: "hold", to: "b" })`,
  human: `d.notify("Maria here", { purpose: "humanAnswer", otherwise: "hold", to: "b" })`,
  reply: `d.notify("Hello", { purpose: "reply", otherwise: "hold", to: "b" })`,
  instead: `d.notify("Hats!", { purpose: "promotion", to: "b",
    otherwise: { instead: { text: "Hats!", purpose: "receipt", promotional: true, otherwise: "drop" } } })`,
  picture: `d.optIn("Tell me", { permission: "oneTime", topic: "t", imageUrl: "https://example.com/a.png", to: "b" })`,
  signal: `d.make({ initial: "a", states: { a: d.wait({ signal: "shipped", to: "b" }), b: d.end("It left.") } })`,
  instagram: `instagram(d.make({ initial: "a", states: {
    a: d.notify("It left.", { purpose: "shipping", otherwise: "hold", to: "b" }),
    b: d.optIn("Tell me", { permission: "oneTime", topic: "t", to: "b" }) } }))`
} as const

const head = `import { Schema } from "effect"
import * as Dialogue from "../../../src/dialogue/Dialogue.ts"
const d = Dialogue.setup({
  id: "order", version: 1, context: Schema.Struct({}), signals: { shipped: Schema.Struct({}) }, states: ["a", "b"]
})
const utility = { name: "shipped", language: "en", parameters: () => ({}) }
interface Offer { readonly purposes: "promotion"; readonly capabilities: "handover" | "recurring" }
declare const instagram: <D extends Dialogue.Any>(dialogue: D & Dialogue.Unmet<NoInfer<D>, Offer>) => void
void utility
`

let said: ReadonlyMap<string, string>

beforeAll(() => {
  mkdirSync(folder, { recursive: true })
  const names = Object.keys(refused) as ReadonlyArray<keyof typeof refused>
  const parts = names.map((name) => `{\n${refused[name]}\n}\n`)
  writeFileSync(file, head + parts.join(""))
  const program = ts.createProgram({ rootNames: [file], options })
  const problems = program.getSemanticDiagnostics(program.getSourceFile(file))
  said = new Map(names.map((name, index) => {
    const from = head.length + parts.slice(0, index).join("").length
    const own = problems.filter((one) =>
      (one.start ?? 0) >= from && (one.start ?? 0) < from + (parts[index] ?? "").length
    )
    return [name, own.map((one) => ts.flattenDiagnosticMessageText(one.messageText, "\n")).join("\n")]
  }))
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe("the compiler says", () => {
  it.each<readonly [keyof typeof refused, string]>([
    [
      "promotes",
      "a message for the purpose shipping travels by a tag or a template, and neither carries promotion: "
      + "leave promotional out, or choose the purpose promotion"
    ],
    ["news", "news carry no promotion: leave promotional out, or choose the purpose promotion"],
    ["newsInstead", "news carry no promotion: leave promotional out"],
    [
      "template",
      "no template is approved for this purpose: templates carry news of an order, an account or an appointment"
    ],
    ["sponsored", "only a promotion is sponsored: choose the purpose promotion, or leave sponsored out"],
    ["survey", "eventFeedback is asked for in a survey: use d.survey(…, { purpose: \\\"eventFeedback\\\" })"],
    ["human", "only a person of the business answers as one: through the inbox bridge"],
    ["reply", "an answer needs no purpose: use d.say"],
    ["instead", "a tag or a template carries no promotion: leave promotional out"],
    ["picture", "a request for one message has no picture"],
    [
      "signal",
      "this state is reached by a signal, or by a timer of a day or more: the window may be shut by then. "
      + "Use d.notify(…, { purpose, otherwise })"
    ],
    ["instagram", "no transport of this bot may send for the purpose shipping"],
    ["instagram", "no transport of this bot is capable of oneTime"]
  ])("of %s: %s", (name, sentence) => {
    expect(said.get(name)).toContain(sentence)
  })
})
