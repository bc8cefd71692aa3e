/**
 * One account that is looked after: whose it is, and the ways to its edges.
 *
 * @module
 */
import type { GraphClient } from "../graph/GraphClient.ts"
import type { Channel } from "../wire/Channel.ts"

/** How an account was connected: through a page, or an Instagram account by itself. */
export type Login = "facebook" | "instagram"

/**
 * An account with the client of its own token. `app` is the client of the app's token, which a few calls ask for; it is there
 * when the app's id is known. `user` is that of somebody with a role on the app, where such a token was given.
 */
export interface Managed {
  readonly channel: Channel
  readonly id: string
  readonly login: Login
  readonly client: GraphClient
  readonly app?: GraphClient
  readonly user?: GraphClient
  readonly appId?: string
}

/** How the account is called in sentences. */
export const nameOf = ({ channel, id }: Pick<Managed, "channel" | "id">): string => `${channel}/${id}`
