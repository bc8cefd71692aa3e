/**
 * The words of a state, before anybody speaks with it: `…` stands for what depends on the conversation.
 *
 * @module
 */
import type { Definition } from "@parley/core"
import { Message } from "@parley/core"
import * as Sayings from "../command/Sayings.ts"

/** The words that entering a state says. */
export const of = (definition: Definition.Definition, node: Sayings.Node, locale = "en"): ReadonlyArray<string> =>
  Sayings.of(definition, node, locale).map(Message.words).filter((words) => words !== "")
