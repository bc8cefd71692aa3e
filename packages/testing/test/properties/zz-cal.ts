import * as Effect from "effect/Effect"
import * as Properties from "/work/main/packages/testing/src/properties/Properties.ts"
import * as Simulation from "/work/main/packages/testing/src/simulation/Simulation.ts"
import pizza from "/work/main/examples/pizza/parley.config.ts"
const bot = pizza.bots["pizza"]!
const round = (n: number, typing: boolean) =>
  Effect.runPromise(Effect.scoped(Effect.gen(function*() {
    const { world } = yield* Simulation.open({
      bot: typing ? bot : { ...bot, typing: false },
      quiet: true,
      start: Date.parse("2026-11-02T09:00Z")
    })
    for (let i = 0; i < n; i++) {
      yield* world.acts("Ana", { _tag: "Says", text: "pizza" })
      yield* world.acts("Ana", { _tag: "Taps", title: "Small" })
      yield* world.acts("Ana", { _tag: "Says", text: "cancel" })
      yield* world.advance(300_000)
    }
  })))
const cpu = async (n: number, f: () => Promise<unknown>) => {
  const c = process.cpuUsage()
  await f()
  const u = process.cpuUsage(c)
  return ((u.user + u.system) / 1000 / n).toFixed(3)
}
const many = async (k: number, typing: boolean) => {
  for (let i = 0; i < k; i++) await round(20, typing)
}
const walk = (only: ReadonlyArray<Properties.Property>) =>
  Effect.runPromise(Properties.check({ bot, name: "pizza" }, { actions: 800, only }))
await many(10, true)
await walk(["lawful"])
for (let i = 0; i < 3; i++) {
  console.log(
    "typing",
    await cpu(800, () => many(10, true)),
    "brisk",
    await cpu(800, () => many(10, false)),
    "lawful",
    await cpu(800, () => walk(["lawful"])),
    "wayOut",
    await cpu(800, () => walk(["wayOut"])),
    "twins",
    await cpu(800, () => walk(["lawful", "restart", "webhooks"])),
    "all",
    await cpu(800, () => walk(Properties.all))
  )
}
