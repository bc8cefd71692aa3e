/**
 * Content that only this platform has, in Meta's words and within Meta's limits. A body comes from outside, as a dialogue or a
 * store kept it: it is read by its schema before anything is made of it.
 *
 * @module
 */
import type { Message } from "@parley/core"
import * as Either from "effect/Either"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import type * as Types from "effect/Types"
import type * as Forms from "../wire/Forms.ts"
import type { Limits } from "../wire/Limits.ts"
import * as SendBody from "../wire/SendBody.ts"
import type * as Templates from "../wire/Templates.ts"
import * as RenderButtons from "./RenderButtons.ts"
import * as RenderReceipt from "./RenderReceipt.ts"
import * as RichContent from "./RichContent.ts"
import * as Unsendable from "./Unsendable.ts"

type Native = Extract<Message.Content, { _tag: "Native" }>
type Rendered<A> = Either.Either<A, Unsendable.Unsendable>

const template = (payload: SendBody.TemplatePayload): SendBody.Message => ({
  attachment: { type: "template", payload }
})

const coupon = (body: RichContent.Coupon, limits: Limits): Rendered<SendBody.Message> => {
  const { button, code, greeting, imageUrl, payload, subtitle, title, url } = body
  const problem = Unsendable.first(
    Unsendable.length("title", title, limits.coupon.title),
    Unsendable.maybeLength("subtitle", subtitle, limits.coupon.subtitle),
    Unsendable.maybeLength("button", button, limits.buttonTitle),
    Unsendable.maybeLength("payload", payload, limits.payload),
    Unsendable.maybeAddress("url", url),
    Unsendable.maybeAddress("imageUrl", imageUrl)
  )
  if (problem !== undefined) return Either.left(problem)
  if (code === undefined && url === undefined) {
    return Unsendable.because("code", "it has neither a code nor an address", "give it one of them")
  }
  if (code !== undefined && !/^\S+$/.test(code)) {
    return Unsendable.because("code", `"${code}" is empty or has spaces`, "take them out")
  }
  if (button !== undefined && url === undefined) {
    return Unsendable.because("button", "it leads nowhere", "give the coupon its `url`, or leave the button out")
  }
  const out: Types.Mutable<Templates.Coupon> = { template_type: "coupon", title }
  if (subtitle !== undefined) out.subtitle = subtitle
  if (code !== undefined) out.coupon_code = code
  if (url !== undefined) out.coupon_url = url
  if (button !== undefined) out.coupon_url_button_title = button
  if (greeting !== undefined) out.coupon_pre_message = greeting
  if (imageUrl !== undefined) out.image_url = imageUrl
  if (payload !== undefined) out.payload = payload
  return Either.right(template(out))
}

const product = ({ ids }: RichContent.Product, limits: Limits): Rendered<SendBody.Message> => {
  const wrong = ids.findIndex((id) => !/^\d+$/.test(id))
  const problem = Unsendable.first(
    Unsendable.least("ids", ids, 1),
    Unsendable.count("ids", ids, limits.products),
    wrong < 0 ? undefined : {
      _tag: "Unsendable",
      field: `ids[${wrong}]`,
      problem: `"${ids[wrong]}" is no product's id`,
      cure: "give the id of the catalogue, which is made of digits"
    }
  )
  return problem === undefined
    ? Either.right(template({ template_type: "product", elements: ids.map((id) => ({ id })) }))
    : Either.left(problem)
}

/** The buttons of a template that may have none. */
const someButtons = (
  list: ReadonlyArray<Message.Button> | undefined,
  limits: Limits
): Rendered<Pick<Templates.Element, "buttons">> =>
  list === undefined || list.length === 0
    ? Either.right({})
    : Either.map(RenderButtons.buttons(list, "buttons", limits), (buttons) => ({ buttons }))

/** What is on Facebook itself; "Media Template" takes no other address. */
const onFacebook = (url: string): boolean => URL.canParse(url) && /(^|\.)facebook\.com$/i.test(new URL(url).hostname)

const sourceOf = ({ attachment, url }: RichContent.Media): Rendered<{ url: string } | { attachment_id: string }> => {
  if (attachment !== undefined && url !== undefined) {
    return Unsendable.because("url", "it has an address and an upload, and the template takes one", "leave one out")
  }
  if (attachment !== undefined) {
    return attachment === ""
      ? Unsendable.because("attachment", "it is empty", "give the id that the upload was answered with")
      : Either.right({ attachment_id: attachment })
  }
  if (url === undefined) return Unsendable.because("attachment", "it is missing", "upload it, and give its id")
  const problem = Unsendable.address("url", url)
  if (problem !== undefined) return Either.left(problem)
  return onFacebook(url)
    ? Either.right({ url })
    : Unsendable.because("url", "it is not on Facebook", "upload it and give its id, or send it without buttons")
}

