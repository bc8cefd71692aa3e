/**
 * The count of work that may be somewhere real, so that virtual time knows whom to wait for.
 *
 * @module
 */

/** One declared work. While it sleeps on the virtual clock it is not waited for. */
export interface Work {
  readonly origin: string
  sleeping: number
}

/** Turns of the microtask queue that lie between the end of a promise and the fiber that awaits it. */
const handover = 16

/** Declared works and watched counts. */
export class VirtualWork {
  private readonly works = new Set<Work>()
  private readonly watched = new Map<() => number, string>()
  private waiter: (() => void) | undefined = undefined

  /** Begins a work. */
  begin(origin: string): Work {
    const entry: Work = { origin, sleeping: 0 }
    this.works.add(entry)
    return entry
  }

  /** Ends a work. */
  end(entry: Work): void {
    this.works.delete(entry)
    this.wake()
  }

  /** Notes that a fiber of a work sleeps; gives back how to note that it is awake. */
  asleep(entry: Work | undefined): () => void {
    if (entry === undefined) return () => undefined
    entry.sleeping++
    this.wake()
    return () => {
      entry.sleeping--
    }
  }

  /** Runs a promise; `end` is called only after whoever awaits the promise has heard of it. */
  promise<A>(start: () => PromiseLike<A>, end: () => void): Promise<A> {
    const promise = new Promise<A>((resolve) => resolve(start()))
    const later = async () => {
      for (let turn = 0; turn < handover; turn++) await Promise.resolve()
      end()
    }
    promise.then(later, later)
    return promise
  }

  /** Counts something else as work in flight. */
  watch(origin: string, busy: () => number): () => void {
    this.watched.set(busy, origin)
    return () => {
      this.watched.delete(busy)
    }
  }

  /** Whether nothing was declared at all. */
  get isEmpty(): boolean {
    return this.works.size === 0
  }

  /** Whether a declared work is away. */
  get hasAwake(): boolean {
    for (const entry of this.works) if (entry.sleeping === 0) return true
    return false
  }

  /** How much is in flight: watched counts, less the works that sleep. */
  get inFlight(): number {
    if (this.watched.size === 0) return this.hasAwake ? 1 : 0
    let count = 0
    for (const busy of this.watched.keys()) count += busy()
    for (const entry of this.works) if (entry.sleeping > 0) count--
    return Math.max(0, count)
  }

  /** Where the work is that is away. */
  awake(): ReadonlyArray<string> {
    const away = [...this.works].filter((entry) => entry.sleeping === 0).map((entry) => entry.origin)
    const busy = [...this.watched].filter(([count]) => count() > 0).map(([, origin]) => origin)
    return [...away, ...busy]
  }

  /** Tells whoever waits that something moved. */
  wake(): void {
    const waiter = this.waiter
    this.waiter = undefined
    waiter?.()
  }

  /** Has `waiter` called once when something moves, or at once if something did; gives back how to stop waiting. */
  onWake(waiter: () => void, moved: () => boolean): () => void {
    if (moved() || !this.hasAwake) {
      waiter()
      return () => undefined
    }
    this.waiter = waiter
    return () => {
      if (this.waiter === waiter) this.waiter = undefined
    }
  }
}
