/**
 * The words of Botium's that are orders and no text, each with the reason for which it is refused where it cannot be kept.
 *
 * @module
 */

const groups: ReadonlyArray<readonly [reason: string, words: string]> = [
  [
    "has no counterpart without titles; name them: BUTTONS Small|Large",
    "BUTTON BUTTONS BUTTONS_COUNT BUTTONS_COUNT_REC"
  ],
  ["has no counterpart: a line of a bot tells words and buttons", "MEDIA MEDIA_COUNT MEDIA_COUNT_REC"],
  ["has no counterpart: a line of a bot tells words and buttons", "CARDS CARDS_COUNT CARDS_COUNT_REC FORMS FORM"],
  [
    "has no counterpart: what a bot made of words shows in its state; write = STATE",
    "INTENT INTENT_UNIQUE INTENT_CONFIDENCE ENTITIES ENTITY_VALUES ENTITY_CONTENT NLP"
  ],
  ["has no counterpart: raw data is not compared", "JSON_PATH JSON_PATH_COUNT RESPONSE_LENGTH BOT_CONSUMED"],
  [
    "cannot be written as a pattern; give it words, or a regular expression that JavaScript reads",
    [
      "TEXT_EQUALS",
      "TEXT_EQUALS_ANY",
      "TEXT_CONTAINS_ANY",
      "TEXT_CONTAINS_ALL",
      "TEXT_REGEXP",
      "TEXT_REGEXP_ANY",
      "TEXT_REGEXP_ALL",
      "TEXT_WILDCARD",
      "TEXT_WILDCARD_ANY",
      "TEXT_WILDCARD_ALL",
      "TEXT_WILDCARDEXACT_ANY",
      "TEXT_WILDCARDEXACT_ALL"
    ].flatMap((name) => [name, `${name}_IC`]).join(" ")
  ],
  ["has no counterpart here: write a whole number of milliseconds", "PAUSE PAUSE_ASSERTER"],
  ["has no counterpart: messages come when they come, and ~ moves the clock", "WAITFORBOT SKIP_BOT_UNCONSUMED"],
  ["is not resolved; put the lines of the other convo in its place", "INCLUDE"],
  [
    "has no counterpart: a convo captures with {name} and has no other memory",
    "SET_SCRIPTING_MEMORY CLEAR_SCRIPTING_MEMORY ASSIGN_SCRIPTING_MEMORY"
  ],
  [
    "has no counterpart: a convo has one course; write one for each",
    "CONDITIONAL_STEP_TIME_BASED CONDITIONAL_STEP_BUSINESS_HOURS CONDITIONAL_STEP_JSON_PATH_BASED "
    + "CONDITIONAL_STEP_CAPABILITY_VALUE_BASED ORDERED_LIST_TO_BUTTON_HOOK"
  ],
  ["has no counterpart: nothing of the message can be set by hand", "UPDATE_CUSTOM"]
]

const reasons = new Map(groups.flatMap(([reason, words]) => words.split(" ").map((word) => [word, reason] as const)))

/** Why an order is refused, in a sentence; `undefined` for words that are no order. */
export const refusalOf = (word: string): string | undefined => {
  const reason = reasons.get(word)
  return reason === undefined ? undefined : `${word} ${reason}.`
}
