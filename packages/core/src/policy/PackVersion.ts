/**
 * Which edition of a pack it is: two packs of one name that do not say the same have two versions.
 *
 * @module
 */
import { type PolicyPack, rules } from "./PolicyRule.ts"

/** A value as text, the same for records whose fields come in another order; what is absent leaves no trace. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`
  if (typeof value !== "object" || value === null) {
    return typeof value === "string"
      ? JSON.stringify(value)
      : String(value)
  }
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`)
  return `{${fields.join(",")}}`
}

// FNV-1a over UTF-16 units, written out here, since a number that is stored must not change with a library.
const fingerprint = (text: string): string => {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return (hash >>> 0).toString(36).padStart(7, "0")
}

const compute = (pack: PolicyPack): string => {
  const days = [...rules(pack), ...pack.choices].map(({ source }) => source.read).sort()
  return [...days.slice(-1), fingerprint(canonical(pack))].join(".")
}

// Asked with every view that is taken. A pack does not change, so keeping it saves time alone.
const known = new WeakMap<PolicyPack, string>()

/**
 * The version of a pack: the latest day on which one of its pages was read, and a fingerprint of all that it says. The same
 * content gives the same version on every machine, whatever the order of its fields; the order of its rules counts.
 *
 * @example
 * import { PolicyPack } from "@parley/core"
 *
 * const before = PolicyPack.open("demo")
 * const after = { ...before, disclosure: before.disclosure.map((rule) => ({ ...rule, lapse: 172_800_000 })) }
 * PolicyPack.version(before) === PolicyPack.version(PolicyPack.open("demo"))
 * // => true
 * PolicyPack.version(before) === PolicyPack.version(after)
 * // => false
 */
export const version = (pack: PolicyPack): string => {
  const found = known.get(pack)
  if (found !== undefined) return found
  const made = compute(pack)
  known.set(pack, made)
  return made
}
