/**
 * Faults around the send: typing, order, and who may come in by the bridge.
 *
 * @module
 */
import { type PlantedFault, runtime, test } from "./PlantedFault.ts"

/** Every fault of the send. */
export const sendFaults: ReadonlyArray<PlantedFault> = [
  {
    name: "any token of the right length opens the bridge",
    rule: "the bridge is for those who know its token",
    file: runtime("InboxHttp.ts"),
    find: "return bytes.length === expected.length && timingSafeEqual(bytes, expected)",
    replace: "return bytes.length === expected.length || timingSafeEqual(bytes, expected)",
    test: test("InboxHttp", "lets nobody in without its token")
  },
  {
    name: "typing is shown outside the window",
    rule: "no sender action outside the window",
    file: runtime("Showing.ts"),
    find: "Window.state(acts, view, now)._tag === \"Open\"",
    replace: "Window.state(acts, view, now)._tag !== \"Never\"",
    test: test("Showing", "is not shown outside the window")
  },
  {
    name: "typing is shown while a person of the business writes",
    rule: "no sender action while others have the conversation",
    file: runtime("Showing.ts"),
    find: "conversation.owner._tag !== \"Bot\" || ",
    replace: "",
    test: test("Showing", "is not shown while a person of the business writes, nor are messages marked as seen")
  },
  {
    name: "a message is typed beside the ones behind it",
    rule: "typing never reorders messages",
    file: runtime("Delivery.ts"),
    find: "const sending = Effect.catchAllCause(line.transport.send(judged), lost)",
    replace: "const typed = host.pace.wait(10 * JSON.stringify(judged.body).length)\n"
      + "    const alone = Effect.forkDaemon(Effect.zipRight(typed, line.transport.send(judged)))\n"
      + "    const sending = Effect.as(alone, { _tag: \"Sent\" } as Receipt)",
    test: test("Showing", "never change the order of messages: a short one waits behind a long one")
  },
  {
    name: "typing takes as long as it likes",
    rule: "typing adds no more to a turn than its bound on latency",
    file: runtime("Showing.ts"),
    find: "Math.min(left, Typing.plan(row.body.message, seed, definition.typing))",
    replace: "Typing.plan(row.body.message, seed, definition.typing)",
    test: test("Showing", "add no more to a turn than the bound on latency, however much it says")
  }
]
