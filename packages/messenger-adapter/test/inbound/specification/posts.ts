/** What happens under posts, and about the account, by the wire schemas. */
import type * as Schema from "effect/Schema"
import * as Raw from "../../../src/inbound/Raw.ts"
import type * as ChangeValue from "../../../src/wire/ChangeValue.ts"
import { type Found, idOf, of } from "./values.ts"

type Authored = {
  readonly from?: { readonly id?: string | number | null; readonly self_ig_scoped_id?: string | number | null } | null
  readonly sender_id?: string | number | null
  readonly reviewer_id?: string | number | null
}

const isPersons = (value: Authored, account: string): boolean => {
  const id = idOf(value.from?.id ?? value.sender_id ?? value.reviewer_id)
  return id !== undefined && id !== account && id !== idOf(value.from?.self_ig_scoped_id)
}

export const feed = (value: Schema.Schema.Type<typeof ChangeValue.Feed>, account: string): Found => {
  const fields = {
    post: idOf(value.post_id),
    comment: idOf(value.comment_id),
    text: value.message,
    raw: Raw.keep(value)
  }
  const made = value.verb === "add" && isPersons(value, account)
  const { comment, ...post } = fields
  if (made && value.item === "comment" && comment !== undefined) {
    return { act: "comment", event: of({ _tag: "Commented", ...fields }) }
  }
  const isPost = ["post", "status", "photo", "video", "share", "album"].includes(value.item)
  if (made && isPost && post.post !== undefined) return { act: "post", event: of({ _tag: "Commented", ...post }) }
  return {
    event: of({ _tag: "PostChanged", ...fields, what: value.item, change: value.verb, reaction: value.reaction_type })
  }
}

export const instagramComment =
  (live: boolean) => (value: Schema.Schema.Type<typeof ChangeValue.InstagramComment>, account: string): Found => {
    const fields = {
      comment: idOf(value.comment_id ?? value.id),
      post: idOf(value.media?.id),
      text: value.text,
      raw: Raw.keep(value)
    }
    const change = value.verb ?? "add"
    return change === "add" && isPersons(value, account)
      ? { act: "comment", event: of({ _tag: "Commented", ...fields, live: live ? true : undefined }) }
      : { event: of({ _tag: "PostChanged", what: "comment", change, ...fields }) }
  }

export const mention = (value: Schema.Schema.Type<typeof ChangeValue.Mention>): Found => ({
  event: of({
    _tag: "Mentioned",
    post: idOf(value.post_id ?? value.media_id),
    comment: idOf(value.comment_id),
    text: value.message,
    raw: Raw.keep(value)
  })
})

export const template = (value: Schema.Schema.Type<typeof ChangeValue.TemplateStatus>): Found => ({
  event: of({
    _tag: "TemplateChanged",
    status: value.event,
    template: idOf(value.message_template_id),
    name: value.message_template_name,
    language: value.message_template_language,
    reason: value.reason
  })
})
