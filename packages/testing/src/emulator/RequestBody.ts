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
  const parameters = contentType.startsWith("multipart/form-data")
    ? multipart(contentType, bytesOf(body))
    : parse(contentType, typeof body === "string" ? body : bytesOf(body).toString("utf8"))
  if (parameters === undefined || deeper(parameters, deepest)) return undefined
  if (query === undefined || query.size === 0) return parameters
  return { ...fromForm(query), ...parameters }
}

const bytesOf = (body: string | Uint8Array | undefined): Buffer =>
  body === undefined
    ? Buffer.alloc(0)
    : typeof body === "string"
    ? Buffer.from(body, "utf8")
    : Buffer.from(body.buffer, body.byteOffset, body.byteLength)

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
    return JSON.parse(longNumber.test(text) ? text.replace(stringOrLongNumber, asText) : text)
  } catch {
    return undefined
  }
}

/** A number with more digits than a number of JavaScript keeps: ids that were written without quotes. */
const longNumber = /[:[,]\s*-?\d{16}/
const stringOrLongNumber = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g
const asText = (token: string): string => token.startsWith("\"") ? token : `"${token}"`

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

/** A file of a multipart body: what later checks need of it. */
const file = (head: string, content: Buffer): JsonObject => ({
  type: /content-type:\s*([^\r\n;]+)/i.exec(head)?.[1]?.trim() ?? "application/octet-stream",
  name: /filename="([^"]*)"/.exec(head)?.[1] ?? "",
  size: content.length
})

const multipart = (contentType: string, bytes: Buffer): JsonObject | undefined => {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1]
  if (boundary === undefined) return undefined
  const mark = Buffer.from(`--${boundary}`)
  const out: Array<readonly [string, unknown]> = []
  let at = bytes.indexOf(mark)
  while (at >= 0) {
    const end = bytes.indexOf(mark, at + mark.length)
    if (end < 0) break
    const part = bytes.subarray(at + mark.length, end)
    at = end
    const split = part.indexOf("\r\n\r\n")
    if (split < 0) continue
    const head = part.subarray(0, split).toString("utf8")
    const name = /name="([^"]*)"/.exec(head)?.[1]
    if (name === undefined) continue
    // A line break stands before each boundary and belongs to it.
    const content = part.subarray(split + 4, Math.max(split + 4, part.length - 2))
    out.push([name, /filename="/.test(head) ? file(head, content) : loose(content.toString("utf8"))])
  }
  return Object.fromEntries(out)
}
