/**
 * Says what is wrong with the links of the documentation.
 *
 * @module
 */
import * as Links from "./Links.ts"
import * as Pages from "./Pages.ts"

const pages = Pages.all()
const problems = Links.problems(pages, Pages.kindOf)
if (problems.length > 0) {
  process.stderr.write(`${problems.join("\n")}\n`)
  process.exitCode = 1
}
const links = pages.flatMap(Links.ofPage)
const outside = links.filter(({ target }) => Links.isOutside(target)).length
process.stdout.write(`${pages.length} pages, ${links.length - outside} links inside, ${outside} outside\n`)
