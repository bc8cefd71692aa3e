/**
 * An outbound as the one request that sends it: the edge of the account, and what is posted to it.
 *
 * @module
 */
import type { Outbound } from "@parley/core"
import * as Either from "effect/Either"
import type { Channel } from "../wire/Channel.ts"
import type { Limits } from "../wire/Limits.ts"
import * as Render from "./Render.ts"
import * as RenderControl from "./RenderControl.ts"
import * as RenderReaction from "./RenderReaction.ts"
import * as RenderSponsored from "./RenderSponsored.ts"
import * as Unsendable from "./Unsendable.ts"

/** One request. `repeatable`: doing it twice does no harm, so that a call without an answer is made again and no echo is awaited. */
export interface Prepared {
  readonly edge: string
  readonly body: object
  readonly repeatable: boolean
}

/** What rendering needs of a channel and its accounts. */
export interface Options {
  readonly channel: Channel
  readonly limits?: Limits
  readonly personas?: (account: string) => Render.Personas | undefined
}

const messages = (body: object, repeatable: boolean): Prepared => ({ edge: "messages", body, repeatable })

type Result = Either.Either<Prepared, Unsendable.Unsendable>

/** No body leaves with half a character in it, wherever that came from. */
const whole = (prepared: Prepared): Result => {
  const problem = Unsendable.torn(prepared.body)
  return problem === undefined ? Either.right(prepared) : Either.left(problem)
}

const rendered = (outbound: Outbound.Outbound, { channel, limits, personas }: Options): Result => {
  const { address, body, conversation, id, lane } = outbound
  if (body._tag === "Control") {
    const control = RenderControl.render({ channel, address, control: body.control })
    return Either.map(control, (request) => ({ ...request, repeatable: true }))
  }
  if (lane === undefined) {
    return Unsendable.because("lane", "the message has none", "send it through the bot, which resolves its lane")
  }
  const { message } = body
  const names = message.persona === undefined ? undefined : personas?.(conversation.account)
  const request: Render.Request = {
    id,
    channel,
    address,
    message,
    lane,
    ...(limits === undefined ? {} : { limits }),
    ...(names === undefined ? {} : { personas: names })
  }
  if (message.content._tag === "Reaction" && lane.lane !== "sponsored") {
    return Either.map(RenderReaction.render(request, message.content), (reaction) => messages(reaction, true))
  }
  return lane.lane === "sponsored"
    ? Either.map(RenderSponsored.render(request), (sponsored) => ({ ...sponsored, repeatable: false }))
    : Either.map(Render.render(request), (rendered) => messages(rendered, false))
}

/** The request of an outbound, or the first field that keeps it from being one. */
export const of = (outbound: Outbound.Outbound, options: Options): Result =>
  Either.flatMap(rendered(outbound, options), whole)
