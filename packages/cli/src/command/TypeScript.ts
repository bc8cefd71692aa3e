/**
 * Bots and their configuration are written in TypeScript: how this process reads it.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import { register as registerHooks } from "node:module"
import { register } from "tsx/esm/api"

/**
 * A TypeScript file is an ES module, whatever its `package.json` says: read as CommonJS, it would have an instance of Parley other
 * than the one that runs it.
 */
const asModules = `export const resolve = async (specifier, context, next) => {
  const found = await next(specifier, context)
  const commonjs = found.format === "commonjs" && /\\.tsx?(\\?|$)/.test(found.url) && !found.url.includes("/node_modules/")
  return commonjs ? { ...found, format: "module" } : found
}`

/** Lets this process import TypeScript files. */
export const read: Effect.Effect<void> = Effect.sync(() => {
  register()
  registerHooks(`data:text/javascript,${encodeURIComponent(asModules)}`)
})