const media = (body: RichContent.Media, limits: Limits): Rendered<SendBody.Message> =>
  Either.flatMap(sourceOf(body), (source) =>
    Either.map(someButtons(body.buttons, limits), (buttons) =>
      template({
        template_type: "media",
        ...(body.sharable === true ? { sharable: true } : {}),
        elements: [{ media_type: body.show, ...source, ...buttons }]
      })))

const actionOf = (
  image: RichContent.GridImage,
  field: string,
  limits: Limits
): Rendered<Templates.GridAction | undefined> => {
  const { answers, opens } = image
  if (answers !== undefined && opens !== undefined) {
    return Unsendable.because(`${field}.opens`, "it opens a page and answers, and a picture does one", "leave one out")
  }
  if (opens !== undefined) {
    const problem = Unsendable.address(`${field}.opens`, opens)
    return problem === undefined ? Either.right({ type: "web_url", url: opens }) : Either.left(problem)
  }
  if (answers === undefined) return Either.right(undefined)
  const problem = Unsendable.first(
    Unsendable.length(`${field}.answers.payload`, answers.payload, limits.payload),
    Unsendable.length(`${field}.answers.text`, answers.text, limits.text.max)
  )
  return problem === undefined
    ? Either.right({ type: "postback", payload: answers.payload, text: answers.text })
    : Either.left(problem)
}

const picture = (image: RichContent.GridImage, field: string, limits: Limits): Rendered<Templates.GridImage> => {
  const problem = Unsendable.address(`${field}.url`, image.url)
  if (problem !== undefined) return Either.left(problem)
  return Either.map(actionOf(image, field, limits), (action) => {
    const out: Types.Mutable<Templates.GridImage> = { url: image.url }
    if (image.hero === true) out.is_hero_image = true
    if (action !== undefined) out.action = action
    return out
  })
}

const grid = (body: RichContent.ImageGrid, limits: Limits): Rendered<SendBody.Message> => {
  const { images, subtitle, title } = body
  const heroes = images.filter(({ hero }) => hero === true).length
  const problem = Unsendable.first(
    Unsendable.least("images", images, limits.grid.images.least),
    Unsendable.count("images", images, limits.grid.images.max),
    Unsendable.maybeLength("title", title, limits.grid.title),
    Unsendable.maybeLength("subtitle", subtitle, limits.grid.subtitle)
  )
  if (problem !== undefined) return Either.left(problem)
  if (heroes > 1) return Unsendable.because("images", `${heroes} of them are the hero`, "choose one")
  const pictures = Either.all(images.map((image, index) => picture(image, `images[${index}]`, limits)))
  if (Either.isLeft(pictures)) return Either.left(pictures.left)
  // "Only URL and postback buttons are supported."
  const buttons = someButtons(body.buttons, { ...limits, buttonKinds: ["Postback", "Link"] })
  return Either.map(buttons, (under) =>
    template({
      template_type: "image_grid",
      elements: [{
        images: pictures.right,
        ...(title === undefined ? {} : { title }),
        ...(subtitle === undefined ? {} : { subtitle }),
        ...under
      }]
    }))
}

type Fields = { readonly [name: string]: RichContent.Field | undefined }

/** The fields of a form that are asked for otherwise than usual, each under Meta's name for it. */
const overrides = (
  given: Fields,
  names: { readonly [name: string]: string },
  field: string,
  limits: Limits
): Rendered<ReadonlyArray<{ readonly [name: string]: Forms.Override }>> => {
  const out: Array<{ readonly [name: string]: Forms.Override }> = []
  for (const [name, spelled] of Object.entries(names)) {
    const one = given[name]
    if (one === undefined) continue
    const problem = Unsendable.maybeLength(`${field}.${name}.label`, one.label, limits.fieldLabel)
    if (problem !== undefined) return Either.left(problem)
    out.push({ [spelled]: one })
  }
  return Either.right(out)
}

const addressForm = (body: RichContent.CustomerInformation, limits: Limits): Rendered<SendBody.Message> => {
  const { countries, expiresInDays, privacyUrl } = body
  const wrong = countries?.find((country) => !/^[A-Z]{2}$/.test(country))
  const problem = Unsendable.first(
    Unsendable.address("privacyUrl", privacyUrl),
    Unsendable.days("expiresInDays", expiresInDays, limits.request.days)
  )
  if (problem !== undefined) return Either.left(problem)
  if (wrong !== undefined) {
    return Unsendable.because("countries", `"${wrong}" is no country`, "write its two letters, DE for one")
  }
  const address = overrides(body.address ?? {}, RichContent.addressFields, "address", limits)
  if (Either.isLeft(address)) return Either.left(address.left)
  const contact = overrides(body.contact ?? {}, RichContent.contactFields, "contact", limits)
  if (Either.isLeft(contact)) return Either.left(contact.left)
  const out: Types.Mutable<Forms.Address> = {
    template_type: "customer_information",
    business_privacy: { url: privacyUrl }
  }
  if (countries !== undefined) out.countries = countries
  if (expiresInDays !== undefined) out.expires_in_days = expiresInDays
  if (address.right.length > 0) out.address_overrides = address.right
  if (contact.right.length > 0) out.contact_overrides = contact.right
  return Either.right(template(out))
}

