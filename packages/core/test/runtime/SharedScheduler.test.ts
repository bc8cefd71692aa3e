import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as FiberRef from "effect/FiberRef"
import * as FiberRefs from "effect/FiberRefs"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Option from "effect/Option"
import * as Runtime from "effect/Runtime"
import * as RuntimeFlags from "effect/RuntimeFlags"
import { describe, expect, it } from "vitest"
import { on, SharedScheduler } from "../../src/runtime/SharedScheduler.ts"
import { VirtualScheduler } from "../../src/runtime/VirtualScheduler.ts"

/** What a fiber of a runtime finds. */
const seenBy = <A>(runtime: Runtime.Runtime<never>, fiberRef: FiberRef.FiberRef<A>): A =>
  Effect.runSync(Runtime.runFork(runtime)(FiberRef.get(fiberRef)).await.pipe(Effect.flatten))

const later = { immediate: false }

describe("the scheduler of a running bot", () => {
  it("runs fibers in the order in which they became runnable, those of a lower number first", async () => {
    const seen: Array<string> = []
    const scheduler = new SharedScheduler()

    for (const [name, priority] of [["patient", 5], ["a", 0], ["b", 0]] as const) {
      scheduler.scheduleTask(() => seen.push(name), priority)
    }
    await Promise.resolve()

    expect(seen).toEqual(["a", "b", "patient"])
  })

  it("runs nothing on the stack of whoever asks", async () => {
    const run = Runtime.runFork(on(Runtime.defaultRuntime))

    const fiber = run(Effect.succeed("done"), later)
    const before = fiber.unsafePoll()
    const after = await new Promise((resolve) => fiber.addObserver(resolve))

    expect(before).toBeNull()
    expect(after).toEqual(Exit.succeed("done"))
  })

  it("lets the event loop have its turn, though a fiber yields for ever", async () => {
    const fiber = Runtime.runFork(on(Runtime.defaultRuntime))(Effect.forever(Effect.yieldNow()))

    await new Promise((resolve) => setTimeout(resolve, 1))

    expect(fiber.unsafePoll()).toBeNull()
    fiber.unsafeInterruptAsFork(fiber.id())
  })

  it("goes on with the other fibers when someone who watches one throws, and lets the process hear of it", async () => {
    const seen: Array<string> = []
    const heard: Array<unknown> = []
    const listeners = process.listeners("uncaughtException")
    process.removeAllListeners("uncaughtException").once("uncaughtException", (error) => heard.push(error))
    const scheduler = new SharedScheduler()
    const bug = new Error("a bug")

    scheduler.scheduleTask(() => {
      throw bug
    }, 0)
    scheduler.scheduleTask(() => seen.push("other"), 0)
    await new Promise((resolve) => setImmediate(resolve))
    for (const listener of listeners) process.on("uncaughtException", listener)

    expect(seen).toEqual(["other"])
    expect(heard).toEqual([bug])
  })

  it("takes the place of what Effect chose, and of nothing that somebody else did", async () => {
    const chosen = new VirtualScheduler()
    const managed = await ManagedRuntime.make(Layer.empty).runtime()
    const given = Runtime.setFiberRef(Runtime.defaultRuntime, FiberRef.currentScheduler, chosen)

    expect(seenBy(on(given), FiberRef.currentScheduler)).toBe(chosen)
    expect(seenBy(on(Runtime.defaultRuntime), FiberRef.currentScheduler)).toBeInstanceOf(SharedScheduler)
    expect(seenBy(on(managed), FiberRef.currentScheduler)).toBeInstanceOf(SharedScheduler)
  })

  it("has its fibers run without Effect's own counts of them", () => {
    const flags = on(Runtime.defaultRuntime).runtimeFlags

    expect(RuntimeFlags.isEnabled(Runtime.defaultRuntime.runtimeFlags, RuntimeFlags.RuntimeMetrics)).toBe(true)
    expect(RuntimeFlags.isEnabled(flags, RuntimeFlags.RuntimeMetrics)).toBe(false)
    expect(RuntimeFlags.isEnabled(flags, RuntimeFlags.Interruption)).toBe(true)
  })

  it("hands on what was set for its fibers, and copies nothing that they have anyway", () => {
    const set = FiberRef.unsafeMake("as it was")
    const usual = FiberRef.unsafeMake("as it was")
    const given = Runtime.defaultRuntime.pipe(
      Runtime.setFiberRef(set, "changed"),
      Runtime.setFiberRef(usual, "changed"),
      Runtime.setFiberRef(usual, "as it was")
    )

    const own = on(given)

    expect(seenBy(own, set)).toBe("changed")
    expect(seenBy(own, usual)).toBe("as it was")
    expect(FiberRefs.get(own.fiberRefs, usual)).toEqual(Option.none())
  })
})
