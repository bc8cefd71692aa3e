/**
 * A message or a control on its way out.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { Address } from "./Address.ts"
import { ConversationId } from "./ConversationId.ts"
import { HumanAuthor } from "./HumanAuthor.ts"
import { Instant } from "./Instant.ts"
import { Lane } from "./LaneName.ts"
import { Message } from "./Message.ts"

export type { HumanAuthor } from "./HumanAuthor.ts"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** A change of who owns the conversation: give it to another app or inbox, take it, give it up, ask for it, keep it. */
export const Control = Schema.Union(
  Schema.TaggedStruct("Pass", { to: Schema.String, note: optional(Schema.String) }),
  Schema.TaggedStruct("Take", { note: optional(Schema.String) }),
  Schema.TaggedStruct("Release", { note: optional(Schema.String) }),
  Schema.TaggedStruct("Request", { note: optional(Schema.String) }),
  Schema.TaggedStruct("Extend", { for: Schema.Number })
).annotations({ identifier: "Control" })
/** A change of who owns the conversation. */
export type Control = Schema.Schema.Type<typeof Control>

/** What a dialogue puts out, in order: a message or a control. */
export const Body = Schema.Union(
  Schema.TaggedStruct("Message", { message: Message }),
  Schema.TaggedStruct("Control", { control: Control })
)
/** What a dialogue puts out. */
export type Body = Schema.Schema.Type<typeof Body>

/** Who wrote it: the bot, or a person of the business by name. */
export const Author = Schema.Union(
  Schema.TaggedStruct("Bot", {}),
  HumanAuthor
)
/** Who wrote it. */
export type Author = Schema.Schema.Type<typeof Author>

/**
 * One message or control on its way. `id` is ours and travels with it, so that its echo can be recognised; `order` counts
 * up within the conversation; `cause` is the inbound of the turn that said it, and `initiative` marks what was said without
 * being asked. `discloses` marks the words that tell the person that this is a machine, and `behind` the id of such words
 * without which these may not be sent; `reports` asks for a `Settled` inbound once the outcome is known, and `answered` is there
 * beside it for an answer to the person: the number of the turn that said it. `first` is the id under which words were first said
 * that waited since: their place among others that wait.
 */
export const Outbound = Schema.Struct({
  id: Schema.NonEmptyString,
  conversation: ConversationId,
  order: Schema.Number,
  address: Address,
  body: Body,
  author: Author,
  lane: optional(Lane),
  cause: Schema.String,
  at: Instant,
  expiresAt: optional(Instant),
  initiative: optional(Schema.Literal(true)),
  discloses: optional(Schema.Literal(true)),
  behind: optional(Schema.String),
  reports: optional(Schema.Literal(true)),
  answered: optional(Schema.Number),
  first: optional(Schema.String)
}).annotations({ identifier: "Outbound" })
/** One message or control on its way. */
export interface Outbound extends Schema.Schema.Type<typeof Outbound> {}
