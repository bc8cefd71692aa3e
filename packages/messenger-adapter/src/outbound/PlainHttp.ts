/**
 * Addresses of a request that begin with http://: the platform opens them, and whoever listens on the way reads along.
 *
 * @module
 */

const isAddress = (key: string): boolean => key === "url" || key.endsWith("_url")

const collect = (value: object, into: Set<string>): void => {
  for (const [key, one] of Object.entries(value)) {
    if (typeof one === "string") {
      if (isAddress(key) && /^http:/i.test(one) && URL.canParse(one)) into.add(new URL(one).host)
    } else if (typeof one === "object" && one !== null) collect(one, into)
  }
}

/** The hosts that are asked in the open, each once. Words are not looked into. */
export const hosts = (body: object): ReadonlyArray<string> => {
  if (!("message" in body) || typeof body.message !== "object" || body.message === null) return []
  const { message } = body
  if (!("attachment" in message || "attachments" in message || "quick_replies" in message)) return []
  const found = new Set<string>()
  collect(message, found)
  return [...found]
}
