/**
 * Connections that go to addresses chosen beforehand, and nowhere else.
 *
 * @module
 */
import type { LookupFunction } from "node:net"
import { isIPv6 } from "node:net"
import { buildConnector } from "undici"

/** Answers every lookup with the same addresses: between the judgement and the connection nobody asks again. */
const answering = (addresses: ReadonlyArray<string>): LookupFunction => (_host, { all }, done) => {
  const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }))
  const [first] = found
  if (first === undefined) done(new Error("the host has no address"), "")
  else if (all === true) done(null, found)
  else done(null, first.address, first.family)
}

/** A connector of undici that reaches these addresses alone. The name of the host stays what TLS checks. */
export const connector = (addresses: ReadonlyArray<string>): buildConnector.connector =>
  buildConnector({ lookup: answering(addresses), timeout: 10_000 })
