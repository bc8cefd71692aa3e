#!/usr/bin/env node
/**
 * The `parley` command. Exit codes: 0 done, 1 the command could not do its work or its arguments are wrong.
 *
 * @module
 */
import * as NodeContext from "@effect/platform-node/NodeContext"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as ValidationError from "@effect/cli/ValidationError"
import * as Effect from "effect/Effect"
import { main } from "./Parley.ts"

main(process.argv).pipe(
  Effect.tapError((error) =>
    Effect.sync(() => {
      // The command line has printed its own complaints about arguments already.
      if (!ValidationError.isValidationError(error)) process.stderr.write(`parley: ${error.message}\n`)
    })
  ),
  Effect.provide(NodeContext.layer),
  NodeRuntime.runMain({ disableErrorReporting: true })
)
