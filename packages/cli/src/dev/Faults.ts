/**
 * What is set to go wrong, as the page asks for it and as it lists it.
 *
 * @module
 */
import type { Emulator } from "@parley/testing"
import type { Account } from "../chat/Accounts.ts"
import type { FaultPicture } from "./Picture.ts"
import type { FaultWish } from "./Protocol.ts"

type Waiting = Exclude<FaultWish, { readonly fault: "expiredToken" | "restricted" | "none" }>

const times = (wish: { readonly times?: number }) => (wish.times === undefined ? {} : { times: wish.times })

/** The emulator's fault for a wish. */
export const of = (wish: Waiting): Emulator.Fault => {
  switch (wish.fault) {
    case "status":
      return { _tag: "Status", status: wish.status, accepted: false, ...times(wish) }
    case "code":
      return {
        _tag: "Error",
        code: wish.code,
        ...(wish.subcode === undefined ? {} : { subcode: wish.subcode }),
        ...times(wish)
      }
    case "latency":
      return { _tag: "Delay", millis: wish.millis, ...times(wish) }
    case "lostAnswer":
      return { _tag: "Close", accepted: true, ...times(wish) }
    case "lostEcho":
      return { _tag: "EchoLost", ...times(wish) }
    case "twice":
      return { _tag: "WebhookTwice" }
  }
}

const counted = (fault: Emulator.Fault): string =>
  "times" in fault && fault.times !== undefined && fault.times > 1 ? `the next ${fault.times} sends` : "the next send"

const label = (fault: Emulator.Fault): string => {
  switch (fault._tag) {
    case "Status":
      return `${fault.status} for ${counted(fault)}`
    case "Error":
      return `code ${fault.code} for ${counted(fault)}`
    case "Delay":
      return `${counted(fault)} answered after ${fault.millis} ms`
    case "Close":
      return `the answer of ${counted(fault)} is lost`
    case "EchoLost":
      return "the next echo is lost"
    case "WebhookTwice":
      return "the next webhook comes twice"
    default:
      return fault._tag
  }
}

/** What is set on an account. */
export const pictures = (
  { channel, id }: Pick<Account, "channel" | "id">,
  looks: Emulator.PageLooks
): ReadonlyArray<FaultPicture> => {
  const of = (label: string, kind: FaultPicture["kind"]) => ({ channel, account: id, label, kind })
  return [
    ...(looks.expired ? [of("the token has expired", "standing")] : []),
    ...(looks.restricted ? [of("the page may not send", "standing")] : []),
    ...looks.faults.map((fault) => of(label(fault), "waiting"))
  ]
}
