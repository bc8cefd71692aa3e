import { expect, it } from "vitest"
import { echo } from "./Bots.ts"
import { hour, rig } from "./Rig.ts"

/** The inbounds that were heard, in the order of their turns, and whether each came late. */
const heard = ({ happenings }: Awaited<ReturnType<typeof rig>>): ReadonlyArray<readonly [string, boolean]> =>
  happenings.flatMap((happening) =>
    happening._tag === "TurnCommitted" && happening.entry.inbound.event._tag === "Said"
      ? [[happening.entry.inbound.event.text ?? "", happening.entry.inbound.late === true] as const]
      : []
  )

it("a message that others overtook is heard all the same, and is marked as late, however soon it came", async () => {
  const it = await rig({ dialogues: [echo] })
  await it.advance(hour)
  const said = async (text: string, at: number) => {
    const receivedAt = it.time.now()
    await it.offer({ _tag: "Said", mid: text, text }, { id: text, at, receivedAt, act: "message" })
  }

  const now = it.time.now()
  await said("second", now - 1_000)
  await said("first", now - 2_000)
  await said("third", now - 1_000)
  await said("fourth", now)

  expect(heard(it)).toEqual([["second", false], ["first", true], ["third", false], ["fourth", false]])
  expect(it.said()).toHaveLength(4)
})

it("what the channel reports of our own messages is never late: it says nothing of what the person did", async () => {
  const it = await rig({ dialogues: [echo] })
  await it.say("hi")
  const at = it.time.now() - 5_000

  await it.offer({ _tag: "Delivered", watermark: at }, { at })

  const last = it.happenings.flatMap((one) => one._tag === "TurnCommitted" ? [one.entry.inbound] : []).at(-1)
  expect(last).toMatchObject({ at, event: { _tag: "Delivered" } })
  expect(last).not.toHaveProperty("late")
})
