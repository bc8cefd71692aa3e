#!/usr/bin/env node
/**
 * The `parley` command. Where the running Node keeps compiled code (22.8 and later), it is compiled once and not at each start. The
 * version is told before anything is loaded.
 *
 * @module
 */
import * as NodeModule from "node:module"
import * as Version from "./command/Version.ts"

if (Version.isAsked(process.argv.slice(2))) process.stdout.write(`${Version.read()}\n`)
else {
  // The types are those of Node 20, which has no such function.
  const { enableCompileCache } = NodeModule as { readonly enableCompileCache?: () => unknown }
  enableCompileCache?.()
  const { run } = await import("./Running.ts")
  run()
}
