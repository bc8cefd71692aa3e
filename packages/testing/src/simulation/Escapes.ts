/**
 * Who left the simulation, and where: the timers, sockets, servers, processes, workers and watches on files that were begun in one of
 * its steps or in what followed from it, with the place in the code that began them.
 *
 * What is kept from ending the process by nobody (an idle connection of a pool, a timer after `unref`) is housekeeping, and no work.
 *
 * @module
 */
import type { VirtualTime } from "@parley/core"
import { AsyncLocalStorage, createHook, executionAsyncId } from "node:async_hooks"
import { fileURLToPath } from "node:url"

/**
 * What node calls the things that can be waited for, and what they are, the most telling first: a process comes with its pipes, a worker
 * with its ports.
 */
const kinds: { readonly [type: string]: string } = {
  PROCESSWRAP: "a process, started",
  WORKER: "a worker, started",
  TCPSERVERWRAP: "a server, opened",
  PIPESERVERWRAP: "a server, opened",
  FSEVENTWRAP: "a watch on files, begun",
  STATWATCHER: "a watch on files, begun",
  TCPWRAP: "a socket, opened",
  UDPWRAP: "a UDP socket, opened",
  Timeout: "a timer, set",
  Immediate: "an immediate, set",
  PIPEWRAP: "a pipe, opened",
  MESSAGEPORT: "a message port, opened"
}

/** Steps on the way to something that stays open: where a name was looked up is where its server was opened. */
const steps = new Set(["PROMISE", "TickObject", "GETADDRINFOREQWRAP", "FSREQCALLBACK", "FSREQPROMISE"])

const ranks = new Map([...new Set(Object.values(kinds))].map((kind, rank) => [kind, rank]))

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
  close?: (...given: Array<unknown>) => unknown
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

const rankOf = ({ kind }: Begun): number => ranks.get(kind) ?? ranks.size

const running = new AsyncLocalStorage<Escapes>()

/** The watch over one simulation. It costs something for every promise of the process until it is closed. */
export class Escapes implements VirtualTime.Outside {
  private readonly kept = new Map<Kept, Begun>()
  private readonly begun = new Map<number, Begun>()
  private readonly hook = createHook({
    init: (id, type, after, resource) => {
      if (running.getStore() !== this) return
      const kind = kinds[type] ?? (steps.has(type) ? "a promise, made" : undefined)
      if (kind === undefined) return
      const begun = { kind, at: here(), after }
      this.begun.set(id, begun)
      if (this.begun.size > memory) this.begun.delete(this.begun.keys().next().value ?? id)
      if (!steps.has(type)) this.keep(resource, begun)
    }
  })

  constructor() {
    this.hook.enable()
  }

  readonly within = <A>(step: () => A): A => running.run(this, step)

  readonly without = <A>(body: () => A): A => running.exit(body)

  readonly open = (): ReadonlyArray<string> => {
    if (this.kept.size === 0) return []
    const left: Array<Begun> = []
    for (const [resource, begun] of this.kept) {
      if (isOpen(resource)) left.push(this.origin(begun))
      else this.kept.delete(resource)
    }
    // What one line began is told once.
    const places = new Map<string, Begun>()
    for (const begun of left.toSorted((one, other) => rankOf(one) - rankOf(other))) {
      const place = own(begun.at).join()
      if (!places.has(place)) places.set(place, begun)
    }
    const named = new Set(places.values())
    return left.filter((begun) => named.has(begun)).map(told)
  }

  readonly returning = (): string | undefined => {
    const begun = this.begun.get(executionAsyncId())
    return begun === undefined ? undefined : told(this.origin(begun))
  }

  /** A promise of a library was made after one of the reader's own: the first with a place of its own is meant. */
  private origin(begun: Begun): Begun {
    let last = begun
    for (let next: Begun | undefined = begun; next !== undefined; next = this.begun.get(next.after)) {
      last = next
      if (own(next.at).length > 0) break
    }
    return { ...last, kind: begun.kind }
  }

  private keep(resource: Kept, begun: Begun): void {
    this.kept.set(resource, begun)
    const { close } = resource
    if (close === undefined) return
    // What is told to close stays open until the event loop has turned; it is over now.
    resource.close = (...given) => {
      this.kept.delete(resource)
      return close.apply(resource, given)
    }
  }

  /** Ends the watch. */
  close(): void {
    this.hook.disable()
    this.kept.clear()
    this.begun.clear()
  }
}

const here = (): Error => {
  const before = Error.stackTraceLimit
  Error.stackTraceLimit = depth
  const at = new Error("begun")
  Error.stackTraceLimit = before
  return at
}
