/**
 * A fault that someone might bring into the policy or its runtime, and the test that must turn red for it.
 *
 * @module
 */

/** A fault: what is replaced where, the rule that it breaks, and the test that names it. Paths are those below `packages`. */
export interface PlantedFault {
  readonly name: string
  readonly rule: string
  readonly file: string
  readonly find: string
  readonly replace: string
  readonly test: { readonly file: string; readonly name: string }
}

/** A file of the runtime. */
export const runtime = (file: string): string => `core/src/runtime/${file}`

/** A file of the policy. */
export const policy = (file: string): string => `core/src/policy/${file}`

/** A test of the runtime. */
export const test = (file: string, name: string) => ({ file: `core/test/runtime/${file}.test.ts`, name })

/** A test of the policy on the platform. */
export const policyTest = (file: string, name: string) => ({ file: `testing/test/policy/${file}.test.ts`, name })
