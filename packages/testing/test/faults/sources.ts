/**
 * Faults below the bots: in the policy, the runtime, the adapter and the repair kit. `npm run faults` plants them in a copy of the
 * packages.
 *
 * @module
 */
import { faults } from "../policy/faults.ts"
import type { SourcePlant } from "./Plant.ts"

/** A fault that a test names already, which a promise must tell, too. */
const known = (
  name: string,
  about: Pick<SourcePlant, "bot" | "property">
): SourcePlant => {
  const fault = faults.find((one) => one.name === name)
  if (fault === undefined) throw new Error(`there is no fault "${name}"`)
  const { file, find, replace, rule } = fault
  return { name, broken: rule, file, find, replace, ...about }
}

/** Every fault below the bots. */
export const sources: ReadonlyArray<SourcePlant> = [
  known("the notice is skipped after a handover", { bot: "pizza", property: "disclosed" }),
  {
    name: "the first words come without the notice",
    broken: "the notice is due at the start of a conversation",
    bot: "pizza",
    property: "disclosed",
    file: "core/src/policy/Disclosure.ts",
    find: "why === \"lapse\" || why === \"undelivered\" || disclosure.moments.includes(why)",
    replace: "why === \"lapse\" || why === \"undelivered\" || (why !== \"start\" && disclosure.moments.includes(why))"
  },
  {
    name: "the notice is due after two days",
    broken: "the notice is due after a day in which nobody said anything",
    bot: "pizza",
    property: "disclosed",
    file: "core/src/policy/Disclosure.ts",
    find: "- last >= wait",
    replace: "- last >= 2 * wait"
  },
  known("the bot speaks while others have the conversation", { bot: "appointment", property: "silent" }),
  {
    name: "a person of the business counts as gone after half the time",
    broken: "who writes through the bridge has the conversation for as long as the bot says",
    bot: "pizza",
    property: "silent",
    file: "core/src/runtime/Ownership.ts",
    find: "owner._tag !== \"Bot\" && now - owner.since >= humanFor",
    replace: "owner._tag !== \"Bot\" && now - owner.since >= humanFor / 2"
  },
  known("typing is shown outside the window", { bot: "appointment", property: "lawful" }),
  {
    name: "the window is two days long",
    broken: "a window is as long as the platform's",
    bot: "appointment",
    property: "lawful",
    file: "messenger-adapter/src/policy/Openers.ts",
    find: "const standard: Instant.Millis = Pages.day",
    replace: "const standard: Instant.Millis = 2 * Pages.day"
  },
  {
    name: "tags end a year too late",
    broken: "a rule stands up to its end, which is outside",
    bot: "appointment",
    property: "lawful",
    approvals: [],
    file: "messenger-adapter/src/policy/Tags.ts",
    find: "Pages.on(readings.tagsEnd)",
    replace: "Pages.on(readings.tagsEnd) + 365 * Pages.day"
  },
  {
    ...known("the human agent's lane is open to any account", { bot: "appointment", property: "lawful" }),
    name: "templates are sent by any account",
    broken: "a lane that needs an approval is shut without it",
    approvals: []
  },
  {
    name: "tasks are not taken up after a restart",
    broken: "what was under way when the process ended goes on",
    bot: "pizza",
    property: "restart",
    file: "core/src/runtime/Bot.ts",
    find: "for (const { conversation, task } of left.tasks) tasks.recover(conversation, task)\n",
    replace: ""
  },
  {
    name: "timers are not looked for after a restart",
    broken: "a timer that was set before the process ended fires",
    bot: "pizza",
    property: "restart",
    file: "core/src/runtime/Bot.ts",
    find: "tasks.recover(conversation, task)\n  yield* timers.look\n",
    replace: "tasks.recover(conversation, task)\n"
  },
  {
    name: "a webhook that comes twice is taken twice",
    broken: "an inbound changes its conversation once",
    bot: "pizza",
    property: "webhooks",
    file: "core/src/runtime/MemoryStore.ts",
    find: "if (waiting.has(inbound.id) || past.has(inbound.id)) return { _tag: \"Duplicate\" }",
    replace: ""
  },
  {
    name: "every button is an old one",
    broken: "a button of the question that is open is taken",
    bot: "pizza",
    property: "buttons",
    file: "core/src/dialogue/Question.ts",
    find: "choice.version !== place.plan.version",
    replace: "choice.version === place.plan.version"
  }
]
