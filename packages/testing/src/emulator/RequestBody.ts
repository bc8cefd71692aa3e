/**
 * Reads what a caller of the Graph API sent, in every form that the platform takes: JSON, a form, the query, multipart,
 * and objects written loosely (`{'id':'1'}`, `{id:1}`) inside a form.
 *
 * @module
 */
import { isObject, type JsonObject } from "./JsonObject.ts"

/** The parameters of a call, or nothing when the body cannot be read. */
export const read = (
  contentType: string,
  body: string | Uint8Array | undefined,
  query: URLSearchParams | undefined
): JsonObject | undefined => {
  const text = body === undefined ? "" : typeof body === "string" ? body : Buffer.from(body).toString("utf8")
  const parameters = parse(contentType, text)
  if (parameters === undefined || deeper(parameters, deepest)) return undefined
  if (query === undefined || query.size === 0) return parameters
  return { ...fromForm(query), ...parameters }
}

/** No call of the platform nests this deep; what does could be read but not written again. */
const deepest = 50

const deeper = (value: unknown, levels: number): boolean => {
  if (typeof value !== "object" || value === null) return false
  if (levels === 0) return true
  for (const inner of Object.values(value)) if (deeper(inner, levels - 1)) return true
  return false
}

const parse = (contentType: string, text: string): JsonObject | undefined => {
  if (text === "") return {}
  if (contentType.startsWith("multipart/form-data")) return multipart(contentType, text)
  if (contentType.startsWith("application/x-www-form-urlencoded")) return fromForm(new URLSearchParams(text))
  const json = strict(text)
  if (isObject(json)) return json
  // A form whose content type was left out, as `curl -d 'a=b'` users do by hand.
  return json === undefined && contentType === "" && text.includes("=")
    ? fromForm(new URLSearchParams(text))
    : undefined
}

const strict = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const fromForm = (form: URLSearchParams): JsonObject => {
  const out: Array<readonly [string, unknown]> = []
  for (const [key, value] of form) out.push([key, loose(value)])
  return Object.fromEntries(out)
}

/** A parameter that looks like an object or an array is read as one; anything else stays text. */
const loose = (value: string): unknown => {
  const trimmed = value.trim()
  if (!trimmed.startsWith("{") && !trimmed.startsWith("[")) return value
  const exact = strict(trimmed)
  if (exact !== undefined) return exact
  const quoted = trimmed
    .replace(/'((?:[^'\\]|\\.)*)'/g, (_, inner: string) => JSON.stringify(inner.replaceAll("\\'", "'")))
    .replace(/([{,]\s*)([A-Za-z_]\w*)\s*:/g, "$1\"$2\":")
    .replace(
      /:\s*([^\s"{}[\],][^"{}[\],]*)(?=\s*[,}])/g,
      (whole, bare: string) => /^(true|false|null)$/.test(bare.trim()) ? whole : `:${JSON.stringify(bare.trim())}`
    )
  const again = strict(quoted)
  return again === undefined ? value : again
}

const multipart = (contentType: string, text: string): JsonObject | undefined => {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1]
  if (boundary === undefined) return undefined
  const out: Array<readonly [string, unknown]> = []
  for (const part of text.split(`--${boundary}`)) {
    const split = part.indexOf("\r\n\r\n")
    if (split < 0) continue
    const head = part.slice(0, split)
    const name = /name="([^"]*)"/.exec(head)?.[1]
    if (name === undefined) continue
    const value = part.slice(split + 4).replace(/\r\n$/, "")
    const type = /content-type:\s*([^\r\n;]+)/i.exec(head)?.[1]
    // Of a file only what later checks need is kept: its name, type and size.
    out.push([
      name,
      /filename="/.test(head) ? { type: type ?? "application/octet-stream", size: value.length } : loose(value)
    ])
  }
  return Object.fromEntries(out)
}
