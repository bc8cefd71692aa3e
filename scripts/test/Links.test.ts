import { describe, expect, it } from "vitest"
import * as Links from "../docs/Links.ts"
import * as Pages from "../docs/Pages.ts"

const kinds: Readonly<Record<string, Links.Kind>> = {
  "docs/README.md": "file",
  "docs/links.md": "file",
  "docs/b.md": "file",
  "docs/rooms": "folder",
  "docs/empty": "folder",
  "docs/rooms/README.md": "file",
  "src/a.ts": "file"
}
const kindOf = (path: string): Links.Kind => kinds[path] ?? "nothing"

const problems = (index: string, ...others: ReadonlyArray<Links.Page>) =>
  Links.problems([{ path: "docs/README.md", text: index }, ...others], kindOf)

describe("the links of a page", () => {
  it("are found in their lines: links, pictures, definitions, and those in HTML", () => {
    const text = "# A\n[b](b.md) and ![c](c.png \"a title\")\n\n<img src=\"d.png\">\n\n[e]: e.md\n[`f`](f.md#g)\n"

    expect(Links.ofPage({ path: "docs/README.md", text }).map(({ line, target }) => [line, target])).toEqual([
      [2, "b.md"],
      [2, "c.png"],
      [4, "d.png"],
      [6, "e.md"],
      [7, "f.md#g"]
    ])
  })

  it("are not looked for in code", () => {
    const text =
      "`[a](a.md)` and ``[b](`b.md`)``\n\n```md\n[c](c.md)\n```\n\n    text\n\n- x\n\n  ```ts\n  [d](d.md)\n  ```\n"

    expect(Links.ofPage({ path: "docs/README.md", text })).toEqual([])
  })
})

describe("the anchor of a heading", () => {
  it.each([
    ["What is received", "what-is-received"],
    ["run: work outside the dialogue", "run-work-outside-the-dialogue"],
    ["`>` the person", "-the-person"],
    ["`%` faults, crash and restart", "-faults-crash-and-restart"],
    ["8. Tell people, also [there](x.md)", "8-tell-people-also-there"],
    ["¿Qué?", "qué"]
  ])("%s", (heading, anchor) => {
    expect([...Links.anchors(`# Page\n\n## ${heading}\n`)]).toEqual(["page", anchor])
  })

  it("has a number when it comes again, and is none in code", () => {
    expect([...Links.anchors("# A\n\n## A\n\n```sh\n# no heading\n```\n\n### A\n")]).toEqual(["a", "a-1", "a-2"])
  })
})

describe("a link inside", () => {
  it("may lead to a page, a heading, a file, a folder with a README.md", () => {
    const page = "[x](b.md) [y](b.md#b-c) [z](../src/a.ts) [r](rooms) [here](#here)\n\n# Here\n"

    expect(problems(page, { path: "docs/b.md", text: "# B\n\n## B, c\n" })).toEqual([])
  })

  it("is told when it leads nowhere, out of the repository, to a folder without a page, or to no heading", () => {
    const page = "[x](gone.md)\n[y](../../etc)\n[z](empty)\n[w](b.md#gone)\n[v](#gone)\n"

    expect(problems(page, { path: "docs/b.md", text: "# B\n" })).toEqual([
      "docs/README.md:1: gone.md leads nowhere; there is no docs/gone.md",
      "docs/README.md:2: ../../etc leads out of the repository",
      "docs/README.md:3: empty leads to a folder without a README.md; link one of its files, or write it",
      "docs/README.md:4: docs/b.md has no heading for #gone",
      "docs/README.md:5: docs/README.md has no heading for #gone"
    ])
  })

  it("leads to every page of the documentation, by whatever way", () => {
    const list = [{ path: "docs/b.md", text: "[on](rooms/README.md)" }, { path: "docs/rooms/README.md", text: "# R\n" }]

    expect(problems("[b](b.md)", ...list)).toEqual([])
    expect(problems("", ...list)).toEqual([
      "docs/b.md: no link leads here from docs/README.md; list it there",
      "docs/rooms/README.md: no link leads here from docs/README.md; list it there"
    ])
  })
})

describe("a link outside", () => {
  const list = (row: string) => ({ path: Links.register, text: `| address | read | for |\n|---|---|---|\n${row}\n` })

  it("is listed with the day on which it was read", () => {
    const page = "[r](links.md) [a](https://a.example)"

    expect(problems(page, list("| [A](https://a.example) | 2026-11-21 | it |"))).toEqual([])
    expect(problems(page, list("| [A](https://a.example) | soon | it |"))).toEqual([
      "docs/links.md: https://a.example was read on \"soon\", which is no day such as 2026-11-21"
    ])
  })

  it("is told when nobody has listed it, and when a row is left over", () => {
    const found = problems(
      "[r](links.md)\n[a](https://a.example)",
      list("| [B](https://b.example) | 2026-11-21 | it |")
    )

    expect(found).toEqual([
      "docs/README.md:2: https://a.example is not listed; add it to docs/links.md with the day on which you read it",
      "docs/links.md: no page links to https://b.example; take its row out"
    ])
  })
})

it("the documentation has no link that leads nowhere, and none outside that nobody has read", () => {
  const pages = Pages.all()

  expect(pages.length).toBeGreaterThan(40)
  expect(Links.problems(pages, Pages.kindOf)).toEqual([])
})
