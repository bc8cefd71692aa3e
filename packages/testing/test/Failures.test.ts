import { describe, expect, it } from "vitest"
import * as Convo from "../src/convo/Convo.ts"
import { bots } from "./failures/bots.ts"

const booked = ["> hi", "< How many?", "> 4", "< Where?", "> [Bar]", "< I will tell you."]

/** What went wrong, by the name of its file: the bot, the convo, and words from which the cause can be named. */
const failures: {
  readonly [name: string]: readonly [bot: keyof typeof bots, lines: ReadonlyArray<string>, cause: string]
} = {
  "other-words": ["table", ["> hi", "< How many guests will you be?"], "How many[- guests will you be-]?"],
  "too-little": ["table", [...booked, "< Your table is ready."], "awaits    the signal tableReady in waiting"],
  "too-much": ["table", ["> hi", "> 4"], "instead: < How many?"],
  "other-buttons": [
    "table",
    ["> hi", "< How many?", "> 4", "< Where?   [Window] [Terrace]"],
    "It offers [Window] [Bar]"
  ],
  "other-lane": ["table", ["> hi", "< How many?   #tagged"], "It is not marked #tagged, but #reply."],
  "no-disclosure": ["honest", ["> hi", "< ...", "< How many?   #disclosure"], "It is not marked #disclosure"],
  "guard-said-no": ["gate", ["> knock", "= closed", "> sesame", "< Come in."], "age 17"],
  "guard-of-always": [
    "table",
    ["> hi", "< How many?", "> 6", "< Such a party sits in the garden."],
    "seating → garden: isLarge: no (guests 6)"
  ],
  "other-state": ["table", ["> hi", "< How many?", "= inside"], "The state is guests (table), not inside."],
  "other-context": [
    "table",
    ["> hi", "< How many?", "> 4", "< Where?", "= inside   {\"guests\":5}"],
    "guests is 4, not 5"
  ],
  "timer-not-due": ["table", ["> hi", "< How many?", "~ 9m", "< Another time, then."], "timers    10m in guests"],
  "held": [
    "table",
    [...booked, "~ 25h", "signal tableReady {\"table\":7}", "< Your table is ready."],
    "held      \"Your table is ready.\" waits until 2026-11-10T10:00:01, by rule content.template: the window"
  ],
  "other-window": ["table", ["> hi", "< How many?", "~ 9m   window closed"], "The window is open, not closed."],
  "task-failed": [
    "full",
    ["> hi", "< How many?", "> 4", "< Where?", "> [Bar]", "< I will tell you."],
    "failed: Full {\"left\":2"
  ],
  "task-runs-on": [
    "slow",
    ["> hi", "< How many?", "> 4", "< Where?", "> [Bar]", "~ 1m"],
    "The task Book is left without an end"
  ],
  "left-simulation": [
    "away",
    ["> hi", "< How many?", "> 4", "< Where?", "> [Bar]", "< I will tell you."],
    "Work left the simulation"
  ],
  "dialogue-threw": ["gate", ["> knock", "> boom"], "the hinge is off"],
  "nobody-handled": [
    "table",
    ["> hi", "< How many?", "signal tableReady {\"table\":7}", "> 4"],
    "Nobody handled the signal tableReady."
  ],
  "a-person-has-it": [
    "table",
    ["> hi", "< How many?", "@ agent takes", "> 4", "< Where?"],
    "owner     a person of the business since 09:00:00"
  ],
  "platform-refused": ["table", ["% code 10", "> hi", "< How many?"], "code 10"],
  "bot-is-down": ["table", ["> hi", "< How many?", "% crash", "> 4", "< Where?"], "the bot is down"],
  "stopped": [
    "table",
    [...booked, "> stop", "< ...", "signal tableReady {\"table\":7}", "< Your table is ready."],
    "stopped   since 09:00:01 (word): only what they ask for may be said"
  ],
  "not-called": [
    "table",
    ["> hi", "< How many?", "$ POST /messages {\"messaging_type\":\"UPDATE\"}"],
    "No such call was made."
  ],
  "unreadable": ["table", ["> hi", "< How many?   #disclosrue", "% crsh"], "Did you mean \"disclosure\"?"]
}

describe("what is told of a failed convo", () => {
  it.each(Object.entries(failures))("names the cause: %s", async (name, [bot, lines, cause]) => {
    const text = [`bot ${bot}   person Ana   start 2026-11-02T09:00Z`, ...lines, ""].join("\n")

    const told = Convo.explain(await Convo.runText(text, { bots, guard: 100, file: `convos/${name}.convo` })) ??
      "passed"

    expect(told).toContain(cause)
    await expect(`${text}\n----\n${told}\n`).toMatchFileSnapshot(`failures/${name}.txt`)
  })
})
