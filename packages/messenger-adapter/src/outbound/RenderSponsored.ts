/**
 * A sponsored message as a request to an edge of its own: an advertisement has no messaging type, no tag and no notification.
 *
 * @module
 */
import * as Either from "effect/Either"
import type * as SponsoredBody from "../wire/SponsoredBody.ts"
import * as Render from "./Render.ts"
import * as Unsendable from "./Unsendable.ts"

/** One request: the edge of the account, and what is posted to it. */
export interface SponsoredRequest {
  readonly edge: "sponsored_messages"
  readonly body: SponsoredBody.SponsoredMessage
}

/** The request of a message in the lane `sponsored`, or the first field that keeps it from being one. */
export const render = (request: Render.Request): Either.Either<SponsoredRequest, Unsendable.Unsendable> => {
  // What is said is said in the words of any other message; only the envelope differs.
  const rendered = Render.render({ ...request, lane: { ...request.lane, lane: "update" } })
  if (Either.isLeft(rendered)) return Either.left(rendered.left)
  const { message, recipient } = rendered.right
  return "id" in recipient
    ? Either.right({ edge: "sponsored_messages", body: { recipient, message } })
    : Unsendable.because(
      "address",
      "a sponsored message goes to a person by their scoped id",
      "send it to somebody who wrote to the account"
    )
}
