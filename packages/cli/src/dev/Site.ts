/**
 * The files of the page. They are built into the package; nothing comes from outside.
 *
 * @module
 */
import { existsSync, readFileSync, statSync } from "node:fs"
import { extname, join, sep } from "node:path"

/** A file as it is answered. */
export interface Answer {
  readonly status: number
  readonly headers: { readonly [name: string]: string }
  readonly body: Buffer | string
}

const types: { readonly [extension: string]: string } = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".wav": "audio/wav",
  ".webm": "video/webm",
  ".pdf": "application/pdf",
  ".txt": "text/plain; charset=utf-8"
}

/**
 * Where pictures, recordings and films are loaded from: what a bot sends stands on https, on this machine while it is made, or in the
 * address itself. They are shown and nothing more. Scripts, styles and calls are of this server alone, and what is loaded learns neither the page's
 * address nor its token.
 */
const media = "'self' data: https: http://127.0.0.1:* http://localhost:*"

/** What a browser may do for the page. */
export const policy = [
  "default-src 'self'",
  `img-src ${media}`,
  `media-src ${media}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'"
].join("; ")

const guarded = {
  "content-security-policy": policy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  // A page that is built anew is the one that shows.
  "cache-control": "no-cache"
}

const plain = (status: number, body: string): Answer => ({
  status,
  headers: { ...guarded, "content-type": "text/plain; charset=utf-8" },
  body
})

/** Why there is no page to show, with the cure; `undefined` where there is one. */
export const lacking = (folder: string): string | undefined =>
  existsSync(join(folder, "index.html"))
    ? undefined
    : "The page of the playground is not built. In the sources of Parley run `npm run build`; an installed package has it."

/** The file of a path; the page itself for the root. */
export const answer = (folder: string, path: string): Answer => {
  const missing = lacking(folder)
  if (missing !== undefined) return plain(503, `${missing}\n`)
  const file = join(folder, path === "/" ? "index.html" : decoded(path))
  const isInside = file.startsWith(folder + sep)
  const type = types[extname(file)]
  if (!isInside || type === undefined || statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    return plain(404, "There is no such file.\n")
  }
  return { status: 200, headers: { ...guarded, "content-type": type }, body: readFileSync(file) }
}

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path)
  } catch {
    return "/nothing"
  }
}
