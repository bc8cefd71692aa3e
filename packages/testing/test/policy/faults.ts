/**
 * Faults that someone might bring into the policy and its runtime, each with the test that must turn red for it. `npm run faults`
 * plants them one after the other in a copy of the packages.
 *
 * @module
 */

/** A fault: what is replaced where, the rule that it breaks, and the test that names it. Paths are those below `packages`. */
export interface PlantedFault {
  readonly name: string
  readonly rule: string
  readonly file: string
  readonly find: string
  readonly replace: string
  readonly test: { readonly file: string; readonly name: string }
}

const runtime = (file: string) => `core/src/runtime/${file}`
const policy = (file: string) => `core/src/policy/${file}`
const test = (file: string, name: string) => ({ file: `core/test/runtime/${file}.test.ts`, name })

/** Every fault. */
export const faults: ReadonlyArray<PlantedFault> = [
  {
    name: "the window is open at its end",
    rule: "a window is [act, act + length)",
    file: policy("Window.ts"),
    find: "return { _tag: now < until - (margin > 0 ? margin : 0) ?",
    replace: "return { _tag: now <= until - (margin > 0 ? margin : 0) ?",
    test: test("Held", "finds the last millisecond of the window open and its end shut")
  },
  {
    name: "the margin is ignored",
    rule: "a window that ends within the margin counts as shut",
    file: policy("Window.ts"),
    find: "now < until - (margin > 0 ? margin : 0)",
    replace: "now < until",
    test: test("Held", "is a minute unless the bot says otherwise")
  },
  {
    name: "a clock that runs back opens the window",
    rule: "for rules, time never runs back",
    file: policy("Lane.ts"),
    find: "const time = Window.latest(request.now, conversation.seenAt)",
    replace: "const time = request.now",
    test: test("Held", "finds no window open that was shut when the conversation was last seen")
  },
  {
    name: "a tag is kept after its end",
    rule: "a rule stands up to its end, which is outside",
    file: "messenger-adapter/src/policy/Tags.ts",
    find: "=> ({ ...rule, until })",
    replace: "=> ({ ...rule, until: until + 1 })",
    test: {
      file: "testing/test/policy/Judge.test.ts",
      name: "messenger: POST_PURCHASE_UPDATE takes a shipping until 27 April 2026"
    }
  },
  {
    name: "seven days are counted from the wrong act",
    rule: "a lane counts from the acts that it names",
    file: policy("Obstacle.ts"),
    find: "const last = WindowOf.lastAct(conversation.acts, view, rule.after)\n  return",
    replace: "const last = WindowOf.lastAct(conversation.acts, view, undefined)\n  return",
    test: test("Held", "counts seven days from the act that a lane names")
  },
  {
    name: "the bot uses the human agent's lane",
    rule: "HUMAN_AGENT is for messages that a person wrote",
    file: policy("Obstacle.ts"),
    find: "if (rule.author === \"human\" && !matter.isHuman) found |= human",
    replace: "",
    test: { file: "core/test/policy/Lane.test.ts", name: "only a person may answer, within a week" }
  },
  {
    name: "the bot speaks while others have the conversation",
    rule: "the bot is silent while it does not have the conversation",
    file: policy("Lane.ts"),
    find: "if (conversation.owner._tag !== \"Bot\") return asAsked(message, time, Refusing.owned(conversation.owner))",
    replace: "",
    test: test("Delivery", "a signal still moves the dialogue, and its words wait for the bot's turn")
  },
  {
    name: "a person who stopped it is written to",
    rule: "nothing of the bot's own accord goes to a person who wants none",
    file: policy("Lane.ts"),
    find: "if (conversation.stopped === undefined || cause === \"answer\") return undefined",
    replace: "if (conversation.stopped !== undefined || cause === \"answer\") return undefined\n  return undefined",
    test: test("Stopping", "says so by a word: the bot answers, and says nothing of its own accord")
  },
  {
    name: "what waited is said to a person who has just stopped it",
    rule: "nothing of the bot's own accord goes to a person who wants none",
    file: runtime("Held.ts"),
    find: "return row.initiative === true && stopped !== undefined",
    replace: "return row.initiative !== true && stopped !== undefined",
    test: test("Stopping", "is not told, by the very word, what waited for them to write")
  },
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
    file: runtime("Delivery.ts"),
    find: "if (behind === undefined) return announced",
    replace: "if (behind !== \"\") return announced",
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
    name: "held words are said before the notice",
    rule: "the notice comes before the bot's words",
    file: runtime("Speech.ts"),
    find: "      send(draft, verdict, true)\n      return send(draft, allowed, false)",
    replace: "      send(draft, allowed, false)\n      return send(draft, verdict, true)",
    test: test("Held", "come in the order in which they were said, behind a due notice")
  },
  {
    name: "held words are said twice",
    rule: "what waited is said once",
    file: runtime("Speech.ts"),
    find: "if (lapsed === undefined) say(draft, verdict)",
    replace: "draft.held.push(row)\n    if (lapsed === undefined) say(draft, verdict)",
    test: test("Held", "come in the order in which they were said, behind a due notice")
  },
  {
    name: "held words that expired are said",
    rule: "what waited is not said after its time",
    file: runtime("Held.ts"),
    find: "if (row.expiresAt !== undefined && row.expiresAt <= now) return expired",
    replace: "",
    test: test("Held", "wait for no longer than they were told to")
  },
  {
    name: "the one answer to a comment is sent twice",
    rule: "one private reply for each comment",
    file: runtime("Speech.ts"),
    find: "draft.permissions = Permissions.use(draft.permissions, lane.permission, row.id, now)",
    replace: "",
    test: test("Leaves", "is one, though the turn has two messages")
  },
  {
    name: "a permission is given back though the message may have arrived",
    rule: "one private reply for each comment",
    file: runtime("Ownership.ts"),
    find: "else if (event.outcome !== \"parked\") after.permissions",
    replace: "else after.permissions",
    test: test("Leaves", "is used up when nobody knows whether the first try arrived")
  },
  {
    name: "a refusal is not told",
    rule: "a refusal is the next turn",
    file: runtime("Speech.ts"),
    find: "if (otherwise !== \"refuse\" || isAnswer) {",
    replace: "if (otherwise !== \"refuse\" || !isAnswer) {",
    test: test("Refusals", "takes the dialogue, in a turn of its own, to the state that hears of it")
  },
  {
    name: "the dialogue hears of what a person of the business was refused",
    rule: "the bridge tells whoever wrote",
    file: runtime("Speech.ts"),
    find: "  if (author._tag === \"Human\") return\n",
    replace: "",
    test: test("InboxBridge", "is told alone that the words were refused")
  },
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
  }
]
