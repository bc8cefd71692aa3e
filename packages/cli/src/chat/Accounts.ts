/**
 * The accounts of the business that a bot runs for on this machine: those of the configuration, and one of each channel that it does not
 * name, so that both can be seen.
 *
 * @module
 */
import { type PolicyPack } from "@parley/core"
import { Packs } from "@parley/messenger-adapter"
import type { Bots } from "@parley/testing"

/** The page that every chat on this machine runs as. Its secrets guard nothing: they are printed in the docs. */
export const page = {
  id: "104200000000001",
  appId: "204200000000001",
  token: "local-page-token",
  appSecret: "local-app-secret",
  verifyToken: "local-verify-token"
} as const

/** The Instagram account beside it, with the same app. */
export const instagram = { ...page, id: "304200000000001", token: "local-instagram-token" } as const

/** The channels that there are, in the order in which accounts of neither configuration stand. */
const channels = ["messenger", "instagram"] as const

/** An account on this machine. */
export interface Account extends Required<Bots.Account> {
  /** `Messenger`, `Messenger 2`, `Instagram`. */
  readonly name: string
  readonly id: string
  readonly appId: string
  readonly token: string
  readonly appSecret: string
  readonly verifyToken: string
  /** Where its webhooks arrive. */
  readonly path: string
}

const grounds = { messenger: page, instagram } as const
const names = { messenger: "Messenger", instagram: "Instagram" } as const
const paths = { messenger: "/webhook", instagram: "/webhook/instagram" } as const

/** The account after `before` others of its channel. */
const make = (
  { approvals = ["humanAgent", "utility"], channel, pack = "current" }: Bots.Account,
  before: number
): Account => {
  const ground = grounds[channel]
  const number = before + 1
  return {
    ...ground,
    channel,
    approvals,
    pack,
    id: String(Number(ground.id) + before),
    token: before === 0 ? ground.token : `${ground.token}-${number}`,
    name: before === 0 ? names[channel] : `${names[channel]} ${number}`,
    path: before === 0 ? paths[channel] : `${paths[channel]}/${number}`
  }
}

/** The accounts of a configuration in its order, then one of each channel that it lacks, which follows the rules of the first. */
export const of = (configured: ReadonlyArray<Bots.Account> = []): ReadonlyArray<Account> => {
  const pack = configured[0]?.pack ?? "current"
  const lacking = channels.filter((channel) => configured.every((one) => one.channel !== channel))
  const all: ReadonlyArray<Bots.Account> = [...configured, ...lacking.map((channel) => ({ channel, pack }))]
  return all.map((one, index) => make(one, all.slice(0, index).filter(({ channel }) => channel === one.channel).length))
}

/** The rules that an account is under. */
export const rules = ({ channel, pack }: Pick<Account, "channel" | "pack">): PolicyPack.PolicyPack =>
  Packs.named(pack, channel)
