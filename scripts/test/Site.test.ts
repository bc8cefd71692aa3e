import { fileURLToPath } from "node:url"
import { createMarkdownRenderer } from "vitepress"
import { describe, expect, it } from "vitest"
import config from "../../docs/.vitepress/config.ts"
import * as Contents from "../docs/Contents.ts"
import * as Reference from "../docs/Reference.ts"
import * as Site from "../docs/Site.ts"
import type * as Links from "../docs/Links.ts"

const kindOf = (path: string): Links.Kind =>
  /\.\w+$/.test(path) ? "file" : ["docs/lanes", "examples"].includes(path) ? "folder" : "nothing"

describe("an address of the site", () => {
  it.each([
    ["README.md", "/"],
    ["docs/README.md", "/docs/"],
    ["docs/policy.md", "/docs/policy"]
  ])("of %s is %s", (path, address) => {
    expect(Site.address(path)).toBe(address)
  })
})

describe("a link in the site", () => {
  it.each([
    ["policy.md#windows", "/docs/policy#windows"],
    ["#windows", "#windows"],
    ["lanes", "/docs/lanes/"],
    ["../examples", "/examples/"],
    ["../README.md", "/"],
    ["../examples/pizza/src/pizza.ts", "/docs/reference/files/examples/pizza/src/pizza-ts"],
    ["https://example.com", "https://example.com"]
  ])("%s leads to %s", (target, to) => {
    expect(Site.link("docs/messenger.md", target, kindOf)).toBe(to)
  })
})

it("a source file that a page links to has a page that shows it, whatever fences it holds", () => {
  const pages = [{ path: "docs/a.md", text: "[x](../src/x.ts) [y](b.md) ![z](z.png) [x again](../src/x.ts)" }]

  expect(Site.files(pages, kindOf)).toEqual(["src/x.ts"])
  expect(Site.file("src/x.ts", "const a = 1\n")).toEqual({
    path: "docs/reference/files/src/x-ts.md",
    text: "---\nsearch: false\n---\n\n# src/x.ts\n\n````ts\nconst a = 1\n````\n"
  })
})

it("the contents are the tables of the index, section by section", () => {
  const text =
    "# Docs\n\n[a](a.md)\n\n## Begin\n\n| page | |\n|---|---|\n| [A `b`](a.md) | [c](c.md) |\n\n## None\n\ntext\n"

  expect(Contents.sections({ path: "docs/README.md", text })).toEqual([
    { title: "Begin", entries: [{ title: "A b", path: "docs/a.md" }] }
  ])
})

it("the search is in the site itself, and puts what explains before what lists", () => {
  const { search } = config.themeConfig ?? {}
  const boost = search?.provider === "local" ? search.options?.miniSearch?.searchOptions?.boostDocument : undefined

  const [page = 0, listed = 0] = [
    "/docs/policy.html#windows",
    "/docs/reference/api/core/src/namespaces/Window.html#open"
  ]
    .map((id) => boost?.(id, "window", {}) ?? 0)

  expect(search?.provider).toBe("local")
  expect(page).toBeGreaterThan(2 * listed)
})

it("the search finds what stands below a heading: its anchor leads to its own page", async () => {
  const root = fileURLToPath(new URL("../../", import.meta.url))
  const markdown = await createMarkdownRenderer(root, config.markdown, "/")
  const text = "## Windows\n\nA [window](#windows) and its [lanes](lanes/README.md).\n"

  const html = markdown.render(text, {
    path: `${root}docs/policy.md`,
    relativePath: "docs/policy.md",
    cleanUrls: false
  })

  expect([...html.matchAll(/ href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
    "#windows",
    "#windows",
    "/docs/lanes/"
  ])
})

it("the head of the site asks no other server for anything", () => {
  expect(JSON.stringify(config.head ?? [])).not.toMatch(/https?:/)
})

it("the reference calls modules by the names under which they are imported", () => {
  const made = Reference.page({
    path: "index.md",
    text: "# core/src\n\n- [core/src/store/SqliteStore](a.md)\n- [Other](b.md)\n"
  })

  expect(made.text).toBe("# @parley/core\n\n- [@parley/core/sqlite](a.md)\n- [Other](b.md)\n")
})
