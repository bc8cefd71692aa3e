/**
 * The command as a process: its streams, its signals and its exit code.
 *
 * @module
 */
import * as NodeContext from "@effect/platform-node/NodeContext"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as ValidationError from "@effect/cli/ValidationError"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Colour from "./command/Colour.ts"
import * as ExitCode from "./command/ExitCode.ts"
import { main } from "./Parley.ts"

/** Runs the process's command line to its end. */
export const run = (): void =>
  main(process.argv).pipe(
    Effect.tapErrorCause((cause) =>
      Effect.sync(() => {
        const error = Cause.squash(cause)
        // The command line has printed its own complaints about arguments already.
        if (Cause.isInterruptedOnly(cause) || ValidationError.isValidationError(error)) return
        process.stderr.write(`parley: ${error instanceof Error ? error.message : String(error)}\n`)
      })
    ),
    Colour.only({
      output: Colour.isOn(process.stdout, process.env),
      errors: Colour.isOn(process.stderr, process.env)
    }),
    Effect.provide(NodeContext.layer),
    NodeRuntime.runMain({
      disableErrorReporting: true,
      teardown: (exit, onExit) => onExit(ExitCode.of(exit, process.argv.slice(2)))
    })
  )
