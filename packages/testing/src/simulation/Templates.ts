/**
 * The templates that the platform has for an account, as the bot's own settings declare them.
 *
 * @module
 */
import type { Templates } from "@parley/core"
import type { UtilityTemplate } from "../emulator/Settings.ts"

/** What the settings say of the templates of the platform: the same names, languages, parameters and status. */
export const declared = (templates: ReadonlyArray<UtilityTemplate>): ReadonlyArray<Templates.Declared> =>
  templates.map(({ body, language, name, status = "approved" }) => ({
    name,
    languages: [language],
    parameters: [...new Set([...body.matchAll(/\{\{(\w+)\}\}/g)].flatMap(([, key]) => key ?? []))],
    status
  }))
