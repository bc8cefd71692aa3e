/**
 * Who left the simulation, and where: the timers, sockets and child processes that were begun in one of its steps or in what
 * followed from it, with the place in the code that began them.
 *
 * What is kept from ending the process by nobody (an idle connection of a pool, a timer after `unref`) is housekeeping, and no work.
 *
 * @module
 */
import type { VirtualTime } from "@parley/core"
import { AsyncLocalStorage, createHook, executionAsyncId } from "node:async_hooks"
import { fileURLToPath } from "node:url"

/** What node calls the things that can be waited for, and what they are. */
const kinds: { readonly [type: string]: string } = {
  Timeout: "a timer, set",
  Immediate: "an immediate, set",
  TCPWRAP: "a socket, opened",
  PIPEWRAP: "a pipe, opened",
  UDPWRAP: "a UDP socket, opened",
  TCPSERVERWRAP: "a server, opened",
  PIPESERVERWRAP: "a server, opened",
  PROCESSWRAP: "a process, started",
  WORKER: "a worker, started"
}

/** How far back it is told where a promise began: the newest ones only. */
const memory = 1_000

/** So many lines of a stack are looked through for one that is the reader's own. */
const depth = 40

interface Begun {
  readonly kind: string
  /** Made where it was begun; its lines are written out only when someone asks. */
  readonly at: Error
  readonly after: number
}

/** What node gives of a timer or of what holds a socket; `_destroyed` is set on a timer that rang or was cleared. */
interface Kept {
  readonly hasRef?: () => boolean
  readonly _destroyed?: boolean
}

const isOpen = (resource: Kept): boolean => resource._destroyed !== true && resource.hasRef?.() === true

const ours = (() => {
  const packages = fileURLToPath(new URL("../../../", import.meta.url))
  return (file: string): boolean =>
    file.startsWith("node:") || file.includes("/node_modules/")
    || (file.startsWith(packages) &&
      /^(?:core|testing|messenger-adapter)\/(?:src|dist)\//.test(file.slice(packages.length)))
})()

/** The lines of a stack that are neither node's, nor a package's, nor ours. */
const own = ({ stack = "" }: Error): ReadonlyArray<string> =>
  stack.split("\n").slice(1).flatMap((line) => {
    const [, name, place] = /^\s*at (?:async )?(?:(.*?) \()?([^()]+:\d+:\d+)\)?$/.exec(line) ?? []
    if (place === undefined) return []
    const file = place.startsWith("file:") ? place.replace(/^file:\/\//, "") : place
    if (ours(file)) return []
    // A function of the reader's own is known by its name, whichever property it was called by.
    const called = name?.replace(/^Object\./, "").replace(/ \[as .*\]$/, "")
    return [called === undefined ? `at ${file}` : `in ${called} (${file})`]
  })

const told = ({ at, kind }: Begun): string => {
  const [nearest, next] = own(at)
  return nearest === undefined
    ? kind
    : `${kind} ${nearest}${next === undefined ? "" : `, from ${next.replace(/^in |^at /, "")}`}`
}

const running = new AsyncLocalStorage<Escapes>()

/** The watch over one simulation. It costs something for every promise of the process until it is closed. */
export class Escapes implements VirtualTime.Outside {
  private readonly kept = new Map<Kept, Begun>()
  private readonly promises = new Map<number, Begun>()
  private readonly hook = createHook({
    init: (id, type, after, resource) => {
      if (running.getStore() !== this) return
      const kind = kinds[type] ?? (type === "PROMISE" ? "a promise, made" : undefined)
      if (kind === undefined) return
      const begun = { kind, at: here(), after }
      this.promises.set(id, begun)
      if (this.promises.size > memory) this.promises.delete(this.promises.keys().next().value ?? id)
      if (type !== "PROMISE") this.kept.set(resource, begun)
    }
  })

  constructor() {
    this.hook.enable()
  }

  readonly within = <A>(step: () => A): A => running.run(this, step)

  readonly without = <A>(body: () => A): A => running.exit(body)

  readonly open = (): ReadonlyArray<string> => {
    if (this.kept.size === 0) return []
    const places: Array<string> = []
    for (const [resource, begun] of this.kept) {
      if (isOpen(resource)) places.push(told(begun))
      else this.kept.delete(resource)
    }
    return places
  }

  readonly returning = (): string | undefined => {
    // A promise of a library was made after one of the reader's own: the first with a place of its own is meant.
    let last: Begun | undefined
    for (
      let begun = this.promises.get(executionAsyncId());
      begun !== undefined;
      begun = this.promises.get(begun.after)
    ) {
      last = begun
      if (own(begun.at).length > 0) break
    }
    return last === undefined ? undefined : told(last)
  }

  /** Ends the watch. */
  close(): void {
    this.hook.disable()
    this.kept.clear()
    this.promises.clear()
  }
}

const here = (): Error => {
  const before = Error.stackTraceLimit
  Error.stackTraceLimit = depth
  const at = new Error("begun")
  Error.stackTraceLimit = before
  return at
}
