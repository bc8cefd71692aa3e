/**
 * The payload of a request for leave to write later: it comes back with the person's yes, perhaps days later, and tells what
 * the yes is for.
 *
 * @module
 */
import * as Payload from "./Payload.ts"

/**
 * What the payload tells: the topic that the leave is for, the place that asked, and the author's own payload, by which a
 * dialogue may begin (`Start.payload`) when the yes comes after the dialogue that asked has ended.
 */
export interface Asked {
  readonly topic: string
  readonly dialogue: string
  readonly version: number
  readonly state: string
  readonly payload?: string
}

const key = "leave"

/**
 * The payload of one request, at most 1,000 characters (Meta's limit).
 *
 * @example
 * import { RequestPayload } from "@parley/core"
 *
 * const payload = RequestPayload.encode({ topic: "restock", dialogue: "shop", version: 1, state: "ask" })
 * RequestPayload.decode(payload)?.topic // => "restock"
 */
export const encode = ({ payload, topic, ...place }: Asked): string =>
  Payload.encode({
    ...place,
    key: [key, topic, ...(payload === undefined ? [] : [payload])].map(encodeURIComponent).join("/")
  })

/** What a payload tells, or `undefined` when it is not that of a request of ours. */
export const decode = (text: string): Asked | undefined => {
  const choice = Payload.decode(text)
  if (choice === undefined) return undefined
  const [head, topic, payload, ...rest] = choice.key.split("/")
  if (head !== key || topic === undefined || rest.length > 0) return undefined
  try {
    return {
      topic: decodeURIComponent(topic),
      dialogue: choice.dialogue,
      version: choice.version,
      state: choice.state,
      ...(payload === undefined ? {} : { payload: decodeURIComponent(payload) })
    }
  } catch {
    // It looks like ours, and someone else made it.
    return undefined
  }
}
