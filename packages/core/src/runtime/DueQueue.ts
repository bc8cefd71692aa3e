/**
 * Things ordered by the moment they are due, then by the order in which they were added.
 *
 * @module
 */
import type { Instant } from "../model/Instant.ts"

/** One thing in the queue. `cancel` takes it. */
export interface Ticket<A> {
  readonly value: A
  readonly due: Instant
  readonly sequence: number
  waiting: boolean
}

/** A queue of things that come due. Adding and taking cost the logarithm of its size; cancelling costs nothing. */
export interface DueQueue<A> {
  readonly add: (due: Instant, value: A) => Ticket<A>
  readonly cancel: (ticket: Ticket<A>) => void
  /** The first thing, left where it is. */
  readonly peek: () => Ticket<A> | undefined
  /** The first things up to `now`, at most `limit` of them, left where they are; and the one that would follow. */
  readonly upTo: (now: Instant, limit: number) => {
    readonly due: ReadonlyArray<A>
    readonly next: Ticket<A> | undefined
  }
  /** Everything that waits, in order. */
  readonly all: () => ReadonlyArray<A>
  readonly size: () => number
}

const before = <A>(a: Ticket<A>, b: Ticket<A>): boolean => a.due < b.due || (a.due === b.due && a.sequence < b.sequence)

/** An empty queue. */
export const make = <A>(): DueQueue<A> => {
  // A binary heap. Cancelled tickets stay until they surface or outnumber the waiting ones.
  let heap: Array<Ticket<A>> = []
  let cancelled = 0
  let counter = 0

  const push = (ticket: Ticket<A>): void => {
    let index = heap.length
    heap.push(ticket)
    while (index > 0) {
      const parent = (index - 1) >> 1
      const above = heap[parent]!
      if (!before(ticket, above)) break
      heap[index] = above
      index = parent
    }
    heap[index] = ticket
  }

  const pop = (): Ticket<A> | undefined => {
    const top = heap[0]
    const last = heap.pop()
    if (top === undefined || last === undefined || heap.length === 0) return top
    let index = 0
    for (;;) {
      const left = 2 * index + 1
      if (left >= heap.length) break
      const right = left + 1
      const child = right < heap.length && before(heap[right]!, heap[left]!) ? right : left
      if (!before(heap[child]!, last)) break
      heap[index] = heap[child]!
      index = child
    }
    heap[index] = last
    return top
  }

  const peek = (): Ticket<A> | undefined => {
    while (heap.length > 0 && !heap[0]!.waiting) {
      pop()
      cancelled--
    }
    return heap[0]
  }

  const ordered = (): Array<Ticket<A>> => heap.filter((ticket) => ticket.waiting).sort((a, b) => before(a, b) ? -1 : 1)

  return {
    add: (due, value) => {
      const ticket: Ticket<A> = { value, due, sequence: ++counter, waiting: true }
      push(ticket)
      return ticket
    },
    cancel: (ticket) => {
      if (!ticket.waiting) return
      ticket.waiting = false
      cancelled++
      // A sorted array is a heap.
      if (cancelled > 64 && cancelled * 2 > heap.length) {
        heap = ordered()
        cancelled = 0
      }
    },
    peek,
    upTo: (now, limit) => {
      const taken: Array<Ticket<A>> = []
      for (let top = peek(); top !== undefined && top.due <= now && taken.length < limit; top = peek()) {
        pop()
        taken.push(top)
      }
      const next = peek()
      for (const ticket of taken) push(ticket)
      return { due: taken.map((ticket) => ticket.value), next }
    },
    all: () => ordered().map((ticket) => ticket.value),
    size: () => heap.length - cancelled
  }
}
