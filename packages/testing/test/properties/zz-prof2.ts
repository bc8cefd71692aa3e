import * as Effect from "effect/Effect"
import * as Properties from "/work/main/packages/testing/src/properties/Properties.ts"
import pizza from "/work/main/examples/pizza/parley.config.ts"
import appointment from "/work/main/examples/appointment/parley.config.ts"
const actions = Number(process.env["ACTIONS"] ?? 1600), seed = Number(process.env["SEED"] ?? 1)
for (const [name, config] of Object.entries({ pizza, appointment })) {
  if (process.env["BOT"] && process.env["BOT"] !== name) continue
  const c = process.cpuUsage()
  const t = performance.now()
  const only = process.env["ONLY"]?.split(",") as never
  const found = await Effect.runPromise(
    Properties.check({ bot: config.bots[name]!, name, ...(config.templates ? { templates: config.templates } : {}) }, {
      actions,
      seed,
      ...(only ? { only } : {})
    })
  )
  const u = process.cpuUsage(c)
  console.log(
    name,
    "cpu",
    ((u.user + u.system) / 1000 / actions).toFixed(3),
    "wall",
    ((performance.now() - t) / actions).toFixed(3)
  )
  for (const one of found) console.log(Properties.describe(one) + "\n")
}
