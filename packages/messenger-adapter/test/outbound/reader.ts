/** A request of the Send API read back as the neutral message and the address that it came from. */
import type { Address, Json, Message } from "@parley/core"
import { Metadata, type SendBody } from "@parley/messenger-adapter"
import type * as RichContent from "../../src/outbound/RichContent.ts"

type Wire = SendBody.SendMessage | SendBody.Reaction
type Payload = Extract<NonNullable<SendBody.Message["attachment"]>, { readonly type: "template" }>["payload"]

/** What comes back: the address, and what the request has of the message. */
export interface Read {
  readonly address: Address.Address
  readonly message: object
}

/** A record without what is absent: fields under the names that authors use. */
const fields = (given: { readonly [name: string]: unknown }): { readonly [name: string]: unknown } =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))

const addressOf = (to: SendBody.Recipient): Address.Address => {
  if ("id" in to) return { _tag: "Scoped", id: to.id }
  if ("user_ref" in to) return { _tag: "Reference", reference: to.user_ref }
  if ("comment_id" in to) return { _tag: "Comment", comment: to.comment_id }
  if ("post_id" in to) return { _tag: "Post", post: to.post_id }
  if ("one_time_notif_token" in to) return { _tag: "Token", kind: "oneTime", token: to.one_time_notif_token }
  if ("notification_messages_token" in to) {
    return { _tag: "Token", kind: "recurring", token: to.notification_messages_token }
  }
  const { name, phone_number } = to
  return name === undefined
    ? { _tag: "Phone", number: phone_number }
    : { _tag: "Phone", number: phone_number, name: { first: name.first_name, last: name.last_name } }
}

type Buttons = Extract<Payload, { readonly template_type: "button" }>["buttons"]

const buttonsOf = (list: Buttons | undefined): ReadonlyArray<object> | undefined =>
  list?.map((one) => {
    switch (one.type) {
      case "postback":
        return { _tag: "Postback", title: one.title, payload: one.payload }
      case "web_url": {
        const view = fields({
          height: one.webview_height_ratio,
          knows: one.messenger_extensions,
          otherwise: one.fallback_url,
          share: one.webview_share_button === "hide" ? false : undefined
        })
        return fields({
          _tag: "Link",
          title: one.title,
          url: one.url,
          view: Object.keys(view).length === 0 ? undefined : view
        })
      }
      case "phone_number":
        return { _tag: "Call", title: one.title, phone: one.payload }
      case "account_link":
        return { _tag: "LogIn", url: one.url }
      case "account_unlink":
        return { _tag: "LogOut" }
      case "game_play":
        return fields({ _tag: "Play", title: one.title, payload: one.payload })
    }
  })

const repliesOf = (list: SendBody.Message["quick_replies"]): ReadonlyArray<object> | undefined =>
  list?.map((one) => {
    if (!("title" in one)) return { asks: one.content_type === "user_email" ? "email" : "phone" }
    return fields({ title: one.title, payload: one.payload, imageUrl: one.image_url })
  })

const sourceOf = (payload: SendBody.MediaPayload): string =>
  "url" in payload ? payload.url : `attachment:${payload.attachment_id}`

const native = (kind: string, body: object): object => ({ _tag: "Native", kind, body })

const spelled = (
  list: ReadonlyArray<{ readonly [name: string]: unknown }> | undefined,
  names: { readonly [name: string]: string }
): object | undefined => {
  if (list === undefined) return undefined
  const own = new Map(Object.entries(names).map(([name, meta]) => [meta, name]))
  return Object.fromEntries(
    list.flatMap((one) => Object.entries(one).map(([meta, value]) => [own.get(meta) ?? `unknown ${meta}`, value]))
  )
}

const personFields = { name: "name", email: "email", phone: "phone" }
const placeFields = {
  street: "street_1",
  more: "street_2",
  city: "city",
  postalCode: "postal_code",
  state: "state",
  country: "country"
}

