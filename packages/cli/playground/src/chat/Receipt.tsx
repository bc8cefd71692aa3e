/**
 * The templates that are paper: a receipt and a coupon, read from what was sent.
 *
 * @module
 */
import type { EntryPicture, Json } from "../../../src/dev/Protocol.ts"

const at = (value: Json | undefined, key: string): Json | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: Json })[key]
    : undefined

const words = (value: Json | undefined): string =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : ""

/** The payload may stand as it was sent, inside its attachment and its message. */
const payload = (raw: Json | undefined): Json | undefined =>
  at(raw, "payload") ?? at(at(raw, "attachment"), "payload") ?? at(at(at(raw, "message"), "attachment"), "payload") ??
    raw

const money = (value: Json | undefined, currency: string): string => {
  const amount = typeof value === "number" ? value : Number(words(value))
  if (Number.isNaN(amount) || words(value) === "") return ""
  return currency === "" ? amount.toFixed(2) : `${amount.toFixed(2)} ${currency}`
}

const Receipt = ({ body }: { readonly body: Json | undefined }) => {
  const currency = words(at(body, "currency"))
  const elements = at(body, "elements")
  const total = money(at(at(body, "summary"), "total_cost"), currency)
  return (
    <>
      <div class="bubble">
        <strong>Receipt</strong>
        {words(at(body, "order_number")) === "" ? "" : ` · ${words(at(body, "order_number"))}`}
      </div>
      <dl>
        {(Array.isArray(elements) ? elements as ReadonlyArray<Json> : []).map((element, index) => (
          <div class="line" key={index}>
            <dt>
              {`${words(at(element, "quantity")) === "" ? "" : `${words(at(element, "quantity"))} × `}${
                words(at(element, "title"))
              }`}
            </dt>
            <dd>{money(at(element, "price"), currency)}</dd>
          </div>
        ))}
        {total === "" ? null : (
          <div class="line total">
            <dt>Total</dt>
            <dd>{total}</dd>
          </div>
        )}
      </dl>
    </>
  )
}

/** A template with a name: the known ones as paper, the others with their name above their words. */
export const Template = ({ entry }: { readonly entry: EntryPicture }) => {
  const body = payload(entry.raw)
  if (entry.template === "receipt") {
    return (
      <div class="stack receipt">
        <Receipt body={body} />
      </div>
    )
  }
  const title = entry.text ?? words(at(body, "title"))
  return (
    <div class="stack">
      <span class="name">{(entry.template ?? "template").replaceAll("_", " ")}</span>
      <div class="bubble">
        {title === "" ? "…" : title}
        {words(at(body, "coupon_code")) === "" ? "" : `\n${words(at(body, "coupon_code"))}`}
      </div>
    </div>
  )
}
