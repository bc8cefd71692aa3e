/**
 * Faults in the leave that people give to be written to, and in how much may be sent.
 *
 * @module
 */
import { type PlantedFault, policy, policyTest, runtime, test } from "./PlantedFault.ts"

/** Every fault of leave to write. */
export const permissionFaults: ReadonlyArray<PlantedFault> = [
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
    name: "a series goes on in no country of the European Union",
    rule: "a country of the European Union counts as in it",
    file: policy("Permissions.ts"),
    find: "Jurisdiction.lies(permission.region, rule.regions)",
    replace: "rule.regions.includes(permission.region)",
    test: policyTest("Judge", "messenger: a series goes on in DE, and not in the United States")
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
