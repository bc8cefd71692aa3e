/**
 * How the pages become a site: which address a page has, and what is shown for a file that is no page.
 *
 * The site is made of the repository itself, so that every link works in both: `docs/policy.md` is `/docs/policy`, and the `README.md` of
 * a folder is the folder. A link to a source file leads to a page that shows it.
 *
 * @module
 */
import { posix } from "node:path"
import * as Links from "./Links.ts"

/** Where pages are that are made for the site alone. */
export const made = "docs/reference"

const shownAs = (path: string): string => `${made}/files/${path.replaceAll(".", "-")}.md`

/** The address of a page in the site. */
export const address = (path: string): string =>
  `/${path.replace(/(^|\/)README\.md$/, "$1").replace(/\.md$/, "").replace(/\/$/, "/")}`

/**
 * Where a link of a page leads in the site. What has no page there is left as it is, and so is what stays on its page: by the anchor
 * of a heading, which is such a link, the search finds what stands below it.
 */
export const link = (from: string, target: string, kindOf: (path: string) => Links.Kind): string => {
  if (Links.isOutside(target) || target.startsWith("/") || target.startsWith("#") || target === "") return target
  const { anchor, path } = Links.destination(from, target)
  const page = Links.shown(path, kindOf(path))
  const at = page.endsWith(".md") ? page : shownAs(page)
  return `${address(at)}${anchor === "" ? "" : `#${anchor}`}`
}

const picture = /\.(png|jpe?g|gif|svg|webp)$/

/** The source files that pages link to, each once. */
export const files = (
  pages: ReadonlyArray<Links.Page>,
  kindOf: (path: string) => Links.Kind
): ReadonlyArray<string> => {
  const targets = pages.flatMap((page) =>
    Links.ofPage(page)
      .filter(({ target }) => !Links.isOutside(target))
      .map(({ target }) => Links.destination(page.path, target).path)
  )
  return [...new Set(targets)].filter((path) => kindOf(path) === "file" && !path.endsWith(".md") && !picture.test(path))
    .sort()
}

/** The page that shows a source file, by its path and its text. */
export const file = (path: string, text: string): Links.Page => {
  const language = posix.extname(path).slice(1)
  return {
    path: shownAs(path),
    text: `---\nsearch: false\n---\n\n# ${path}\n\n\`\`\`\`${language}\n${text.replace(/\n?$/, "\n")}\`\`\`\`\n`
  }
}
