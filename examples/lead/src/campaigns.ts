/**
 * Where people come from: the ads that run, and the links that partners put on their pages.
 *
 * @module
 */
import type { Inbound } from "@parley/core"
import { MeLink } from "@parley/messenger-adapter"
import { Option, Schema } from "effect"

/** The languages of the house. */
export const Language = Schema.Literal("en", "es")
type Language = typeof Language.Type

/** Where somebody came from, and the language in which they were addressed there. */
interface Origin {
  readonly campaign: string
  readonly language?: Language
}

/** The ads that run, by the ids that Ads Manager gives them. An ad was written in one language, so its readers are not asked. */
const ads: { readonly [id: string]: Origin } = {
  "120210000000000001": { campaign: "roof-spring", language: "en" },
  "120210000000000002": { campaign: "tejado-primavera", language: "es" }
}

/** A link for a partner's page: it carries who the partner is, and the language of the page. */
export const estimate = MeLink.ref("estimate", Schema.Struct({ partner: Schema.NonEmptyString, language: Language }))

/** The link to the page's conversation that a partner puts up. */
export const linkFor = (page: string, partner: string, language: Language): string =>
  MeLink.make({ account: page, ref: estimate.to({ partner, language }) })

/** What is known of somebody's way here. Whoever has a link can write another, so nothing is promised because of one. */
export const originOf = (referral: Inbound.Referral | undefined): Origin => {
  const known = ads[referral?.ad ?? ""]
  if (known !== undefined) return known
  if (referral?.ad !== undefined) return { campaign: `ad ${referral.ad}` }
  return Option.match(Option.flatMap(Option.fromNullable(referral?.ref), estimate.read), {
    onNone: () => ({ campaign: "page" }),
    onSome: ({ language, partner }) => ({ campaign: partner, language })
  })
}
