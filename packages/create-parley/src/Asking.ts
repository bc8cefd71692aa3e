/**
 * Questions at a terminal.
 *
 * @module
 */
import { createInterface } from "node:readline/promises"
import { Refusal } from "./Refusal.ts"

/** Asks; an empty answer takes what is usual. */
export type Ask = (question: string, usual: string) => Promise<string>

/** Where questions are asked. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
}

/** Runs with questions asked at a terminal. An input that ends instead of answering is a `Refusal`. */
export const asking = async <A>({ input, output }: Terminal, run: (ask: Ask) => Promise<A>): Promise<A> => {
  const lines = createInterface({ input, output })
  // It keeps what was typed ahead, or came by a pipe, for the questions that follow.
  const typed = lines[Symbol.asyncIterator]()
  try {
    return await run(async (question, usual) => {
      output.write(`${question} (${usual}) `)
      const { done, value } = await typed.next()
      if (done === true) throw new Refusal("nothing was chosen, and nothing was written.")
      return value.trim() === "" ? usual : value.trim()
    })
  } finally {
    lines.close()
  }
}
