/**
 * Every rule of the seed pages and of today's platform as data: a case just inside its bound and one just outside. Whoever judges
 * (the packs, the emulator) has to come to the same.
 *
 * @module
 */
import { cases as lanes } from "./laneRules.ts"
import { cases as permissions } from "./permissionRules.ts"
import { cases as readings } from "./readingRules.ts"
import type { RuleCase } from "./ruleCase.ts"
import { cases as tags } from "./tagRules.ts"
import { cases as windows } from "./windowRules.ts"

export { type Did, type Judgement, judgements, type RuleCase, type Situation } from "./ruleCase.ts"

/** The rules, those of windows first. Names say what a page promises. */
export const rules: ReadonlyArray<RuleCase> = [...windows, ...lanes, ...tags, ...permissions, ...readings]
