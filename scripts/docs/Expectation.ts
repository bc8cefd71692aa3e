/**
 * What a running example calls at each `// => value`.
 *
 * @module
 */
import { inspect, isDeepStrictEqual } from "node:util"

const differ = (where: string, actual: unknown, expected: string) =>
  new Error(`${where}: gives ${inspect(actual)}, not ${expected}`)

/** Compares a value, awaited when it is a promise, with what the example says. */
export const equal = async (where: string, actual: () => unknown, expected: () => unknown): Promise<void> => {
  const [got, wanted] = [await actual(), expected()]
  if (!isDeepStrictEqual(got, wanted)) throw differ(where, got, inspect(wanted))
}

/** Expects an error whose message holds the words. */
export const throws = async (where: string, actual: () => unknown, words: string): Promise<void> => {
  let got: unknown
  try {
    got = await actual()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    if (message.includes(words)) return
    throw new Error(`${where}: throws ${JSON.stringify(message)}, not ${JSON.stringify(words)}`, { cause: error })
  }
  throw differ(where, got, `an error that says ${JSON.stringify(words)}`)
}
