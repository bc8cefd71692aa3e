/**
 * The errors that the Graph API answers with, as data. Codes are from "Common Error Codes" (25 Jun 2026).
 *
 * @module
 */

/** One error answer before it becomes bytes. */
export interface Refusal {
  readonly status: number
  readonly code: number
  readonly subcode?: number
  readonly type: string
  readonly message: string
  readonly transient?: boolean
  readonly data?: { readonly [key: string]: unknown }
}

const make = (code: number, message: string, rest: Partial<Refusal> = {}): Refusal => ({
  status: 400,
  code,
  type: "OAuthException",
  message: `(#${code}) ${message}`,
  ...rest
})

/** No token came with the call. */
export const noToken: Refusal = {
  status: 400,
  code: 2500,
  type: "OAuthException",
  message: "An active access token must be used to query information about the current user."
}

/** The token belongs to no page here. */
export const badToken: Refusal = {
  status: 401,
  code: 190,
  type: "OAuthException",
  message: "Invalid OAuth access token - Cannot parse access token"
}

/** The token was good once. */
export const expiredToken: Refusal = {
  status: 401,
  code: 190,
  subcode: 463,
  type: "OAuthException",
  message: "Error validating access token: Session has expired."
}

/** The proof does not belong to the token, or is missing where it is required. */
export const badProof = (missing: boolean): Refusal =>
  make(
    100,
    missing
      ? "API calls from the server require an appsecret_proof argument"
      : "Invalid appsecret_proof provided in the API argument",
    {
      type: "GraphMethodException"
    }
  )

/** The path names nothing, or nothing that the token may see. */
export const noObject = (id: string): Refusal => ({
  status: 400,
  code: 100,
  subcode: 33,
  type: "GraphMethodException",
  message: `Unsupported request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, `
    + "or does not support this operation."
})

/** The edge is not there. */
export const unknownPath = (path: string): Refusal => ({
  status: 400,
  code: 2500,
  type: "OAuthException",
  message: `Unknown path components: ${path}`
})

/** The edge is there and takes no such method; the reference says so of reading, updating and deleting `messages`. */
export const unsupported = (method: string): Refusal => ({
  status: 400,
  code: 100,
  type: "GraphMethodException",
  message: `Unsupported ${method.toLowerCase()} request. This action can't be performed on this endpoint.`
})

/** The fields of an answer were named wrongly. */
export const noField = (name: string): Refusal =>
  make(100, `Tried accessing nonexisting field (${name}) on node type (User)`)

/** The body is neither JSON nor a form. */
export const unreadable: Refusal = { ...make(100, "The request body is not valid JSON"), status: 400 }

/** A parameter is wrong. */
export const parameter = (message: string, subcode?: number): Refusal =>
  make(100, message, subcode === undefined ? {} : { subcode })

/** The product is not in the page's catalogue. */
export const noProduct: Refusal = parameter("Invalid product ID.", 2018320)

/** The version of the path is older than product templates. */
export const noProductsYet: Refusal = parameter("Product template needs Graph API version 8.0 or later.", 2018328)

/** The page has no such instant form, or one that cannot be sent. */
export const noForm: Refusal = make(1, "The form ID is not valid.", { subcode: 2018382 })

/** The file could not be fetched from its address. */
export const notFetched: Refusal = parameter("Failed to fetch the file from the url.", 2018008)

/** The file is not what it was called. */
export const wrongType: Refusal = parameter("Attachment upload failure: the type of the file does not match.", 2018047)

/** The file is larger than the platform takes. */
export const tooLarge: Refusal = parameter("Attachment size exceeds allowable limit.", 2018109)

/** The video did not come in the time that the platform waits for one. */
export const videoTimeout: Refusal = parameter("Video upload timed out or the video is corrupt.", 2018294)

/** The id of the attachment is not the page's, or its 90 days are over. */
export const noAttachment: Refusal = parameter("Invalid attachment id, or the page does not own it", 2018074)

/** No such app answers for this page. */
export const wrongApp: Refusal = parameter("Incorrect app id", 2018164)

/** The webhook address of a subscription did not answer as it must. */
export const notVerified = (reason: string): Refusal =>
  make(2200, `Callback verification failed with the following errors: ${reason}`)

/** The token to link an account is unknown, used or older than five minutes. */
export const noLinkToken: Refusal = make(10303, "Invalid account_linking_token")

/** The profile of an account that was made with a phone number. */
export const noProfile: Refusal = make(2018218, "No profile available for this user.")

/** A message older than those that are told of. */
export const messageGone: Refusal = make(9000001, "This message was deleted.")

/** The app may not send for this page yet. */
export const notApproved: Refusal = make(
  200,
  "To send messages to users who are not admins, developers or testers of the app, pages_messaging must be approved.",
  { status: 403 }
)

