/**
 * Faults in windows and lanes: what may travel, when, and by which road.
 *
 * @module
 */
import { type PlantedFault, policy, policyTest, test } from "./PlantedFault.ts"

/** Every fault of windows and lanes. */
export const laneFaults: ReadonlyArray<PlantedFault> = [
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
  }
]
