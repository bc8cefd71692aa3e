/**
 * The topics that Meta documents and that nothing here has a use for beyond being kept ("Page" and "Instagram" in the reference
 * of Graph API webhooks, v26.0, read 2026-11-21). Many come without a value, as only the field's name was asked for.
 *
 * @module
 */

/** What changes in the profile of a page. */
const profile = [
  "affiliation",
  "attire",
  "awards",
  "birthday",
  "category",
  "company_overview",
  "culinary_team",
  "current_location",
  "description",
  "email",
  "founded",
  "general_info",
  "general_manager",
  "hometown",
  "hours",
  "location",
  "members",
  "mission",
  "name",
  "page_change_proposal",
  "page_upcoming_change",
  "parking",
  "payment_options",
  "personal_info",
  "personal_interests",
  "phone",
  "picture",
  "price_range",
  "products",
  "public_transit",
  "website"
]

/** Changes of the account that are no conversation's. */
const account = [
  "business_integrity",
  "call_settings_update",
  "conversations",
  "invoice_access_invoice_draft_change",
  "live_videos",
  "messaging_integrity",
  "product_review",
  "story_insights",
  "videos"
]

/** The paid messages, which travel through the ad account. */
const marketing = [
  "marketing_message_clicks",
  "marketing_message_deliveries",
  "marketing_message_delivery_failed",
  "marketing_message_echoes",
  "marketing_message_reads",
  "marketing_messages_subscriber_upload_status"
]

const known: ReadonlySet<string> = new Set([...profile, ...account, ...marketing])

/** Whether Meta documents a topic of this name, to be kept and no more. */
export const isReport = (topic: string): boolean => known.has(topic)
