/**
 * Several calls in one: `POST /` with `batch` (Graph API, "Batch Requests"; at most 50).
 *
 * @module
 */
import type { GraphRequest, GraphResponse } from "./GraphCall.ts"
import { arrayAt, isObject, type JsonObject, textAt } from "./JsonObject.ts"
import * as Refusal from "./Refusal.ts"

const most = 50

/** The calls of a batch, or why there are none. */
export const calls = (
  parameters: JsonObject,
  version: string | undefined,
  token: string
): ReadonlyArray<GraphRequest> | Refusal.Refusal => {
  const items = arrayAt(parameters, "batch")
  if (items === undefined || items.length === 0) return Refusal.parameter("Param batch must be a non-empty array.")
  if (items.length > most) return Refusal.parameter(`Too many requests in batch message. Maximum batch size is ${most}`)
  return items.map((item): GraphRequest => {
    const given = isObject(item) ? item : {}
    const path = (textAt(given, "relative_url") ?? "").replace(/^\//, "")
    const versioned = version === undefined || /^v\d+\.\d+\//.test(path) ? `/${path}` : `/${version}/${path}`
    const inside = /[?&]access_token=([^&]*)/.exec(path)?.[1]
    const body = textAt(given, "body")
    return {
      method: textAt(given, "method") ?? "GET",
      path: versioned,
      headers: {
        ...(inside === undefined ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" })
      },
      ...(body === undefined ? {} : { body })
    }
  })
}

/** The answers as one; `null` for a call that was told to say nothing when all went well. */
export const answer = (parameters: JsonObject, responses: ReadonlyArray<GraphResponse>): ReadonlyArray<unknown> => {
  const wanted = parameters["include_headers"]
  const withHeaders = wanted !== false && wanted !== "false"
  const items = arrayAt(parameters, "batch") ?? []
  return responses.map(({ body, headers, status }, index) => {
    const item = items[index]
    // "omit_response_on_success" counts only where the call has a name, as others refer to it.
    const silent = isObject(item) && textAt(item, "name") !== undefined && item["omit_response_on_success"] !== false
    if (silent && status === 200) return null
    return {
      code: status,
      ...(withHeaders ? { headers: Object.entries(headers).map(([name, value]) => ({ name, value })) } : {}),
      body
    }
  })
}
