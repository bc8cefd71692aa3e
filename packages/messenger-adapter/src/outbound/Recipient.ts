/**
 * An address as the Send API names it.
 *
 * @module
 */
import type { Address } from "@parley/core"
import * as Person from "../wire/Person.ts"
import type * as SendBody from "../wire/SendBody.ts"

/** The recipient of an address. */
export const of = (address: Address.Address): SendBody.Recipient => {
  switch (address._tag) {
    case "Scoped": {
      const reference = Person.reference(address.id)
      return reference === undefined ? { id: address.id } : { user_ref: reference }
    }
    case "Reference":
      return { user_ref: address.reference }
    case "Comment":
      return { comment_id: address.comment }
    case "Post":
      return { post_id: address.post }
    case "Phone":
      return address.name === undefined
        ? { phone_number: address.number }
        : { phone_number: address.number, name: { first_name: address.name.first, last_name: address.name.last } }
    case "Token":
      return address.kind === "oneTime"
        ? { one_time_notif_token: address.token }
        : { notification_messages_token: address.token }
  }
}

/** Whether an address is a person's scoped id: the only one that takes sender actions and controls. */
export const isScoped = (address: Address.Address): boolean =>
  address._tag === "Scoped" && Person.reference(address.id) === undefined && address.id !== Person.nobody

/** Whether the platform reports messages to this address back: it does not for plugin guests and phone numbers. */
export const echoes = (address: Address.Address): boolean =>
  address._tag !== "Phone" && address._tag !== "Reference"
  && !(address._tag === "Scoped" && Person.reference(address.id) !== undefined)
