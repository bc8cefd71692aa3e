/**
 * Tying a person's account with the business to their conversation: what the login page and its server have to do
 * ("Account Linking", read 2026-11-21). Messenger only.
 *
 * A `LogIn` button opens the business's login page with two parameters. Once the person logged in, the page sends them back with a
 * code of its choice; the bot then hears `Linked` with that code.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Call from "./Call.ts"
import * as Invalids from "./Invalid.ts"
import { Invalid } from "./Invalid.ts"
import type { Managed } from "./Managed.ts"

/** What the platform gives the login page: where to send the person afterwards, and a token that lasts five minutes. */
export interface LoginRequest {
  readonly redirectUri: string
  readonly token: string
}

/** Where a person may be sent back to. */
export interface ReturnOptions {
  /** Hosts besides Meta's, with all below them: "emulator.invalid" where the bot talks with the emulator. */
  readonly alsoHosts?: ReadonlyArray<string>
}

const metas = ["facebook.com", "messenger.com"]

/** Whether a person may be sent there: anyone can open the login page with a `redirect_uri` of their own. */
const mayReturn = (text: string, { alsoHosts = [] }: ReturnOptions): boolean => {
  if (!URL.canParse(text)) return false
  const { hostname, protocol } = new URL(text)
  return protocol === "https:"
    && [...metas, ...alsoHosts].some((host) => hostname === host || hostname.endsWith(`.${host}`))
}

/**
 * What the platform gave the login page, from the address by which the page was opened; none when it was opened in another way, or
 * would send the person to a host that is not Meta's.
 *
 * @example
 * import { AccountLinking } from "@parley/messenger-adapter"
 * import { Option } from "effect"
 *
 * Option.isNone(AccountLinking.begin("https://shop.example/login")) // => true
 */
export const begin = (url: string, options: ReturnOptions = {}): Option.Option<LoginRequest> => {
  // A server knows its own address by path and query alone.
  const base = "https://login.invalid"
  if (!URL.canParse(url, base)) return Option.none()
  const { searchParams } = new URL(url, base)
  const redirectUri = searchParams.get("redirect_uri")
  const token = searchParams.get("account_linking_token")
  return redirectUri === null || token === null || token === "" || !mayReturn(redirectUri, options)
    ? Option.none()
    : Option.some({ redirectUri, token })
}

/**
 * Where the login page sends a person who logged in. The code comes back in `Linked`: choose one by which your server knows the account,
 * that cannot be guessed, and that serves once.
 *
 * @throws Invalid when the code is empty, or the address is not Meta's
 *
 * @example
 * import { AccountLinking } from "@parley/messenger-adapter"
 *
 * const redirectUri = "https://facebook.com/messenger_platform/account_linking?account_linking_token=ABC"
 * AccountLinking.accept({ redirectUri, code: "4711" })
 * // => "https://facebook.com/messenger_platform/account_linking?account_linking_token=ABC&authorization_code=4711"
 */
export const accept = (
  { code, redirectUri }: { readonly redirectUri: string; readonly code: string },
  options: ReturnOptions = {}
): string => {
  if (code === "") {
    throw new Invalid({ field: "code", problem: "it is empty", cure: "without one the person is not linked" })
  }
  const url = new URL(decline({ redirectUri }, options))
  url.searchParams.set("authorization_code", code)
  return url.href
}

/**
 * Where the login page sends a person who did not log in: back, and nothing is linked.
 *
 * @throws Invalid when the address is not Meta's
 */
export const decline = (
  { redirectUri }: { readonly redirectUri: string },
  options: ReturnOptions = {}
): string => {
  if (!mayReturn(redirectUri, options)) {
    const cure = "take what `begin` read; it refuses addresses of others"
    throw new Invalid({ field: "redirectUri", problem: "it is no address of Meta's", cure })
  }
  return new URL(redirectUri).href
}

/** The linking of one account's people. */
export interface AccountLinking {
  /** The scoped id of the person whom the platform sent to the login page. Rejected once the token is five minutes old. */
  readonly person: (token: string) => Effect.Effect<string, Invalid | Call.CallError>
  /** Ends the link from the business's side; the bot hears `Linked` with `unlinked`. */
  readonly unlink: (person: string) => Effect.Effect<void, Invalid | Call.CallError>
}

const Recipient = Schema.Struct({ recipient: Schema.String })

const Unlinked = Schema.Struct({
  success: Schema.optionalWith(Schema.Literal(true, "true"), { exact: true }),
  result: Schema.optionalWith(Schema.String, { exact: true })
})

const tokenless = new Invalid({
  field: "token",
  problem: "it is empty",
  cure: "take the `token` of what `begin` read from the login page's address"
})

/** Makes the linking of an account. */
export const make = ({ client }: Managed): AccountLinking => ({
  person: (token) => {
    if (typeof token !== "string" || token === "") return Effect.fail(tokenless)
    return Effect.map(
      Call.read(
        "read who logs in",
        client.get("/me", { fields: "recipient", account_linking_token: token }),
        Recipient
      ),
      ({ recipient }) => recipient
    )
  },
  unlink: (person) =>
    Invalids.digits("person", person, Invalids.scopedId) ??
      Effect.asVoid(Call.read("unlink an account", client.post("/me/unlink_accounts", { psid: person }), Unlinked))
})