/** The app has no right to this feature. */
export const noPermission = (feature: string): Refusal =>
  make(10, `Application does not have permission for this action: ${feature}`, { status: 403 })

/** The page was restricted. */
export const restricted: Refusal = make(10, "Your Page is temporarily restricted from sending messages.", {
  subcode: 1893063
})

/** Nobody has this id on this page. */
export const noPerson: Refusal = make(100, "No matching user found", { subcode: 2018001 })

/** The same on Instagram. */
export const noInstagramPerson: Refusal = make(100, "No matching Instagram user", { subcode: 2534014 })

/** Another app controls the thread. */
export const otherOwner: Refusal = make(2018300, "Another app is controlling this thread now.")

/** The same on Instagram. */
export const otherInstagramOwner: Refusal = make(100, "The app is not the thread owner", { subcode: 2534037 })

/** The person blocked the page, or cannot be reached. */
export const blocked: Refusal = make(551, "This person isn't available right now.", { subcode: 1545041 })

/** The person cannot be reached at all now. */
export const unreachable: Refusal = make(10, "This person can't receive messages from you right now.", {
  subcode: 2018108
})

/** The window is shut. */
export const outsideWindow: Refusal = make(10, "This message is sent outside of allowed window.", { subcode: 2018278 })

/** The same on Instagram. */
export const outsideInstagramWindow: Refusal = make(10, "This message is sent outside of allowed window.", {
  subcode: 2534022
})

/** News without the permission for it. */
export const outsideNewsWindow: Refusal = make(
  10,
  "This message is sent outside of allowed window. You need page_messaging_subscriptions permission to be able to do it.",
  { subcode: 2018065 }
)

/** A message and a sender action in one call. */
export const bothMessageAndAction: Refusal = parameter(
  "Must send either a message or a sender_action, not both",
  2018014
)

/** Neither text nor attachment. */
export const emptyMessage: Refusal = parameter(
  "Message cannot be empty, must provide valid attachment or text",
  2018034
)

/** A series of notifications that there is no more for this person. The pages name no code: this one is the emulator's choice. */
export const seriesEnded: Refusal = parameter("Recurring notifications are not available for this person any more")

/** The person stopped the series. */
export const seriesStopped: Refusal = make(10, "The person has stopped notification messages for this topic.", {
  subcode: 1893015
})

/** Two messages of a series too close to one another. */
export const seriesTooSoon: Refusal = make(4, "The minimum time between two notification messages has not passed.", {
  subcode: 2018354
})

/** The person was asked for the same leave within the last week. */
export const askedTooOften: Refusal = make(9, "The limit of opt-in requests for this person is exceeded.", {
  subcode: 2018352
})

/** The person gave this leave already. */
export const alreadyGiven: Refusal = make(613, "The person got several opt-in requests with the same topic.", {
  subcode: 1893016
})

/** Sponsored messages are over, or were never there on this channel. */
export const noSponsored: Refusal = parameter("Sponsored messages are not available")

/** Phone numbers need a permission of their own. */
export const noPhonePermission: Refusal = make(
  200,
  "Requires the permission pages_messaging_phone_number to send to a phone number.",
  { subcode: 2018027, status: 403 }
)

/** The comment or post cannot be answered in private (again). Meta names no code for it on Messenger: 10900 is the emulator's choice. */
export const noPrivateReply = (instagram: boolean): Refusal =>
  instagram
    ? parameter("The comment is invalid for messaging", 2534025)
    : make(10900, "Activity already replied to")

/** The calls of the page exceeded its limit. */
export const rateLimited: Refusal = make(80006, "There have been too many calls to this messaging account.", {
  status: 400,
  transient: true
})

/** The same under the general code. */
export const rateExceeded: Refusal = make(613, "Calls to this api have exceeded the rate limit.")

/** An error asked for by a fault. */
export const injected = (code: number, subcode: number | undefined, status: number, message?: string): Refusal =>
  make(code, message ?? "An unexpected error has occurred. Please retry your request later.", {
    status,
    ...(subcode === undefined ? {} : { subcode }),
    ...(code === 1 || code === 2 ? { transient: true } : {})
  })

/** The body of an error answer. */
export const body = (refusal: Refusal, trace: string): string =>
  JSON.stringify({
    error: {
      message: refusal.message,
      type: refusal.type,
      code: refusal.code,
      ...(refusal.subcode === undefined ? {} : { error_subcode: refusal.subcode }),
      ...(refusal.transient === undefined ? {} : { is_transient: refusal.transient }),
      ...(refusal.data === undefined ? {} : { error_data: refusal.data }),
      fbtrace_id: trace
    }
  })
