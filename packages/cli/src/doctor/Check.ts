/**
 * One thing that a doctor looks at.
 *
 * @module
 */

/**
 * What was found. `failed`: the bot does not work so. `warning`: it will not for long, or not as well. `skipped`: it was not looked at, and
 * `cure` says how it can be.
 */
export interface Check {
  readonly status: "ok" | "warning" | "failed" | "skipped"
  /** What was looked at: "node", "config", "messenger/1234567890", "webhook". */
  readonly about: string
  readonly found: string
  /** What helps; absent where nothing is needed. */
  readonly cure?: string
}

/** All is well. */
export const ok = (about: string, found: string): Check => ({ status: "ok", about, found })

/** Something is not as it should be. */
export const bad = (status: Exclude<Check["status"], "ok">, about: string, found: string, cure: string): Check => ({
  status,
  about,
  found,
  cure
})

const signs = { ok: "ok     ", warning: "warning", failed: "FAILED ", skipped: "skipped" } as const

/** The lines for a terminal. */
export const render = (checks: ReadonlyArray<Check>): ReadonlyArray<string> =>
  checks.flatMap(({ about, cure, found, status }) => [
    `${signs[status]}  ${about}: ${found}`,
    ...(cure === undefined ? [] : [`         cure: ${cure}`])
  ])
