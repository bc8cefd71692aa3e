/**
 * The site over these pages: its contents are those of `docs/README.md`, its search works without a network.
 *
 * @module
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { defineConfig, type MarkdownEnv } from "vitepress"
import * as Contents from "../../scripts/docs/Contents.ts"
import * as Links from "../../scripts/docs/Links.ts"
import * as Pages from "../../scripts/docs/Pages.ts"
import * as Site from "../../scripts/docs/Site.ts"
import { convo } from "./convo.ts"

const root = fileURLToPath(new URL("../../", import.meta.url))
const index: Links.Page = { path: Links.index, text: readFileSync(join(root, Links.index), "utf8") }
const pages = Pages.all().map(({ path }) => path)

const item = ({ path, title }: Contents.Entry) => ({
  text: title,
  link: Site.address(Links.shown(path, Pages.kindOf(path)))
})

/** The page that is being rendered, by its path from the root. */
const pathOf = (env: MarkdownEnv): string => (env.path ?? "").replaceAll("\\", "/").slice(root.length)

export default defineConfig({
  title: "Parley",
  description: "Bots that hold a conversation, written in TypeScript.",
  lang: "en",
  srcDir: "..",
  // The repository has Markdown that is nobody's page: notes of changes, fixtures, what tools write.
  srcExclude: [
    "**/.*/**",
    "**/CHANGELOG.md",
    "bench/**",
    "packages/*/!(README).md",
    "packages/*/*/**",
    "examples/*/*/**"
  ],
  rewrites: Object.fromEntries(
    pages.filter((path) => path.endsWith("README.md")).map((path) => [path, path.replace(/README\.md$/, "index.md")])
  ),
  lastUpdated: false,
  markdown: {
    anchor: { slugify: Links.slug },
    languages: [convo],
    config: (markdown) => {
      // The pages are no templates: Meta's placeholders and those of other frameworks are words.
      for (const kind of ["text", "code_inline"] as const) {
        const render = markdown.renderer.rules[kind]
        markdown.renderer.rules[kind] = (tokens, at, options, env, self) =>
          (render?.(tokens, at, options, env, self) ?? "").replaceAll("{{", "&#123;&#123;")
      }
      markdown.core.ruler.push("links-of-the-repository", (state) => {
        const from = pathOf(state.env as MarkdownEnv)
        if (from.startsWith(Site.made)) return
        for (const token of state.tokens.flatMap(({ children }) => children ?? [])) {
          const target = token.type === "link_open" ? token.attrGet("href") : null
          if (target !== null) token.attrSet("href", Site.link(from, target, Pages.kindOf))
        }
      })
    }
  },
  themeConfig: {
    search: {
      provider: "local",
      // Every exported name has an entry: without this they stand above the pages that explain them. It is sent to the browser as text.
      options: {
        miniSearch: {
          searchOptions: { boostDocument: (id: string) => id.includes("/reference/api/") ? 0.25 : 1 }
        }
      }
    },
    outline: { level: [2, 3] },
    nav: [
      { text: "Guide", link: "/docs/getting-started" },
      { text: "The language", link: "/docs/language" },
      { text: "Policy", link: "/docs/policy" },
      { text: "Reference", link: "/docs/reference/api/" }
    ],
    sidebar: [
      ...Contents.sections(index).map(({ entries, title }) => ({ text: title, items: entries.map(item) })),
      { text: "Reference", items: [{ text: "Every exported name", link: "/docs/reference/api/" }] }
    ]
  }
})
