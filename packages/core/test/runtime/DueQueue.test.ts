import * as FastCheck from "effect/FastCheck"
import { expect, it } from "vitest"
import * as DueQueue from "../../src/runtime/DueQueue.ts"

const steps = FastCheck.array(
  FastCheck.oneof(
    FastCheck.record({ add: FastCheck.nat(50) }),
    FastCheck.record({ cancel: FastCheck.nat(400) })
  ),
  { maxLength: 400 }
)

it("whatever is added and cancelled, what waits comes in order of due time, then of adding", () => {
  FastCheck.assert(FastCheck.property(steps, FastCheck.nat(60), FastCheck.nat(20), (list, now, limit) => {
    const queue = DueQueue.make<number>()
    const tickets: Array<DueQueue.Ticket<number>> = []
    for (const step of list) {
      const known = "cancel" in step ? tickets[step.cancel] : undefined
      if ("add" in step) tickets.push(queue.add(step.add, tickets.length))
      else if (known !== undefined) queue.cancel(known)
    }

    // The model: a plain sorted list.
    const waiting = tickets.filter((one) => one.waiting).sort((a, b) => a.due - b.due || a.sequence - b.sequence)
    const due = waiting.filter((one) => one.due <= now).slice(0, limit)
    expect(queue.size()).toBe(waiting.length)
    expect(queue.all()).toEqual(waiting.map((one) => one.value))
    expect(queue.peek()).toBe(waiting[0])
    const found = queue.upTo(now, limit)
    expect(found.due).toEqual(due.map((one) => one.value))
    expect(found.next).toBe(waiting[due.length])
    expect(queue.all()).toEqual(waiting.map((one) => one.value))
  }))
})
