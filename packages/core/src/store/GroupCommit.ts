/**
 * Many operations in one transaction: those asked for in one tick of the event loop are written together, and each caller
 * goes on once all are durable. A disk syncs once for a hundred turns as it does for one.
 *
 * An operation that fails does not harm the others: the group is undone, and each one is written alone.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import { StoreError } from "../runtime/ConversationStore.ts"
import type { Database } from "./SqliteDriver.ts"
import { reason } from "./SqliteDriver.ts"

/** The most operations in one transaction, so that a long queue does not keep the process from everything else. */
const limit = 512

interface Job {
  readonly name: string
  readonly writes: boolean
  readonly work: () => unknown
  readonly resume: (result: Effect.Effect<unknown, StoreError>) => void
  abandoned: boolean
}

/** Runs operations against one database. `name` completes the sentence "The store could not …". */
export interface GroupCommit {
  /** Something that writes. It may be run more than once, always after an undo, so it changes nothing but the database. */
  readonly write: <A>(name: string, work: () => A) => Effect.Effect<A, StoreError>
  /** Something that only reads. It sees what was written before, durable or not yet. */
  readonly read: <A>(name: string, work: () => A) => Effect.Effect<A, StoreError>
  /** Writes what waits, and refuses everything from now on. */
  readonly close: Effect.Effect<void>
}

/** The same for a database that is only read: whatever writes is refused. */
export const readOnly = (group: GroupCommit): GroupCommit => ({
  ...group,
  write: (name) => failed(name, "it was opened to be read only; open it as the store of a bot")
})

/** How operations are grouped: by the tick of the event loop, or each one by itself, before anything else happens. */
export type Grouping = "tick" | "none"

const failed = (operation: string, cause: unknown) => Effect.fail(new StoreError({ operation, reason: reason(cause) }))

/** `undone` is called whenever a transaction was rolled back: whatever was remembered of it is void. */
export const make = (
  database: Database,
  options: { readonly grouping: Grouping; readonly undone: () => void }
): GroupCommit => {
  const queue: Array<Job> = []
  let scheduled = false
  let open = true

  const undo = (): void => {
    try {
      database.exec("rollback")
    } catch {
      // SQLite has rolled back by itself: it does when the disk is full.
    }
    options.undone()
  }

  const transact = <A>(work: () => A): A => {
    try {
      database.exec("begin immediate")
      const result = work()
      database.exec("commit")
      return result
    } catch (cause) {
      undo()
      throw cause
    }
  }

  const alone = (job: Job): Effect.Effect<unknown, StoreError> => {
    try {
      return Effect.succeed(job.writes ? transact(job.work) : job.work())
    } catch (cause) {
      return failed(job.name, cause)
    }
  }

  const together = (jobs: ReadonlyArray<Job>): ReadonlyArray<Effect.Effect<unknown, StoreError>> => {
    if (jobs.length === 1 || !jobs.some((job) => job.writes)) return jobs.map(alone)
    try {
      return transact(() => jobs.map((job) => job.work())).map((result) => Effect.succeed(result))
    } catch {
      return jobs.map(alone)
    }
  }

  const flush = (): void => {
    scheduled = false
    const jobs = queue.splice(0, limit).filter((job) => !job.abandoned)
    if (queue.length > 0) schedule()
    const results = together(jobs)
    for (const [index, job] of jobs.entries()) job.resume(results[index]!)
  }

  const schedule = (): void => {
    if (scheduled) return
    scheduled = true
    setImmediate(flush)
  }

  const submit = <A>(name: string, writes: boolean, work: () => A): Effect.Effect<A, StoreError> =>
    // A fiber that ends before its job was done was interrupted. To watch for that costs far less than a finalizer.
    Effect.withFiberRuntime<unknown, StoreError>((fiber) =>
      Effect.async((resume) => {
        if (!open) return resume(failed(name, "it is closed"))
        const abandon = () => {
          job.abandoned = true
        }
        const done: Job["resume"] = (result) => {
          fiber.removeObserver(abandon)
          resume(result)
        }
        const job: Job = { name, writes, work, resume: done, abandoned: false }
        queue.push(job)
        fiber.addObserver(abandon)
        schedule()
      })
      // The queue holds jobs of all kinds; what comes back to this caller is what its own `work` returned.
    ) as Effect.Effect<A, StoreError>

  const now = <A>(name: string, work: () => A): Effect.Effect<A, StoreError> => {
    if (!open) return failed(name, "it is closed")
    try {
      return Effect.succeed(work())
    } catch (cause) {
      return failed(name, cause)
    }
  }

  return {
    write: (name, work) =>
      options.grouping === "none"
        ? Effect.suspend(() => now(name, () => transact(work)))
        : submit(name, true, work),
    read: (name, work) => Effect.suspend(() => queue.length === 0 ? now(name, work) : submit(name, false, work)),
    close: Effect.sync(() => {
      while (queue.length > 0) flush()
      open = false
    })
  }
}
