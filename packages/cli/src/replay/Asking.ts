/**
 * Asking a person at a terminal about each change of an update.
 *
 * @module
 */
import type { Update } from "@parley/testing"
import { createInterface, type Interface } from "node:readline/promises"
import { styleText } from "node:util"

/** The terminal, and whether changes of policy may be accepted. */
export interface Settings {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
  readonly colour: boolean
  readonly acceptPolicy: boolean
}

/** Someone who can be asked. */
export interface Asking {
  readonly ask: (file: string, question: Update.Question) => Promise<Update.Answer>
  readonly close: () => void
}

const answers: { readonly [key: string]: "Accept" | "Reject" | "Edit" | "Stop" } = {
  a: "Accept",
  accept: "Accept",
  y: "Accept",
  r: "Reject",
  reject: "Reject",
  n: "Reject",
  e: "Edit",
  edit: "Edit",
  q: "Stop",
  quit: "Stop"
}

/** The lines of an edit, each offered as it would be; an empty one is left out, and a single full stop ends the list. */
const edit = async (lines: Interface, come: ReadonlyArray<string>): Promise<Update.Answer> => {
  const written: Array<string> = []
  for (let index = 0;; index++) {
    const offered = come[index]
    const asked = lines.question("  + ")
    if (offered !== undefined) lines.write(offered)
    const line = await asked
    if (line === "." || (offered === undefined && line === "")) return { _tag: "Edit", lines: written }
    if (line !== "") written.push(line)
  }
}

/** Asks at a terminal. A change of policy is shown, and left as it is unless these may be accepted. */
export const make = ({ acceptPolicy, colour, input, output }: Settings): Asking => {
  const lines = createInterface({ input, output, terminal: true })
  const tint = (style: "red" | "green" | "yellow" | "bold", text: string) => (colour ? styleText(style, text) : text)
  const tell = (line: string) => void output.write(`${line}\n`)
  return {
    ask: async (file, { come, gone, line, policy, problem }) => {
      tell(tint("bold", `${file}:${line} ${problem}`))
      for (const text of gone) tell(tint("red", `  - ${text}`))
      for (const text of come) tell(tint("green", `  + ${text}`))
      const touched = policy.join(", ")
      if (policy.length > 0 && !acceptPolicy) {
        tell(
          tint(
            "yellow",
            `This touches ${touched}; it stays as it is. To be asked about such changes, add --accept-policy.`
          )
        )
        return { _tag: "Reject" }
      }
      if (policy.length > 0) tell(tint("yellow", `This touches ${touched}.`))
      for (;;) {
        const typed = (await lines.question("accept, reject, edit, quit (a/r/e/q)? ")).trim().toLowerCase()
        const answer = Object.hasOwn(answers, typed) ? answers[typed] : undefined
        if (answer === "Edit") return edit(lines, come)
        if (answer !== undefined) return { _tag: answer }
      }
    },
    close: () => lines.close()
  }
}
