import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import * as Examples from "../docs/Examples.ts"

const page = readFileSync(join(Examples.root, "docs", "language.md"), "utf8")

/** The part of the page that has the words, one section for each. */
const sections = (page.split("\n## The words\n")[1]?.split("\n## ")[0] ?? "").split(/^### /m).slice(1)
  .filter((section) => !section.startsWith("All together"))

/** Every word that a dialogue can be made of. */
const words = [
  ...readFileSync(join(Examples.root, "packages", "core", "src", "dialogue", "Words.ts"), "utf8")
    .matchAll(/^ {2}readonly (\w+): \w+</gm)
].flatMap(([, word]) => word ?? [])

it("the page on the language shows every word in a runnable example, and something of it that the compiler refuses", () => {
  const shown = sections.map((section) => ({
    title: section.split("\n")[0] ?? "",
    code: Examples.fences(section).filter(({ info }) => info.startsWith("ts")).map(({ code }) => code).join("\n")
  }))

  expect(words.length).toBeGreaterThan(15)
  expect(words.filter((word) => !shown.some(({ code }) => code.includes(`d.${word}(`)))).toEqual([])
  expect(shown.filter(({ code }) => !/\/\/ @ts-expect-error \S/.test(code)).map(({ title }) => title)).toEqual([])
})
