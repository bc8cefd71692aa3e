/**
 * Who may use the inbox bridge over HTTP, and where.
 *
 * @module
 */
import * as Redacted from "effect/Redacted"

/** Where the bridge is reached, "/inbox" unless given, and the secret that its callers know: 16 characters at least. */
export interface Options {
  readonly path?: string
  readonly token: Redacted.Redacted<string> | string
}

/** The options as a bot keeps them: its token does not show where the bot is printed. */
export const guarded = (options: Options): Options => ({
  ...options,
  token: Redacted.isRedacted(options.token) ? options.token : Redacted.make(options.token)
})

const shortest = 16

/** Why a token cannot guard the bridge, or `undefined`. */
export const tokenProblem = (token: Options["token"]): string | undefined => {
  const text = Redacted.isRedacted(token) ? Redacted.value(token) : token
  return text.length >= shortest
    ? undefined
    : `the token of the inbox bridge has ${text.length} characters; give it ${shortest} or more, from a random source`
}
