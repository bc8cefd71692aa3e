/**
 * Where a person came from, as webhooks tell it.
 *
 * @module
 */
import type { Inbound } from "@parley/core"
import type * as Types from "effect/Types"
import { keep } from "./Raw.ts"
import type { Reader } from "./Reader.ts"

/** The referral. Whatever it holds besides is in its `raw`. */
export const read = (reader: Reader): Inbound.Referral => {
  const referral: Types.Mutable<Inbound.Referral> = { raw: keep(reader.fields) }
  const ref = reader.text("ref")
  const source = reader.text("source")
  const ad = reader.id("ad_id")
  const product = reader.object("product", (inner) => inner.id("id"), "kept")
  if (ref !== undefined) referral.ref = ref
  if (source !== undefined) referral.source = source
  if (ad !== undefined) referral.ad = ad
  if (product !== undefined) referral.product = product
  return referral
}

/** Whether the person came through an ad. */
export const isAd = (referral: Inbound.Referral | undefined): boolean => referral?.source === "ADS"
