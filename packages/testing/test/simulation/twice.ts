/**
 * The same walks twice, the second time while the machine is busy with something else.
 *
 * @module
 */
import { load } from "./load.ts"
import { walk } from "./walk.ts"

/** What the walks of the first `count` seeds left, without load and with it. */
export const twice = async (count: number) => {
  const walks = async () => {
    const traces: Array<Awaited<ReturnType<typeof walk>>> = []
    for (let seed = 1; seed <= count; seed++) traces.push(await walk(seed))
    return traces
  }
  const alone = await walks()
  const others = load(1)
  const busy = await walks()
  await others.end()
  return { alone, busy }
}