const receiptOf = (one: Extract<Payload, { readonly template_type: "receipt" }>): object => {
  // An open template is any record: the type tells which it is.
  const { address, elements, summary } = one
  return native(
    "receipt",
    fields({
      orderNumber: one.order_number,
      recipientName: one.recipient_name,
      currency: one.currency,
      paymentMethod: one.payment_method,
      total: summary.total_cost,
      subtotal: summary.subtotal,
      shipping: summary.shipping_cost,
      tax: summary.total_tax,
      items: elements?.map((item) => {
        const { image_url, ...rest } = item
        return fields({ ...rest, imageUrl: image_url })
      }),
      adjustments: one.adjustments,
      address: address === undefined ? undefined : fields({
        street: address.street_1,
        more: address.street_2,
        city: address.city,
        postalCode: address.postal_code,
        state: address.state,
        country: address.country
      }),
      merchantName: one.merchant_name,
      orderUrl: one.order_url,
      orderedAt: one.timestamp === undefined ? undefined : Number(one.timestamp) * 1000,
      sharable: one.sharable
    })
  )
}

const gridOf = (one: Extract<Payload, { readonly template_type: "image_grid" }>): object => {
  const [element] = one.elements
  return native(
    "image_grid",
    fields({
      images: element?.images.map(({ action, is_hero_image, url }) =>
        fields({
          url,
          hero: is_hero_image,
          opens: action?.type === "web_url" ? action.url : undefined,
          answers: action?.type === "postback" ? { payload: action.payload, text: action.text } : undefined
        })
      ),
      title: element?.title,
      subtitle: element?.subtitle,
      buttons: buttonsOf(element?.buttons)
    })
  )
}

const surveyOf = (one: Extract<Payload, { readonly template_type: "customer_feedback" }>): object => {
  const question = one.feedback_screens[0]?.questions[0]
  return fields({
    _tag: "Survey",
    title: one.title,
    subtitle: one.subtitle,
    button: one.button_title,
    question: fields({
      id: question?.id,
      title: question?.title,
      kind: question?.type,
      labels: question?.score_label,
      scale: question?.score_option,
      followUp: question?.follow_up?.placeholder
    }),
    privacyUrl: one.business_privacy.url,
    expiresInDays: one.expires_in_days
  })
}

const buttonWords: { readonly [meta: string]: string } = {
  ALLOW: "allow",
  GET: "get",
  GET_UPDATES: "getUpdates",
  OPT_IN: "optIn",
  SIGN_UP: "signUp",
  FREQUENCY: "frequency"
}

const seriesOf = (one: Extract<Payload, { readonly template_type: "notification_messages" }>): object => {
  const { notification_messages_cta_text: says, notification_messages_reoptin: again } = one
  return fields({
    _tag: "Request",
    permission: "recurring",
    title: one.title,
    payload: one.payload,
    imageUrl: one.image_url,
    imageShape: one.image_aspect_ratio?.toLowerCase(),
    button: says === undefined ? undefined : buttonWords[says],
    timezone: one.notification_messages_timezone,
    renews: again === undefined ? undefined : again === "ENABLED"
  })
}

type Named<T extends string> = Extract<Payload, { readonly template_type: T }>

