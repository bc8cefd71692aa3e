import { expect, it } from "vitest"
import * as Examples from "../docs/Examples.ts"

it("finds the blocks of a page, each with its line", () => {
  const page = "# A\n\n```ts\nconst a = 1\n```\n\n```sh\nls\n```\n\n```ts no-run\nconst b = 2\n```\n"
  expect(Examples.ofMarkdown("a.md", page)).toEqual([
    { path: "a.md", line: 4, code: "const a = 1\n", noRun: false },
    { path: "a.md", line: 12, code: "const b = 2\n", noRun: true }
  ])
})

it("reads relative imports of a block from the folder it is said to be in", () => {
  const page = "```ts in examples/pizza/tests\nimport config from \"../parley.config.ts\"\n```\n"
  expect(Examples.ofMarkdown("a.md", page)[0]?.code).toBe("import config from \"../examples/pizza/parley.config.ts\"\n")
})

it("joins a block that is continued", () => {
  const page = "```ts\nconst a = 1\n```\n```ts continued\na // => 1\n```\n"
  expect(Examples.ofMarkdown("a.md", page).map((one) => one.code)).toEqual(["const a = 1\na // => 1\n"])
})

it("finds the examples of docstrings, fenced or not, each with its line", () => {
  const source = [
    "/**",
    " * One.",
    " *",
    " * @example",
    " * ```ts",
    " * one() // => 1",
    " * ```",
    " * @example",
    " * two() // => 2",
    " *",
    " * @see three",
    " */",
    "export const one = 1"
  ].join("\n")
  expect(Examples.ofSource("a.ts", source).map(({ line, code }) => [line, code])).toEqual([
    [6, "one() // => 1\n"],
    [9, "two() // => 2\n"]
  ])
})

it("turns each promised value into a comparison", () => {
  const text = Examples.checked({
    path: "a.md",
    noRun: false,
    line: 10,
    code: "const a = 1 // => 1\nf(\n  a\n) // => { b: 2 }\ng()\n"
  })
  expect(text).toContain(`await __example.equal("a.md:10", () => (a), () => (1));`)
  expect(text).toContain(`await __example.equal("a.md:11", () => (f(\n  a\n)), () => ({ b: 2 }));`)
})

it("turns a promised error into an expectation", () => {
  expect(Examples.checked({ path: "a.md", noRun: false, line: 1, code: "f() // => throws no \"x\"\n" })).toContain(
    `await __example.throws("a.md:1", () => (f()), "no \\"x\\"");`
  )
})

it("gives nothing to run where nothing is promised", () => {
  expect(Examples.checked({ path: "a.md", noRun: false, line: 1, code: "f() // a remark\n" })).toBeUndefined()
})
