/**
 * Which network addresses belong to the public internet: all others are of this machine, of its neighbours, or of nobody.
 *
 * @module
 */
import ipaddr from "ipaddr.js"

type Parsed = ipaddr.IPv4 | ipaddr.IPv6

/** The one spelling of an address of version 6: what the library makes of "::8.8.8.8" is another address. */
const spelled = (text: string): string | undefined => {
  const url = `http://[${text}]/`
  return URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : undefined
}

/** Addresses as they are written in full; the short and octal forms of version 4 are names to us, and are looked up as such. */
const parse = (text: string): Parsed | undefined => {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text)
  const plain = text.includes(":") ? spelled(text) : undefined
  return plain === undefined ? undefined : ipaddr.IPv6.parse(plain)
}

const isV6 = (address: Parsed): address is ipaddr.IPv6 => address.kind() === "ipv6"

/** Where all public addresses of version 6 lie, so that a range which nobody has named yet is not taken for one. */
const globalUnicast = ipaddr.parseCIDR("2000::/3")

/** Gateways translate these into the address of version 4 that is their end (RFC 6052, the well-known prefix). */
const translated = ipaddr.parseCIDR("64:ff9b::/96")

/** The address of version 4 that packets to this one of version 6 end at, if there is one. */
const within = (address: ipaddr.IPv6): ipaddr.IPv4 | undefined =>
  address.isIPv4MappedAddress()
    ? address.toIPv4Address()
    : address.match(translated)
    ? new ipaddr.IPv4(address.toByteArray().slice(12))
    : undefined

/** The address that counts: what is translated on its way is judged by its end. */
const real = (text: string): Parsed | undefined => {
  const address = parse(text)
  return address === undefined ? undefined : isV6(address) ? within(address) ?? address : address
}

/** Whether an address belongs to the public internet. What is no address does not. */
export const isPublic = (text: string): boolean => {
  const address = real(text)
  if (address === undefined || address.range() !== "unicast") return false
  return !isV6(address) || address.match(globalUnicast)
}

/** Whether a text is an address, and no name. */
export const isAddress = (text: string): boolean => parse(text) !== undefined

/** Some addresses, written as a range: "10.1.0.0/16", "fd00::/8". */
export interface Range {
  readonly has: (address: string) => boolean
}

/** The range of a text, or `undefined` when it is none. */
export const range = (text: string): Range | undefined => {
  if (!ipaddr.isValidCIDR(text)) return undefined
  const [start, bits] = ipaddr.parseCIDR(text)
  return {
    has: (one) => {
      const address = real(one)
      return address !== undefined && address.kind() === start.kind() && address.match(start, bits)
    }
  }
}
