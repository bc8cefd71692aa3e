/**
 * How a lane is spelled in a request, to whom it goes, and what may travel by it.
 *
 * @module
 */
import type { Address, LaneName } from "@parley/core"
import * as Either from "effect/Either"
import type * as SendBody from "../wire/SendBody.ts"
import * as Recipient from "./Recipient.ts"
import * as Unsendable from "./Unsendable.ts"

/** What a lane puts into a request. */
export type Way = Pick<SendBody.SendMessage, "messaging_type" | "tag">

/** How the lane is spelled. `messaging_type` is always set: the platform requires it, though it does not always ask. */
export const of = (lane: LaneName.Lane): Either.Either<Way, Unsendable.Unsendable> => {
  switch (lane.lane) {
    case "reply":
    case "privateReply":
      return Either.right({ messaging_type: "RESPONSE" })
    case "update":
    case "oneTime":
    case "recurring":
      return Either.right({ messaging_type: "UPDATE" })
    case "humanAgent":
      return Either.right({ messaging_type: "MESSAGE_TAG", tag: lane.tag ?? "HUMAN_AGENT" })
    case "news":
      return Either.right({ messaging_type: "MESSAGE_TAG", tag: lane.tag ?? "NON_PROMOTIONAL_SUBSCRIPTION" })
    case "tagged":
      return lane.tag === undefined
        ? Unsendable.because("lane", "it is tagged without a tag", "name the tag in the rule that chose the lane")
        : Either.right({ messaging_type: "MESSAGE_TAG", tag: lane.tag })
    case "utility":
      return Either.right({ messaging_type: "UTILITY" })
    case "sponsored":
      return Unsendable.because(
        "lane",
        "an advertisement is no message of the Send API",
        "give it to the transport, which has another edge for it"
      )
  }
}

/** Whether a lane is open only while the person's own act lets us write: stickers, reactions and quotes are shown there alone. */
export const isInside = ({ lane }: LaneName.Lane): boolean => lane === "reply" || lane === "update"

interface Handle {
  readonly what: string
  readonly fits: (address: Address.Address) => boolean
}

/** The handle that a lane spends: sent to anyone else, it would be another message than the one that was allowed. */
const handles: { readonly [lane in LaneName.LaneName]?: Handle } = {
  privateReply: { what: "a comment or a post", fits: ({ _tag }) => _tag === "Comment" || _tag === "Post" },
  oneTime: { what: "a one-time token", fits: (to) => to._tag === "Token" && to.kind === "oneTime" },
  recurring: { what: "the token of a series", fits: (to) => to._tag === "Token" && to.kind === "recurring" },
  utility: { what: "a person by their scoped id", fits: Recipient.isScoped }
}

/** The problem of an address that the lane does not go to, or `undefined`. */
export const misdirected = ({ lane }: LaneName.Lane, address: Address.Address): Unsendable.Unsendable | undefined => {
  const handle = handles[lane]
  if (handle === undefined || handle.fits(address)) return undefined
  return {
    _tag: "Unsendable",
    field: "address",
    problem: `the lane ${lane} goes to ${handle.what}`,
    cure: "send to the address of the permission that the lane uses"
  }
}
