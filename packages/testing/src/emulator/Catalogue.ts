/**
 * What a page has that its templates show: the products of its catalogue, and its instant forms ("Product Template", "Instant Form
 * Template", "Common Error Codes", read 2026-11-21).
 *
 * @module
 */
import * as Refusal from "./Refusal.ts"
import type { Page } from "./Settings.ts"

/** The first version of the Graph API that has product templates. */
const productsFrom = 8

/** An id that is not told to be the page's counts as its own where the page was made without a list. */
const isOf = (list: ReadonlyArray<string> | undefined, id: string): boolean =>
  /^\d+$/.test(id) && (list === undefined || list.includes(id))

/** Why a product cannot be shown by a call of this version, if it cannot. A call without a version has the newest. */
export const judgeProduct = (page: Page, id: string, version: string | undefined): Refusal.Refusal | undefined => {
  if (version !== undefined && Number.parseInt(version.slice(1), 10) < productsFrom) return Refusal.noProductsYet
  return isOf(page.products, id) ? undefined : Refusal.noProduct
}

/** Why a form cannot be shown, if it cannot. */
export const judgeForm = (page: Page, id: string): Refusal.Refusal | undefined =>
  isOf(page.forms, id) ? undefined : Refusal.noForm
