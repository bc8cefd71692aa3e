import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import ts from "typescript"
import { afterAll, describe, expect, it } from "vitest"
import { options, root } from "./compiler.ts"

// Three levels under the package, so that the sources are a relative path away.
const folder = join(root, "node_modules", ".cache", `type-budget-${process.pid}`)

/** A dialogue of `count` states, in the proportions of a real one. */
const dialogue = (count: number): string => {
  const states = Array.from({ length: count }, (_, index) => {
    const name = `s${index}`
    const next = `s${Math.min(index + 1, count - 1)}`
    if (index === count - 1) return `${name}: d.end("Bye")`
    switch (index % 5) {
      case 0:
        return `${name}: d.ask("Name?", { answer: Schema.NonEmptyTrimmedString, save: (name) => ({ name }), retries: { max: 3, to: "s0" }, timeout: { after: "10 minutes", to: "${next}" }, to: "${next}" })`
      case 1:
        return `${name}: d.choose("Size?", { options: { s: { title: "Small", value: 26 }, l: { title: "Large", value: 32 } }, save: (choice) => ({ size: choice.value }), to: "${next}" })`
      case 2:
        return `${name}: d.confirm((order) => order.name + "?", { yes: "${next}", no: "s0" })`
      case 3:
        return `${name}: d.run("Place", { run: (order) => order.size > 3 ? Effect.fail(new SoldOut()) : kitchen, success: { to: "${next}" }, failure: { SoldOut: "s0", else: "s0" } })`
      default:
        return `${name}: d.say((order) => order.name, { to: [{ when: (order) => order.size > 3, to: "s0" }, "${next}"] })`
    }
  })
  const names = Array.from({ length: count }, (_, index) => `"s${index}"`).join(", ")
  return `import { Context, Effect, Schema } from "effect"
import * as Dialogue from "../../../src/dialogue/Dialogue.ts"
class SoldOut extends Schema.TaggedError<SoldOut>()("SoldOut", {}) {}
class Kitchen extends Context.Tag("Kitchen")<Kitchen, { readonly bake: Effect.Effect<number> }>() {}
const kitchen = Effect.flatMap(Kitchen, (one) => one.bake)
const d = Dialogue.setup({
  id: "budget", version: 1, states: [${names}],
  context: Schema.Struct({ size: Schema.optionalWith(Schema.Number, { default: () => 0 }), name: Schema.optionalWith(Schema.String, { default: () => "" }) })
})
export const budget = d.make({ initial: "s0", states: {
  ${states.join(",\n  ")}
} })
export const needs: Context.Tag.Identifier<typeof Kitchen> extends Dialogue.Services<typeof budget> ? true : false = true
`
}

/** What the compiler has to do for one file, as an editor asks it: instantiations, and the seconds it took. */
const measure = (
  name: string,
  source: string,
  before?: ts.Program
): { readonly instantiations: number; readonly seconds: number; readonly program: ts.Program } => {
  const path = join(folder, `${name}.ts`)
  writeFileSync(path, source)
  const program = ts.createProgram({
    rootNames: [path],
    options,
    ...(before === undefined ? {} : { oldProgram: before })
  })
  const start = performance.now()
  const problems = program.getSemanticDiagnostics(program.getSourceFile(path))
  const seconds = Math.round(performance.now() - start) / 1000
  expect(problems.map((problem) => ts.flattenDiagnosticMessageText(problem.messageText, "\n"))).toEqual([])
  return { instantiations: program.getInstantiationCount(), seconds, program }
}

/** The instantiations that the page of the language names, by the number of states. */
const printed = (): ReadonlyMap<number, number> => {
  const page = readFileSync(join(root, "..", "..", "docs", "language.md"), "utf8")
  const rows = page.slice(page.indexOf("## What the types cost")).matchAll(/^\| (\d+) \| ([\d,]+) \|/gm)
  return new Map([...rows].map(([, states, count = ""]) => [Number(states), Number(count.replaceAll(",", ""))]))
}

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe("what a dialogue costs the compiler", () => {
  it("is what the page of the language says, within a tenth", { timeout: 240_000 }, () => {
    mkdirSync(folder, { recursive: true })
    const told = printed()

    const ten = measure("states10", dialogue(10))
    const sixty = measure("states60", dialogue(60), ten.program)
    const twoHundred = measure("states200", dialogue(200), sixty.program)

    const measured = [[10, ten], [60, sixty], [200, twoHundred]] as const
    for (const [states, { instantiations, seconds }] of measured) {
      process.stdout.write(`${states} states: ${instantiations} instantiations, ${seconds} s\n`)
    }
    expect([...told.keys()]).toEqual([10, 60, 200])
    expect(
      measured
        .filter(([states, one]) => Math.abs(one.instantiations / (told.get(states) ?? 0) - 1) > 0.1)
        .map(([states, one]) => `${states} states: ${told.get(states)} on the page, ${one.instantiations} measured`)
    ).toEqual([])
  })
})
