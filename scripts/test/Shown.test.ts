import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import * as Examples from "../docs/Examples.ts"
import * as Shown from "../docs/Shown.ts"

const begin = "<!-- what each channel shows: made by `npm run docs:sync` -->"
const end = "<!-- /what each channel shows -->"

it("the table of what each channel shows is as the code has it (`npm run docs:sync`)", () => {
  const text = readFileSync(join(Examples.root, Shown.page), "utf8")

  expect(Shown.put(text)).toBe(text)
})

it("the table takes the place between its marks, and nothing else", () => {
  expect(Shown.put(`a\n${begin}\nold\n${end}\nb`, "new")).toBe(`a\n${begin}\n\nnew\n\n${end}\nb`)
  expect(Shown.put("a page without marks", "new")).toBeUndefined()
})

it("what the channels differ in is told apart", () => {
  const row = (name: string) => Shown.table().split("\n").find((line) => line.startsWith(`| ${name} |`))

  expect(row("a text")).toBe("| a text | yes | yes | yes |")
  expect(row("`Rich.receipt`")).toBe("| `Rich.receipt` | yes | in words | in words |")
  expect(row("a reaction")).toBe("| a reaction | yes | yes | no |")
  expect(row("quick replies under a picture")).toBe(
    "| quick replies under a picture | yes | under a text of their own | by number, in the text |"
  )
})
