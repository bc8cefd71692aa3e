/**
 * Who may come in: the page of this very server, on this machine, with the token.
 *
 * A page of another site can send requests to a loopback address, and a name that it owns can be made to lead here. So the host
 * and the origin have to be ours, and each call needs a secret that only the terminal and the page's address have.
 *
 * @module
 */
import { createHash, timingSafeEqual } from "node:crypto"
import type { IncomingHttpHeaders } from "node:http"
import * as Redacted from "effect/Redacted"
import { Refused } from "./Refused.ts"

const hosts = (port: number): ReadonlyArray<string> => [`127.0.0.1:${port}`, `localhost:${port}`]

/** Why a request may not come in at all; `undefined` when it may. */
export const stranger = (headers: IncomingHttpHeaders, port: number): Refused | undefined => {
  const own = hosts(port)
  if (headers.host === undefined || !own.includes(headers.host)) {
    return new Refused({
      code: "host",
      reason: `This server answers as http://${
        own.join(" and http://")
      } only. Open the address that the terminal printed.`
    })
  }
  const { origin } = headers
  if (origin === undefined || own.some((host) => origin === `http://${host}`)) return undefined
  return new Refused({
    code: "origin",
    reason: "Another site asks, and none may. Open the address that the terminal printed."
  })
}

const digest = (text: string) => createHash("sha256").update(text).digest()

/** Why a call may not be made; `undefined` when it may. */
export const unknown = (headers: IncomingHttpHeaders, token: Redacted.Redacted): Refused | undefined => {
  const given = /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1]
  // Of equal length, so that the time of the comparison tells nothing.
  if (given !== undefined && timingSafeEqual(digest(given), digest(Redacted.value(token)))) return undefined
  return new Refused({
    code: "token",
    reason:
      "The token is missing or is another one, as after a restart. Open the address that the terminal printed, whole."
  })
}
