/**
 * The links of the documentation: where they lead, and what is wrong with them. Pages are named by their path from the root.
 *
 * @module
 */
import { posix } from "node:path"

/** A page of Markdown. */
export interface Page {
  readonly path: string
  readonly text: string
}

/** A link: the page and the line (from 1) that it stands in, and its target as written. */
export interface Link {
  readonly path: string
  readonly line: number
  readonly target: string
}

/** What stands at a path of the repository. */
export type Kind = "file" | "folder" | "nothing"

/** An address outside, and the day on which somebody last read what is there (ISO date). */
export interface Read {
  readonly address: string
  readonly read: string
}

/** The page that lists the addresses outside. */
export const register = "docs/links.md"

/** The page from which every other one is reached. */
export const index = "docs/README.md"

const masked = (text: string): string => text.replace(/[^\n]/g, "\u00b7")

/** The text without its code, every other character where it was. */
const prose = (text: string): string =>
  text
    .replace(/^( *)(`{3,})[^\n]*\n[\s\S]*?^\1\2 *$/gm, masked)
    .replace(/<!--[\s\S]*?-->/g, masked)
    .replace(/(`+)[^`](?:[\s\S]*?[^`])?\1(?!`)/g, masked)

const lineAt = (text: string, index: number): number => text.slice(0, index).split("\n").length

/** The links and pictures of a page, in their order; nothing that stands in code. */
export const ofPage = ({ path, text }: Page): ReadonlyArray<Link> => {
  const words = prose(text)
  const found = [
    ...words.matchAll(/\]\(\s*<?([^()\s>]+)>?[^)]*\)/g),
    ...words.matchAll(/^ {0,3}\[[^\]]+\]: +<?([^\s>]+)/gm),
    ...words.matchAll(/\b(?:href|src|srcset)="([^"]+)"/g)
  ]
  return found
    .sort((a, b) => a.index - b.index)
    .map(({ 1: target = "", index }) => ({ path, line: lineAt(text, index), target }))
}

/** The anchor of a heading, as GitHub and the site make it. */
export const slug = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, "")
    .replaceAll(" ", "-")

const plain = (heading: string): string => heading.replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll(/[`*]/g, "")

/** The anchors of a page: those of its headings, of which the second of a name is `name-1`. */
export const anchors = (text: string): ReadonlySet<string> => {
  const fenceless = text.replace(/^( *)(`{3,})[^\n]*\n[\s\S]*?^\1\2 *$/gm, "")
  const made = new Set<string>()
  for (const { 1: heading = "" } of fenceless.matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const name = slug(plain(heading))
    let place = 0
    while (made.has(place === 0 ? name : `${name}-${place}`)) place++
    made.add(place === 0 ? name : `${name}-${place}`)
  }
  return made
}

/** Whether a target lies outside the repository. */
export const isOutside = (target: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(target)

/** Where a target inside leads: the path from the root, and the anchor without its sign. */
export const destination = (from: string, target: string): { readonly path: string; readonly anchor: string } => {
  const [file = "", anchor = ""] = target.split("#")
  const path = file === "" ? from : posix.normalize(posix.join(posix.dirname(from), decodeURI(file)))
  return { path: path.replace(/\/$/, ""), anchor: decodeURIComponent(anchor) }
}

/** The page that is shown for a path: a folder shows its `README.md`. */
export const shown = (path: string, kind: Kind): string => kind === "folder" ? posix.join(path, "README.md") : path

/** The addresses that the register lists; a row is `| [name](address) | day | … |`. */
const registered = (text: string): ReadonlyArray<Read> =>
  [...text.matchAll(/^\| *\[[^\]]*\]\(([^)\s]+)\) *\| *([^|]*?) *\|/gm)].map(({ 1: address = "", 2: read = "" }) => ({
    address,
    read
  }))

const inside = (link: Link, pages: ReadonlyMap<string, string>, kindOf: (path: string) => Kind) => {
  const where = `${link.path}:${link.line}`
  const { anchor, path } = destination(link.path, link.target)
  const kind = kindOf(path)
  if (path.startsWith("..")) return `${where}: ${link.target} leads out of the repository`
  if (kind === "nothing") return `${where}: ${link.target} leads nowhere; there is no ${path}`
  const page = shown(path, kind)
  if (kind === "folder" && kindOf(page) === "nothing") {
    return `${where}: ${link.target} leads to a folder without a README.md; link one of its files, or write it`
  }
  const text = pages.get(page)
  if (anchor === "" || text === undefined || anchors(text).has(anchor)) return undefined
  return `${where}: ${page} has no heading for #${anchor}`
}

/** The pages that are reached from the index by links. */
const reached = (pages: ReadonlyMap<string, string>, kindOf: (path: string) => Kind): ReadonlySet<string> => {
  const seen = new Set([index])
  for (const path of seen) {
    for (const { target } of ofPage({ path, text: pages.get(path) ?? "" })) {
      if (isOutside(target)) continue
      const to = destination(path, target).path
      const page = shown(to, kindOf(to))
      if (pages.has(page)) seen.add(page)
    }
  }
  return seen
}

const outside = (links: ReadonlyArray<Link>, pages: ReadonlyMap<string, string>): ReadonlyArray<string> => {
  const list = registered(pages.get(register) ?? "")
  const known = new Set(list.map(({ address }) => address))
  const used = new Set(links.filter(({ path }) => path !== register).map(({ target }) => target))
  return [
    ...links.filter(({ path, target }) => path !== register && !known.has(target)).map(({ line, path, target }) =>
      `${path}:${line}: ${target} is not listed; add it to ${register} with the day on which you read it`
    ),
    ...list.filter(({ read }) => !/^\d{4}-\d{2}-\d{2}$/.test(read)).map(({ address, read }) =>
      `${register}: ${address} was read on "${read}", which is no day such as 2026-11-21`
    ),
    ...list.filter(({ address }) => !used.has(address)).map(({ address }) =>
      `${register}: no page links to ${address}; take its row out`
    )
  ]
}

/**
 * Everything that is wrong with the links of the pages: paths and anchors that are not there, addresses outside that the register does
 * not list or lists without need, and pages of `docs` that no link leads to.
 */
export const problems = (pages: ReadonlyArray<Page>, kindOf: (path: string) => Kind): ReadonlyArray<string> => {
  const texts = new Map(pages.map(({ path, text }) => [path, text]))
  const links = pages.flatMap(ofPage)
  const found = reached(texts, kindOf)
  return [
    ...links.filter(({ target }) => !isOutside(target)).flatMap((link) => inside(link, texts, kindOf) ?? []),
    ...outside(links.filter(({ target }) => isOutside(target)), texts),
    ...pages.filter(({ path }) => path.startsWith("docs/") && !found.has(path)).map(({ path }) =>
      `${path}: no link leads here from ${index}; list it there`
    )
  ]
}
