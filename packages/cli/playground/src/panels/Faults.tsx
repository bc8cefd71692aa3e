/**
 * What can be set to go wrong between the bot and the platform.
 *
 * @module
 */
import type { FaultWish } from "../../../src/dev/Protocol.ts"
import { useDesk } from "../desk/Desk.ts"
import { Form, Group } from "./Form.tsx"

const wishes: ReadonlyArray<readonly [string, FaultWish]> = [
  ["Graph answers 503", { fault: "status", status: 503 }],
  ["Rate limit (613)", { fault: "code", code: 613 }],
  ["Person unavailable (551)", { fault: "code", code: 551 }],
  ["Answer 5 s late", { fault: "latency", millis: 5_000 }],
  ["Lost answer", { fault: "lostAnswer" }],
  ["Lost echo", { fault: "lostEcho" }],
  ["Webhook twice", { fault: "twice" }],
  ["Expired token", { fault: "expiredToken", on: true }],
  ["Restricted page", { fault: "restricted", on: true }]
]

/** The faults that stand or wait, and those that can be set. */
export const Faults = () => {
  const desk = useDesk()
  const faults = desk.picture.value?.faults ?? []
  const channel = desk.person.value?.channel
  return (
    <Group title="Faults">
      {faults.length === 0 ? null : (
        <ul class="faults">
          {faults.map((fault, index) => (
            <li key={index}>
              <span class={`chip ${fault.kind === "standing" ? "bad" : "warn"}`}>{fault.kind}</span>
              {fault.label}
            </li>
          ))}
        </ul>
      )}
      <Form
        does={[
          ...wishes.map(([label, wish]) => ({
            label,
            run: () => desk.fault(wish.fault === "none" || channel === undefined ? wish : { ...wish, channel })
          })),
          ...(faults.length === 0 ? [] : [{ label: "All well again", run: () => desk.fault({ fault: "none" }) }])
        ]}
      />
    </Group>
  )
}
