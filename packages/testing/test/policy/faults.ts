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

const policyTest = (file: string, name: string) => ({ file: `testing/test/policy/${file}.test.ts`, name })

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
    name: "an act after the end of its rule wipes the window of one before it",
    rule: "an act is judged by the rules of its own day",
    file: policy("Window.ts"),
    find: "const kept = longest === last ? [last] : [last, longest]",
    replace: "const kept = [last]",
    test: policyTest("Judge", "messenger: the window of a comment outlasts a comment after the rule's end")
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
    test: policyTest("Judge", "messenger: POST_PURCHASE_UPDATE takes a shipping until 27 April 2026")
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
    find: "draft.first = row.first ?? row.id",
    replace: "draft.held.push(row)\n      draft.first = row.first ?? row.id",
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
  },
  {
    name: "the ledger keeps the lane of when it was said",
    rule: "the ledger has the lane of each send",
    file: runtime("Judging.ts"),
    find: "known.lane = lane",
    replace: "known.at = now",
    test: policyTest("Ledger", "also of one that was to go inside the window, and went after it had shut")
  },
  {
    name: "a person is asked for a series again a moment too early",
    rule: "a person is asked for a series once in seven days under the same title",
    file: policy("Requests.ts"),
    find: "time < one.at + per",
    replace: "time < one.at + per - 1",
    test: policyTest("Limits", "messenger: a person is asked for a series once in seven days under the same title")
  },
  {
    name: "a person is asked for a series under any number of titles",
    rule: "a person is asked for a series under five titles in a day",
    file: policy("Requests.ts"),
    find: "(rule.asks?.of === \"any\" || one.title === asking.title)",
    replace: "one.title === asking.title",
    test: policyTest("Limits", "instagram: a person is asked for a series under five titles in a day")
  },
  {
    name: "leave is asked for where it is not to be had",
    rule: "leave for a series is asked for where a series goes on",
    file: policy("Obstacle.ts"),
    find: "content === \"Request\" && !isAskable(matter)",
    replace: "content === \"Request\" && isOutside(matter)",
    test: policyTest(
      "Judge",
      "messenger: today leave for a series is asked for where a series goes on, and not elsewhere"
    )
  },
  {
    name: "a series goes on too soon after its pause became longer",
    rule: "since 1 September 2025 two messages of a series lie 48 hours apart",
    file: "messenger-adapter/src/policy/Permissions.ts",
    find: "const cooledDown = Pages.on(\"2025-09-01\")",
    replace: "const cooledDown = Pages.on(\"2025-09-01\") + 1",
    test: policyTest(
      "Judge",
      "messenger: the pause of 48 hours begins on 1 September 2025, also for a series that is under way"
    )
  },
  {
    name: "the token of one message outlives its year",
    rule: "the token of a one-time notification lives a year",
    file: policy("Permissions.ts"),
    find: "if (!(now < end(permission, rule) - (margin > 0 ? margin : 0))) return \"expired\"",
    replace: "if (!(now <= end(permission, rule) - (margin > 0 ? margin : 0))) return \"expired\"",
    test: policyTest("Judge", "messenger: today the token of a one-time notification lives a year")
  },
  {
    name: "a comment is answered on the eighth day",
    rule: "a private reply goes out within seven days",
    file: "messenger-adapter/src/policy/Permissions.ts",
    find: "lasts: 7 * Pages.day",
    replace: "lasts: 7 * Pages.day + 1",
    test: policyTest("Judge", "messenger: today: a comment on a post or an ad is answered in private within seven days")
  },
  {
    name: "a tag carries a promotion",
    rule: "no tag takes promotion",
    file: policy("Obstacle.ts"),
    find: "if (!rule.promotional && matter.promotes) found |= promotes",
    replace: "",
    test: policyTest(
      "Packs",
      "messenger: the seeds say: ACCOUNT_UPDATE takes a applicationStatus at any time, and no promotion"
    )
  },
  {
    name: "the human agent's lane is open to any account",
    rule: "HUMAN_AGENT needs the account's approval",
    file: policy("Obstacle.ts"),
    find: "if (rule.approval !== undefined && !matter.approvals.includes(rule.approval)) found |= approval",
    replace: "",
    test: policyTest("Judge", "messenger: today: HUMAN_AGENT needs the account's approval")
  },
  {
    name: "the bot writes first",
    rule: "a business does not begin a conversation",
    file: policy("Obstacle.ts"),
    find: "if (rule.permission === undefined && isStranger(matter)) found |= never",
    replace: "if (false) found |= never",
    test: {
      file: "core/test/policy/Lane.test.ts",
      name: "no tag, template or colleague reaches a person who never wrote"
    }
  },
  {
    name: "stand-ins are not tried",
    rule: "a message that no lane takes is tried as its stand-ins",
    file: policy("Lane.ts"),
    find: "if (next !== undefined && \"_tag\" in next) return next",
    replace: "if (next !== undefined && \"_tag\" in next) break",
    test: { file: "core/test/policy/LaneRefusal.test.ts", name: "lets the other travel when it may not" }
  },
  {
    name: "stand-ins have no say in what becomes of a message",
    rule: "what becomes of a message that no lane takes is said by the last of its stand-ins",
    file: policy("Lane.ts"),
    find: "if (standIn.otherwise !== undefined) decides = standIn",
    replace: "if (standIn.otherwise !== undefined) decides = message",
    test: { file: "core/test/policy/LaneRefusal.test.ts", name: "does what the last of them says when none may travel" }
  },
  {
    name: "held words are said that are not true any more",
    rule: "held words are let go when they are not true any more",
    file: runtime("Held.ts"),
    find: "return reason === undefined ? undefined : unwanted(reason)",
    replace: "return reason === undefined ? undefined : undefined",
    test: test("Held", "are let go when they are not true any more")
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
    name: "a refused answer ends the answer",
    rule: "what follows the refusal of an answer is an answer",
    file: runtime("Answering.ts"),
    find: "return event.outcome === \"refused\" ? event.answered : undefined",
    replace: "return undefined",
    test: test("Asking", "leads on to the next question, too, for a person who wants no more messages: it answers them")
  },
  {
    name: "silence counts for nothing on the way to an answer",
    rule: "who asks for silence waits for nothing any more",
    file: runtime("Answering.ts"),
    find: "(owing.before.stopped?.revision ?? 0) <= turn",
    replace: "turn > 0",
    test: test("Asking", "leads on without a word when they asked for silence before its refusal came")
  },
  {
    name: "a series goes on in no country of the European Union",
    rule: "a country of the European Union counts as in it",
    file: policy("Permissions.ts"),
    find: "Jurisdiction.lies(permission.region, rule.regions)",
    replace: "rule.regions.includes(permission.region)",
    test: policyTest("Judge", "messenger: a series goes on in DE, and not in the United States")
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
  },
  {
    name: "one more private reply goes out in an hour than the platform takes",
    rule: "an account sends 750 private replies in an hour",
    file: "messenger-adapter/src/policy/SendLimits.ts",
    find: "750, Pages.hour",
    replace: "751, Pages.hour",
    test: policyTest("Limits", "messenger: an account sends 750 private replies in an hour")
  }
]
