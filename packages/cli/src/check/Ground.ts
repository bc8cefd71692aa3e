/**
 * Where a bot is looked at: a channel, the rules of a day, and what the account was approved for.
 *
 * @module
 */
import { type Bots, type Script, Templates } from "@parley/testing"
import { Packs } from "@parley/messenger-adapter"
import type { Paths } from "@parley/core"
import * as DateTime from "effect/DateTime"

/** One account's rules on one day. */
export interface Ground extends Required<Bots.Account> {
  /** The moment at which its convos begin, in milliseconds since 1970. */
  readonly at: number
  /** The utility templates that the account has; they are taken at their word without. */
  readonly templates?: Bots.Config["templates"]
}

/** What the command line says instead of the configuration. */
export interface Wishes extends Partial<Omit<Bots.Account, "channel">> {
  readonly channel?: Bots.Account["channel"] | "all"
}

const usual: ReadonlyArray<Script.Approval> = ["humanAgent", "utility"]

const channels = ["messenger", "instagram"] as const

/** The grounds of a bot: its accounts, or one on Messenger; those that are wished for, where a channel is. */
export const of = (
  bot: string,
  { accounts, templates }: Pick<Bots.Config, "accounts" | "templates">,
  { channel, ...wishes }: Wishes,
  at: number
): ReadonlyArray<Ground> => {
  const known = accounts?.[bot] ?? []
  const wished = channel === undefined
    ? (known.length === 0 ? [{ channel: "messenger" as const }] : known)
    : (channel === "all" ? channels : [channel]).flatMap((one) => {
      const own = known.filter((account) => account.channel === one)
      return own.length === 0 ? [{ channel: one }] : own
    })
  return wished.map((account) => ({
    approvals: usual,
    pack: "current",
    ...account,
    ...wishes,
    at,
    ...(templates === undefined ? {} : { templates })
  }))
}

/** The rules that a search judges by. */
export const channel = ({ approvals, at, channel, pack, templates }: Ground): Paths.Channel => ({
  pack: Packs.named(pack, channel),
  approvals,
  ...(templates === undefined ? {} : { templates: Templates.declared(templates) }),
  at
})

const isUsual = (approvals: Ground["approvals"]): boolean =>
  approvals.length === usual.length && usual.every((one) => approvals.includes(one))

/** The first line of a convo there. What a convo has by itself is left out. */
export const header = (bot: string, { approvals, at, channel, pack }: Ground): string =>
  [
    `bot ${bot}`,
    `start ${DateTime.formatIsoDateUtc(DateTime.unsafeMake(at))}`,
    ...(channel === "messenger" ? [] : [`channel ${channel}`]),
    ...(pack === "current" ? [] : [`pack ${pack}`]),
    ...(isUsual(approvals) ? [] : [`approvals ${approvals.length === 0 ? "none" : approvals.join(",")}`])
  ].join("   ")

/** A ground in a few words. */
export const name = ({ channel, pack }: Pick<Ground, "channel" | "pack">): string =>
  pack === "current" ? channel : `${channel}, by the seed pages`
