/**
 * The confirmation of an order in Meta's words ("Receipt template", read 2026-11-21).
 *
 * @module
 */
import * as Either from "effect/Either"
import type * as Types from "effect/Types"
import type { Limits } from "../wire/Limits.ts"
import type * as Templates from "../wire/Templates.ts"
import type * as RichContent from "./RichContent.ts"
import * as Unsendable from "./Unsendable.ts"

type Problem = Unsendable.Unsendable | undefined
type Item = NonNullable<RichContent.Receipt["items"]>[number]
type Address = NonNullable<RichContent.Receipt["address"]>

const given = (field: string, text: string): Problem => Unsendable.length(field, text, Number.POSITIVE_INFINITY)

const code = (field: string, currency: string | undefined): Problem =>
  currency === undefined || /^[A-Z]{3}$/.test(currency) ? undefined : {
    _tag: "Unsendable",
    field,
    problem: `"${currency}" is no currency`,
    cure: "write its three letters, EUR for one"
  }

/** Most currencies take two decimals at most, and none takes what no cash register prints. */
const amount = (field: string, sum: number | undefined): Problem =>
  sum === undefined || (Number.isFinite(sum) && Math.abs(sum) < 1e12) ? undefined : {
    _tag: "Unsendable",
    field,
    problem: `${sum} is no amount`,
    cure: "give a number such as 12.5"
  }

const atLeastNothing = (field: string, sum: number | undefined): Problem =>
  amount(field, sum) ?? (sum === undefined || sum >= 0 ? undefined : {
    _tag: "Unsendable",
    field,
    problem: `${sum} is less than nothing`,
    cure: "put what is taken off into `adjustments`"
  })

const whole = (field: string, quantity: number | undefined): Problem =>
  quantity === undefined || (Number.isInteger(quantity) && quantity > 0) ? undefined : {
    _tag: "Unsendable",
    field,
    problem: `${quantity} is no quantity`,
    cure: "give a whole number from 1"
  }

const itemProblem = (item: Item, field: string): Problem =>
  Unsendable.first(
    given(`${field}.title`, item.title),
    whole(`${field}.quantity`, item.quantity),
    atLeastNothing(`${field}.price`, item.price),
    code(`${field}.currency`, item.currency),
    Unsendable.maybeAddress(`${field}.imageUrl`, item.imageUrl)
  )

const addressProblem = (address: Address | undefined): Problem =>
  address === undefined ? undefined : Unsendable.first(
    given("address.street", address.street),
    given("address.city", address.city),
    given("address.postalCode", address.postalCode),
    given("address.state", address.state),
    given("address.country", address.country)
  )

const problemOf = (body: RichContent.Receipt, limits: Limits): Problem => {
  const { adjustments = [], items = [] } = body
  return Unsendable.first(
    given("orderNumber", body.orderNumber),
    given("recipientName", body.recipientName),
    given("paymentMethod", body.paymentMethod),
    code("currency", body.currency),
    amount("total", body.total),
    amount("subtotal", body.subtotal),
    amount("shipping", body.shipping),
    amount("tax", body.tax),
    Unsendable.count("items", items, limits.receiptItems),
    ...items.map((item, index) => itemProblem(item, `items[${index}]`)),
    ...adjustments.map((one, index) =>
      given(`adjustments[${index}].name`, one.name) ?? amount(`adjustments[${index}].amount`, one.amount)
    ),
    addressProblem(body.address),
    Unsendable.maybeAddress("orderUrl", body.orderUrl)
  )
}

const itemOf = (item: Item): Templates.ReceiptItem => {
  const out: Types.Mutable<Templates.ReceiptItem> = { title: item.title, price: item.price }
  if (item.subtitle !== undefined) out.subtitle = item.subtitle
  if (item.quantity !== undefined) out.quantity = item.quantity
  if (item.currency !== undefined) out.currency = item.currency
  if (item.imageUrl !== undefined) out.image_url = item.imageUrl
  return out
}

const addressOf = (address: Address): NonNullable<Templates.Receipt["address"]> => ({
  street_1: address.street,
  ...(address.more === undefined ? {} : { street_2: address.more }),
  city: address.city,
  postal_code: address.postalCode,
  state: address.state,
  country: address.country
})

const summaryOf = ({ shipping, subtotal, tax, total }: RichContent.Receipt): Templates.Receipt["summary"] => ({
  ...(subtotal === undefined ? {} : { subtotal }),
  ...(shipping === undefined ? {} : { shipping_cost: shipping }),
  ...(tax === undefined ? {} : { total_tax: tax }),
  total_cost: total
})

/** The payload of the template, or the first field that keeps it from being one. */
export const render = (
  body: RichContent.Receipt,
  limits: Limits
): Either.Either<Templates.Receipt, Unsendable.Unsendable> => {
  const problem = problemOf(body, limits)
  if (problem !== undefined) return Either.left(problem)
  const out: Types.Mutable<Templates.Receipt> = {
    template_type: "receipt",
    recipient_name: body.recipientName,
    order_number: body.orderNumber,
    currency: body.currency,
    payment_method: body.paymentMethod,
    summary: summaryOf(body)
  }
  if (body.sharable === true) out.sharable = true
  if (body.merchantName !== undefined) out.merchant_name = body.merchantName
  if (body.orderUrl !== undefined) out.order_url = body.orderUrl
  // Meta counts seconds, and wants them as text.
  if (body.orderedAt !== undefined) out.timestamp = String(Math.floor(body.orderedAt / 1000))
  if (body.address !== undefined) out.address = addressOf(body.address)
  if (body.adjustments !== undefined) out.adjustments = body.adjustments
  if (body.items !== undefined) out.elements = body.items.map(itemOf)
  return Either.right(out)
}
