/**
 * Faults in the notice that one speaks with a machine.
 *
 * @module
 */
import { type PlantedFault, policy, policyTest, runtime, test } from "./PlantedFault.ts"

/** Every fault of the notice. */
export const noticeFaults: ReadonlyArray<PlantedFault> = [
  {
    name: "the notice is skipped after a handover",
    rule: "the notice is due when a conversation comes back from a person",
    file: policy("Disclosure.ts"),
    find: "export const afterHuman: DisclosureState = { _tag: \"Due\", why: \"fromHuman\" }",
    replace: "export const afterHuman: DisclosureState = { _tag: \"Told\", at: 0 }",
    test: test("InboxBridge", "is the bot's again, and the bot says first that it is a machine")
  },
  {
    name: "the notice is doubled in a burst",
    rule: "a notice that is on its way is not said again",
    file: policy("Disclosure.ts"),
    find: "export const said = (outbound: string): DisclosureState => ({ _tag: \"Pending\", outbound })",
    replace: "export const said = (outbound: string): DisclosureState => ({ _tag: \"Due\", why: \"start\", outbound })",
    test: test("Notice", "gets one notice, however many messages come before it was sent")
  },
  {
    name: "words go out behind a notice that failed",
    rule: "words do not go out before their notice arrived",
    file: runtime("Announced.ts"),
    find: "const known = behind === undefined ? true : notices?.get(behind)",
    replace: "const known: boolean | undefined = behind !== \"\" || notices?.get(\"\")",
    test: test("Delivery", "is due again when it could not be sent")
  },
  {
    name: "words that are late come without the notice that became due",
    rule: "the notice is asked for again at the send",
    file: runtime("Judging.ts"),
    find: "return Disclosure.waits(outbound, conversation,",
    replace: "return disclosure === undefined && Disclosure.waits(outbound, conversation,",
    test: test("Notice", "wait, when a person of the business had the conversation in between")
  },
  {
    name: "the notice takes the one message of a comment's answer for itself",
    rule: "where one message is all there is, the notice is merged into it",
    file: policy("DisclosurePlan.ts"),
    find: "lane === \"privateReply\" || lane === \"oneTime\"",
    replace: "lane === \"oneTime\"",
    test: test("Leaves", "has the notice inside itself, and nothing comes before it")
  },
  {
    name: "the notice is not due at the end of its day",
    rule: "the notice is due after a lapse",
    file: policy("Disclosure.ts"),
    find: "- last >= wait",
    replace: "- last > wait",
    test: policyTest("Notices", "messenger: today: the notice is due after a day in which nobody said anything")
  }
]
