/**
 * What someone who awaits a promise gets of a failure: the error itself, and no way through the runtime.
 *
 * @module
 */
import * as Cause from "effect/Cause"
import * as ConfigError from "effect/ConfigError"
import * as Option from "effect/Option"
import { fileURLToPath } from "node:url"

/** Where no line of a caller is: this file, the libraries, and Node itself. */
const foreign = [import.meta.url, fileURLToPath(import.meta.url), "node_modules", "node:internal"]

/** The lines of a stack that tell where the bot was called. */
const callers = (stack: string, own: ReadonlyArray<string>): ReadonlyArray<string> =>
  stack.split("\n").filter((line) =>
    /^\s+at /.test(line) && ![...foreign, ...own].some((place) => line.includes(place))
  )

/**
 * Makes an error that was expected print as its sentence and the place of the call. Its fields stay, and are not printed: the
 * sentence has them.
 */
const plain = (error: Error, own: ReadonlyArray<string>): Error => {
  if (Object.isSealed(error)) return error
  const lines = [`${error.name}: ${error.message}`, ...callers(new Error().stack ?? "", own)]
  Object.defineProperty(error, "stack", { value: lines.join("\n"), configurable: true, writable: true })
  for (const field of Object.keys(error)) Object.defineProperty(error, field, { enumerable: false })
  return error
}

/**
 * What a promise is rejected with. An error that was expected keeps its type and its fields; a bug keeps its stack. `own` are the files
 * that a caller need not see.
 */
export const of = (cause: Cause.Cause<unknown>, own: ReadonlyArray<string>): unknown => {
  const failure = Option.getOrUndefined(Cause.failureOption(cause))
  if (ConfigError.isConfigError(failure)) {
    // oxlint-disable-next-line typescript/no-base-to-string -- its own, which the type hides, names the setting
    return plain(new Error(`The configuration cannot be read: ${String(failure)}`), own)
  }
  return failure instanceof Error ? plain(failure, own) : Cause.squash(cause)
}