/** Readers of the templates that are spelled, by their types; the type was looked at, so each has its own payload. */
const templates: { readonly [type: string]: (payload: never) => object } = {
  button: ({ buttons, text }: Named<"button">) => ({ _tag: "Text", text, buttons: buttonsOf(buttons) }),
  generic: ({ elements, sharable }: Named<"generic">) =>
    fields({
      _tag: "Cards",
      cards: elements.map((one) =>
        fields({
          title: one.title,
          subtitle: one.subtitle,
          imageUrl: one.image_url,
          url: one.default_action?.url,
          buttons: buttonsOf(one.buttons)
        })
      ),
      sharable
    }),
  media: ({ elements: [one], sharable }: Named<"media">) =>
    native(
      "media",
      fields({
        show: one?.media_type,
        attachment: one?.attachment_id,
        url: one?.url,
        buttons: buttonsOf(one?.buttons),
        sharable
      })
    ),
  product: ({ elements }: Named<"product">) => native("product", { ids: elements.map(({ id }) => id) }),
  coupon: (one: Named<"coupon">) =>
    native(
      "coupon",
      fields({
        title: one.title,
        subtitle: one.subtitle,
        code: one.coupon_code,
        url: one.coupon_url,
        button: one.coupon_url_button_title,
        greeting: one.coupon_pre_message,
        imageUrl: one.image_url,
        payload: one.payload
      })
    ),
  receipt: receiptOf,
  image_grid: gridOf,
  customer_feedback: surveyOf,
  one_time_notif_req: ({ payload, title }: Named<"one_time_notif_req">) => ({
    _tag: "Request",
    permission: "oneTime",
    title,
    payload
  }),
  notification_messages: seriesOf,
  customer_information: (one: Named<"customer_information">) =>
    native(
      "customer_information",
      fields(
        {
          privacyUrl: one.business_privacy.url,
          countries: one.countries,
          expiresInDays: one.expires_in_days,
          address: spelled(one.address_overrides, placeFields),
          contact: spelled(one.contact_overrides, personFields)
        } satisfies { readonly [K in keyof RichContent.CustomerInformation]: unknown }
      )
    ),
  instant_form: ({ form_id }: Named<"instant_form">) => native("instant_form", { form: form_id })
}

const templateOf = (payload: Payload): object => {
  const read = templates[payload.template_type]
  if (read !== undefined) return read(payload as never)
  const { template_type: type, ...rest } = payload
  return native("template", { type, payload: rest })
}

const utilityOf = ({ components, language, name }: SendBody.UtilityTemplate): object => {
  const parameters: { [name: string]: Json.Json } = {}
  for (const { parameters: list, type } of components) {
    for (const [index, one] of list.entries()) {
      if (one.type === "URL") parameters[`button.${index + 1}.url`] = one.url
      else if (one.type === "POSTBACK") parameters[`button.${index + 1}.payload`] = one.payload
      else parameters[`${type === "header" ? "header." : ""}${one.parameter_name ?? index + 1}`] = one.text
    }
  }
  return { _tag: "Template", name, language: language.code, parameters }
}

const contentOf = (message: SendBody.Message): object => {
  const { attachment, attachments, sticker_id, template, text } = message
  if (template !== undefined) return utilityOf(template)
  if (sticker_id !== undefined) return native("sticker", { id: sticker_id })
  if (attachments !== undefined) return { _tag: "Pictures", urls: attachments.map(({ payload }) => sourceOf(payload)) }
  if (attachment === undefined) return { _tag: "Text", text }
  switch (attachment.type) {
    case "template":
      return templateOf(attachment.payload)
    case "like_heart":
      return native("like_heart", {})
    case "MEDIA_SHARE":
      return native("MEDIA_SHARE", { post: attachment.payload.id })
    default: {
      const { payload } = attachment
      const reuse = "url" in payload ? payload.is_reusable : undefined
      return fields({ _tag: "Media", kind: attachment.type, url: sourceOf(payload), reuse })
    }
  }
}

const notifications: { readonly [meta: string]: NonNullable<Message.Message["notification"]> } = {
  REGULAR: "regular",
  SILENT_PUSH: "silent",
  NO_PUSH: "none"
}

const controlOf = (after: SendBody.ControlAfter): object =>
  after.control_type === "pass" ? { _tag: "Pass", to: after.app_id } : { _tag: "Release" }

/** The message of a request, and its address. */
export const read = (body: Wire): Read => {
  const address = addressOf(body.recipient)
  if ("sender_action" in body) {
    const { message_id: mid, ...more } = body.payload
    const emoji = "reaction" in more ? more.reaction : undefined
    return { address, message: { content: fields({ _tag: "Reaction", mid, emoji }) } }
  }
  const { message, notification_type, persona_id, reply_to, thread_control } = body
  return {
    address,
    message: fields({
      content: contentOf(message),
      quickReplies: repliesOf(message.quick_replies),
      notification: notification_type === undefined ? undefined : notifications[notification_type],
      metadata: Metadata.decode(message.metadata ?? "")?.text,
      replyTo: reply_to?.mid,
      persona: persona_id,
      control: thread_control === undefined ? undefined : controlOf(thread_control)
    })
  }
}
