/**
 * The files of `migrations` that a page shows: a fenced block under a paragraph that begins with the path, in backquotes.
 *
 * @module
 */
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import * as Examples from "../docs/Examples.ts"
import * as Walkthrough from "../docs/Walkthrough.ts"

/** What a page of migration shows of a framework's folder and of ours, and where it is not what stands there. */
export const wrong = (page: string, needed: ReadonlyArray<string>): ReadonlyArray<string> => {
  const shown = Walkthrough.files(page)
  return [
    ...needed.filter((path) => !shown.some((one) => one.path === path)).map((path) => `does not show ${path}`),
    ...shown.filter(({ path, text }) => {
      const file = join(Examples.root, path)
      return !existsSync(file) || readFileSync(file, "utf8") !== text
    }).map(({ path }) => `shows another ${path} than there is; run \`npm run docs:sync\``)
  ]
}

/** The page with each file that it shows as it is today. */
export const put = (page: string): string =>
  Walkthrough.files(page).reduce((text, shown) => {
    const file = join(Examples.root, shown.path)
    if (!shown.path.startsWith("migrations/") || !existsSync(file)) return text
    return text.replace(`\n${shown.text}\`\`\``, () => `\n${readFileSync(file, "utf8")}\`\`\``)
  }, page)
