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
  const person = desk.person.value
  const accounts = desk.picture.value?.accounts ?? []
  const nameOf = (id: string) =>
    accounts.length < 3 && id === person?.account ? "" : `${accounts.find((one) => one.id === id)?.name ?? id}: `
  return (
    <Group title="Faults">
      {faults.length === 0 ? null : (
        <ul class="faults">
          {faults.map((fault, index) => (
            <li key={index}>
              <span class={`chip ${fault.kind === "standing" ? "bad" : "warn"}`}>{fault.kind}</span>
              {`${nameOf(fault.account)}${fault.label}`}
            </li>
          ))}
        </ul>
      )}
      <Form
        does={[
          ...wishes.map(([label, wish]) => ({
            label,
            run: () =>
              desk.fault(wish.fault === "none" || person === undefined ? wish : { ...wish, account: person.account })
          })),
          ...(faults.length === 0 ? [] : [{ label: "All well again", run: () => desk.fault({ fault: "none" }) }])
        ]}
      />
    </Group>
  )
}
