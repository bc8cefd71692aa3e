/**
 * Whether this machine can run a bot: its Node, and the store's place.
 *
 * @module
 */
import { type OpenError, readOnly, sqlite } from "@parley/core/sqlite"
import * as FileSystem from "@effect/platform/FileSystem"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import { statfs } from "node:fs/promises"
import { dirname, join } from "node:path"
import * as Check from "./Check.ts"

/** What `engines` of the packages asks for. */
const least = [20, 19] as const

/** Whether a version of Node ("22.13.1") is one that the packages run on. */
export const node = (version: string): Check.Check => {
  const [major = 0, minor = 0] = version.split(".").map(Number)
  const isEnough = major > least[0] || (major === least[0] && minor >= least[1])
  return isEnough
    ? Check.ok("node", `version ${version}`)
    : Check.bad(
      "failed",
      "node",
      `version ${version}`,
      `install ${least.join(".")} or later; the current LTS is a good choice`
    )
}

const about = "store"

/** The nearest folder above that there is: the store's own is made at the first start. */
const standing = (folder: string): Effect.Effect<string, never, FileSystem.FileSystem> =>
  Effect.gen(function*() {
    const files = yield* FileSystem.FileSystem
    const isThere = yield* Effect.orElseSucceed(files.exists(folder), () => false)
    return isThere || dirname(folder) === folder ? folder : yield* standing(dirname(folder))
  })

/** Makes a store of its own beside the bot's, and takes it away: nothing else tells that one can be written there. */
const probe = (folder: string): Effect.Effect<Check.Check, never, FileSystem.FileSystem> =>
  Effect.scoped(Effect.gen(function*() {
    const files = yield* FileSystem.FileSystem
    const made = yield* files.makeTempDirectoryScoped({ directory: folder, prefix: ".parley-doctor-" })
    yield* Layer.build(sqlite(join(made, "probe.db")))
    return Check.ok(about, `a store can be written in ${folder}`)
  })).pipe(
    Effect.catchAll((error: OpenError | { readonly message: string }) =>
      Effect.succeed(
        Check.bad(
          "failed",
          about,
          `no store can be written in ${folder}: ${error.message}`,
          "let the bot's user write there, free some space, or set PARLEY_STORE to another place"
        )
      )
    )
  )

const smallest = 200 * 1024 * 1024

const room = (folder: string): Effect.Effect<ReadonlyArray<Check.Check>> =>
  Effect.map(Effect.either(Effect.tryPromise(() => statfs(folder))), (found) => {
    const free = Either.isRight(found) ? found.right.bavail * found.right.bsize : smallest
    return free >= smallest ? [] : [
      Check.bad(
        "warning",
        about,
        `${Math.floor(free / 1024 / 1024)} MB are free in ${folder}`,
        "free some space, or call `bot.trim(\"90 days\")` from time to time"
      )
    ]
  })

/** A file of an older Parley is brought up to date by the bot itself. */
const readable = (file: string): Effect.Effect<Check.Check> =>
  Effect.match(Effect.scoped(readOnly(file)), {
    onFailure: (error) =>
      error._tag === "StoreTooOld"
        ? Check.bad("warning", about, error.message, "start the bot: it brings the file up to date; keep a copy before")
        : Check.bad("failed", about, error.message, "put back a copy of the file, or start with another one"),
    onSuccess: () => Check.ok(about, `${file} can be read`)
  })

const privacy = (file: string): Effect.Effect<ReadonlyArray<Check.Check>, never, FileSystem.FileSystem> =>
  Effect.gen(function*() {
    const files = yield* FileSystem.FileSystem
    const info = yield* Effect.either(files.stat(file))
    // Windows has no such rights.
    return Either.isLeft(info) || process.platform === "win32" || (info.right.mode & 0o077) === 0 ? [] : [
      Check.bad("warning", about, `other users of this machine may read ${file}`, `run \`chmod 600 ${file}\``)
    ]
  })

/** Whether the store can be written at its place, and read where there is one. */
export const store = (file: string): Effect.Effect<ReadonlyArray<Check.Check>, never, FileSystem.FileSystem> =>
  Effect.gen(function*() {
    const files = yield* FileSystem.FileSystem
    const folder = yield* standing(dirname(file))
    const isThere = yield* Effect.orElseSucceed(files.exists(file), () => false)
    return [
      yield* probe(folder),
      ...(isThere ? [yield* readable(file), ...(yield* privacy(file))] : []),
      ...(yield* room(folder))
    ]
  })
