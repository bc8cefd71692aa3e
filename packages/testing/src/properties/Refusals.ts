/**
 * What the platform refused of a bot: by its rules, or because another app has the thread.
 *
 * @module
 */
import type { Json } from "@parley/core"
import type { RecordedCall } from "../simulation/GraphCalls.ts"
import type { Judge } from "./Broken.ts"
import * as Broken from "./Broken.ts"
import { colleague } from "./Doings.ts"

interface Refused {
  readonly call: RecordedCall
  readonly code: number
  readonly subcode: number | undefined
  readonly message: string
}

const refusals = (calls: ReadonlyArray<RecordedCall>): ReadonlyArray<Refused> =>
  calls.flatMap((call) => {
    const { answer } = call
    if (answer === undefined || answer.status === 200 || !answer.body.startsWith("{")) return []
    const read: {
      readonly error?: { readonly code?: number; readonly error_subcode?: number; readonly message?: string }
    } = JSON.parse(answer.body)
    const { code = 0, error_subcode: subcode, message = "" } = read.error ?? {}
    return [{ call, code, subcode, message }]
  })

/** Another app has the thread (codes of Messenger and of Instagram; "Error Codes", read 2026-11-21). */
const isOwned = ({ code, subcode }: Refused): boolean => code === 2018300 || subcode === 2018300 || subcode === 2534037

const isColleagues = ({ call }: Refused): boolean => JSON.stringify(call.body ?? null).includes(colleague)

const words = (json: Json.Json | undefined): string => {
  const message = typeof json === "object" && json !== null && "message" in json ? json["message"] : json
  const { text } = (typeof message === "object" && message !== null ? message : {}) as { readonly text?: unknown }
  return typeof text === "string" ? `"${text}"` : JSON.stringify(message ?? null).slice(0, 200)
}

/** Nothing is refused by a rule. */
export const lawful: Judge = (steps) =>
  Broken.first(steps, ({ calls }) => {
    const found = refusals(calls).find((one) => !isOwned(one) && !isColleagues(one))
    return found === undefined
      ? undefined
      : `The platform refused ${words(found.call.body)}: (#${found.code}) ${found.message}`
  })

/** Nothing is tried while another app has the thread. */
export const untried: Judge = (steps) =>
  Broken.first(steps, ({ calls }) => {
    const found = refusals(calls).find((one) => isOwned(one) && !isColleagues(one))
    return found === undefined
      ? undefined
      : `The bot tried to say ${words(found.call.body)} while a person of the business had the conversation.`
  })
