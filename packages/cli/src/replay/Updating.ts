/**
 * The replay that brings convos up to date: each change is asked about, and what was taken is written.
 *
 * @module
 */
import { Convo, Parser, Suite, Update } from "@parley/testing"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { readFile, writeFile } from "node:fs/promises"
import { CommandError } from "../command/CommandError.ts"
import * as Asking from "./Asking.ts"
import type * as Playing from "./Playing.ts"
import { tried } from "./Playing.ts"

/** Where an update happens. */
export interface Surroundings {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean }
  /** What the environment says of CI, if anything. */
  readonly ci: string | undefined
}

const refusal = ({ ci, input, output }: Surroundings): string | undefined => {
  const unwritten = "Nothing was written."
  if (ci !== undefined && ci !== "" && ci !== "false" && ci !== "0") {
    return `This is CI (CI=${ci}), where convos are checked and never updated. ${unwritten} Run replay -u at a terminal.`
  }
  return input.isTTY === true && output.isTTY === true
    ? undefined
    : `replay -u asks about each change, and there is no terminal to ask at. ${unwritten}`
}

/** Updates one file: what became of it, as a line. */
const update = async (
  file: string,
  configurations: Suite.Configurations,
  asking: Asking.Asking,
  { colour, from, rules }: Playing.Settings
): Promise<{ readonly line: string; readonly done: boolean }> => {
  const text = await readFile(file, "utf8")
  const options = { ...await configurations.of(file, rules), file }
  const parsed = Parser.parse(text)
  if (Either.isLeft(parsed)) {
    return { done: false, line: parsed.left.map((problem) => Parser.format(problem, file)).join("\n") }
  }
  const updated = await Update.run(text, {
    play: async (script) => {
      const outcome = await Effect.runPromise(Convo.run(script, options))
      if (outcome._tag !== "Unreadable") return outcome
      throw new Error(Convo.explain(outcome))
    },
    ask: (question) => asking.ask(file, question)
  })
  if (updated.accepted > 0) await writeFile(file, updated.text)
  const { accepted, rejected, stuck } = updated
  if (stuck !== undefined) {
    const told = Convo.explain(stuck, { colour, from })
    return { done: false, line: `${told}\n${file}: ${accepted} changed, ${rejected} left, and this does not pass yet` }
  }
  if (rejected > 0) return { done: false, line: `${file}: ${accepted} changed, ${rejected} left as written` }
  return { done: true, line: accepted === 0 ? `${file}: as written` : `${file}: ${accepted} changed` }
}

/** Updates files one after the other. Fails in CI, without a terminal, and when something was left that does not pass. */
export const all = (
  files: ReadonlyArray<string>,
  settings: Playing.Settings,
  around: Surroundings & { readonly acceptPolicy: boolean }
): Effect.Effect<void, CommandError> =>
  Effect.gen(function*() {
    const reason = refusal(around)
    if (reason !== undefined) return yield* new CommandError({ reason })
    const { acceptPolicy, input, output } = around
    const asking = Asking.make({ input, output, colour: settings.colour, acceptPolicy })
    const left = yield* Effect.ensuring(
      tried(async () => {
        const configurations = new Suite.Configurations()
        const unfinished: Array<string> = []
        for (const file of files) {
          const { done, line } = await update(file, configurations, asking, settings)
          settings.write(line)
          if (!done) unfinished.push(file)
        }
        return unfinished
      }),
      Effect.sync(() => asking.close())
    )
    if (left.length > 0) {
      return yield* new CommandError({ reason: `${left.length} of ${files.length} do not go as written yet.` })
    }
  })
