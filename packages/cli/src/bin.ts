#!/usr/bin/env node
/**
 * The `parley` command. Exit codes: 0 done, 1 the command could not do its work or its arguments are wrong.
 *
 * @module
 */
import * as NodeContext from "@effect/platform-node/NodeContext"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as ValidationError from "@effect/cli/ValidationError"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import { main } from "./Parley.ts"

main(process.argv).pipe(
  Effect.tapErrorCause((cause) =>
    Effect.sync(() => {
      const error = Cause.squash(cause)
      // The command line has printed its own complaints about arguments already.
      if (Cause.isInterruptedOnly(cause) || ValidationError.isValidationError(error)) return
      process.stderr.write(`parley: ${error instanceof Error ? error.message : String(error)}\n`)
    })
  ),
  Effect.provide(NodeContext.layer),
  NodeRuntime.runMain({ disableErrorReporting: true })
)
