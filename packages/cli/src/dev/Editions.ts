/**
 * Modules read anew: each edition of the author's sources is loaded apart from the ones before it, while installed packages are
 * loaded once.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import { register } from "node:module"
import { pathToFileURL } from "node:url"
import * as TypeScript from "../command/TypeScript.ts"

/** What an edition imports by a path is of that edition too; what it imports by a package's name is everybody's. */
const hook = `export const resolve = async (specifier, context, next) => {
  const found = await next(specifier, context)
  const edition = /[?&]edition=(\\d+)/.exec(context.parentURL ?? "")
  const own = /^(\\.|\\/|#|file:)/.test(specifier) && found.url.startsWith("file:") && !found.url.includes("/node_modules/")
  if (edition === null || !own || /[?&]edition=/.test(found.url)) return found
  return { ...found, url: found.url + (found.url.includes("?") ? "&" : "?") + "edition=" + edition[1] }
}`

/** Loads a file in its next edition. Rejects with whatever the modules throw. */
export type Load = (file: string) => Promise<{ readonly [name: string]: unknown }>

/** What loads editions. Each costs the memory of its modules for as long as the process lives. */
export const make: Effect.Effect<Load> = Effect.gen(function*() {
  yield* TypeScript.read
  const began = yield* Effect.clockWith((clock) => clock.currentTimeMillis)
  let edition = Math.floor(began)
  return yield* Effect.sync((): Load => {
    register(`data:text/javascript,${encodeURIComponent(hook)}`)
    return (file) => {
      edition += 1
      return import(`${pathToFileURL(file).href}?edition=${edition}`)
    }
  })
})
