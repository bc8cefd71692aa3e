/**
 * What waits for a virtual clock, ordered by due time and then by the order in which it was set.
 *
 * @module
 */
import type { Instant } from "../model/Instant.ts"

/** Why something waits: a plain sleep (a timer, a retry, a task's own pause), or the pace of typing. */
export type Kind = "sleep" | "pacing"

/** One thing that waits. */
export interface Entry {
  readonly due: Instant
  readonly sequence: number
  readonly kind: Kind
  readonly release: () => void
  cancelled: boolean
}

const before = (left: Entry, right: Entry): boolean =>
  left.due < right.due || (left.due === right.due && left.sequence < right.sequence)

/** A heap of entries. Cancelled ones are dropped when they come to the top. */
export class VirtualQueue {
  private readonly heap: Array<Entry> = []
  private sequence = 0
  private pacing = 0

  /** Adds something that is due at an instant; the same instant is served in the order of adding. */
  add(due: Instant, kind: Kind, release: () => void): Entry {
    const entry: Entry = { due, sequence: this.sequence++, kind, release, cancelled: false }
    if (kind === "pacing") this.pacing++
    this.heap.push(entry)
    this.rise(this.heap.length - 1)
    return entry
  }

  /** Takes an entry out; it will never be released. */
  cancel(entry: Entry): void {
    if (entry.cancelled) return
    entry.cancelled = true
    if (entry.kind === "pacing") this.pacing--
  }

  /** What is due first, left where it is. */
  peek(): Entry | undefined {
    for (let top = this.heap[0]; top !== undefined; top = this.heap[0]) {
      if (!top.cancelled) return top
      this.shift()
    }
    return undefined
  }

  /** Takes what is due first, if it is due at `now` or before. */
  take(now: Instant): Entry | undefined {
    const top = this.peek()
    if (top === undefined || top.due > now) return undefined
    this.shift()
    this.cancel(top)
    return top
  }

  /** Whether anything waits only because of the pace of typing. */
  get hasPacing(): boolean {
    return this.pacing > 0
  }

  /** Everything that waits, earliest first. */
  list(): ReadonlyArray<Entry> {
    return this.heap.filter((entry) => !entry.cancelled).sort((left, right) => (before(left, right) ? -1 : 1))
  }

  private shift(): void {
    const last = this.heap.pop()
    if (last === undefined || this.heap.length === 0) return
    this.heap[0] = last
    this.sink(0)
  }

  private rise(start: number): void {
    let index = start
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!this.swapIfBefore(index, parent)) return
      index = parent
    }
  }

  private sink(start: number): void {
    let index = start
    for (;;) {
      const left = 2 * index + 1
      const right = left + 1
      let least = index
      if (this.isBefore(left, least)) least = left
      if (this.isBefore(right, least)) least = right
      if (least === index) return
      this.swapIfBefore(least, index)
      index = least
    }
  }

  private isBefore(left: number, right: number): boolean {
    const a = this.heap[left]
    const b = this.heap[right]
    return a !== undefined && b !== undefined && before(a, b)
  }

  private swapIfBefore(child: number, parent: number): boolean {
    const a = this.heap[child]
    const b = this.heap[parent]
    if (a === undefined || b === undefined || !before(a, b)) return false
    this.heap[child] = b
    this.heap[parent] = a
    return true
  }
}
