/**
 * Faults in what is said: what waits, what is let go, and who is told of it.
 *
 * @module
 */
import { type PlantedFault, policyTest, runtime, test } from "./PlantedFault.ts"

/** Every fault of what is said and held. */
export const speechFaults: ReadonlyArray<PlantedFault> = [
  {
    name: "what waited is said to a person who has just stopped it",
    rule: "nothing of the bot's own accord goes to a person who wants none",
    file: runtime("Held.ts"),
    find: "return row.initiative === true && stopped !== undefined",
    replace: "return row.initiative !== true && stopped !== undefined",
    test: test("Stopping", "is not told, by the very word, what waited for them to write")
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
    name: "the ledger keeps the lane of when it was said",
    rule: "the ledger has the lane of each send",
    file: runtime("Judging.ts"),
    find: "known.lane = lane",
    replace: "known.at = now",
    test: policyTest("Ledger", "also of one that was to go inside the window, and went after it had shut")
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
  }
]
