/**
 * Where a person came from, as webhooks tell it.
 *
 * @module
 */
import type { Inbound } from "@parley/core"
import type * as Types from "effect/Types"
import * as Field from "./Field.ts"
import { keep } from "./Raw.ts"

/** The referral, or `undefined` when the value is none. */
export const decode = (value: unknown): Inbound.Referral | undefined => {
  const fields = Field.object(value)
  if (fields === undefined) return undefined
  const referral: Types.Mutable<Inbound.Referral> = { raw: keep(fields) }
  const ref = Field.text(fields.ref)
  const source = Field.text(fields.source)
  const ad = Field.id(fields.ad_id)
  if (ref !== undefined) referral.ref = ref
  if (source !== undefined) referral.source = source
  if (ad !== undefined) referral.ad = ad
  return referral
}

/** Whether the person came through an ad. */
export const isAd = (referral: Inbound.Referral | undefined): boolean => referral?.source === "ADS"