/** An id as Meta gives them; `what` it names is said where it is none. */
const id = (field: string, given: string, what: string): Unsendable.Unsendable | undefined =>
  /^\w+$/.test(given) ? undefined : {
    _tag: "Unsendable",
    field,
    problem: `"${given}" is no id`,
    cure: `give the id of ${what}`
  }

const named = (
  problem: Unsendable.Unsendable | undefined,
  message: () => SendBody.Message
): Rendered<SendBody.Message> => problem === undefined ? Either.right(message()) : Either.left(problem)

const retired = /^(?:list|open_graph|airline_\w+)$/

const instead = (type: string): string =>
  type === "list"
    ? "show cards"
    : type === "open_graph"
    ? "send the link as a card or a button"
    : "use an approved utility template"

/** A template that Meta took away, whoever still asks for it. */
const gone = (field: string, type: string): Either.Either<never, Unsendable.Unsendable> =>
  Unsendable.because(field, `Meta took the template "${type}" away`, instead(type))

const open = (body: RichContent.Template): Rendered<SendBody.Message> => {
  if (retired.test(body.type)) return gone("type", body.type)
  if (SendBody.templateTypes.has(body.type)) {
    return Unsendable.because(
      "type",
      `the template "${body.type}" has a word of its own`,
      "use that, so that it is checked"
    )
  }
  if ("template_type" in body.payload) {
    return Unsendable.because("payload.template_type", "the type stands there twice", "leave it out of the payload")
  }
  return /^\w+$/.test(body.type)
    ? Either.right(template({ ...body.payload, template_type: body.type }))
    : Unsendable.because("type", `"${body.type}" names no template`, "write it as Meta does, in small letters with _")
}

type Kind = (body: unknown, limits: Limits) => Rendered<SendBody.Message>

const pathOf = (path: ReadonlyArray<PropertyKey>): string =>
  path.map((key, index) => typeof key === "number" ? `[${key}]` : `${index === 0 ? "" : "."}${String(key)}`).join("")

/** A kind: its body is read, and what its schema does not take is a problem of the first field that is wrong. */
const kind = <A, I>(
  schema: Schema.Schema<A, I>,
  render: (body: A, limits: Limits) => Rendered<SendBody.Message>
): Kind => {
  const read = Schema.decodeUnknownEither(schema, { onExcessProperty: "error" })
  return (body, limits) =>
    Either.match(read(body), {
      onRight: (value) => render(value, limits),
      onLeft: (error) => {
        const [issue] = ParseResult.ArrayFormatter.formatErrorSync(error)
        const field = pathOf(issue?.path ?? [])
        const problem = issue?.message ?? "it has another shape"
        return Unsendable.because(field === "" ? "body" : field, problem, "make it with a word of `Rich`")
      }
    })
}

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["receipt", kind(RichContent.Receipt, (body, limits) => Either.map(RenderReceipt.render(body, limits), template))],
  ["coupon", kind(RichContent.Coupon, coupon)],
  ["product", kind(RichContent.Product, product)],
  ["media", kind(RichContent.Media, media)],
  ["image_grid", kind(RichContent.ImageGrid, grid)],
  ["customer_information", kind(RichContent.CustomerInformation, addressForm)],
  [
    "instant_form",
    kind(
      RichContent.InstantForm,
      ({ form }) =>
        named(
          id("form", form, "a form of the page's lead ads"),
          () => template({ template_type: "instant_form", form_id: form })
        )
    )
  ],
  [
    "sticker",
    kind(
      RichContent.Sticker,
      (body) => named(id("id", body.id, "a sticker of Meta's own"), () => ({ sticker_id: body.id }))
    )
  ],
  ["like_heart", kind(RichContent.Heart, () => Either.right({ attachment: { type: "like_heart" } }))],
  [
    "MEDIA_SHARE",
    kind(RichContent.SharedPost, ({ post }) =>
      named(id("post", post, "a post of the account's own"), () => ({
        attachment: { type: "MEDIA_SHARE", payload: { id: post } }
      })))
  ],
  ["template", kind(RichContent.Template, open)]
])

/** Every kind of content that is known here. */
export const names: ReadonlyArray<string> = [...kinds.keys()]

/** What is said, or the first field that keeps it from being said. */
export const render = (content: Native, limits: Limits): Rendered<SendBody.Message> => {
  const known = kinds.get(content.kind)
  if (known === undefined) {
    return retired.test(content.kind)
      ? gone("kind", content.kind)
      : Unsendable.because("kind", `there is no content "${content.kind}"`, "make it with a word of `Rich`")
  }
  return limits.native.includes(content.kind)
    ? known(content.body, limits)
    : Unsendable.because("kind", `${limits.channel} has no content "${content.kind}"`, "say it in words")
}
