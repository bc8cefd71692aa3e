/**
 * Records as text, there and back. Reading goes through the schemas; what they refuse is told without a word of what the
 * record says, as it is about people.
 *
 * @module
 */
import * as Either from "effect/Either"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import * as Conversation from "../model/Conversation.ts"
import * as Inbound from "../model/Inbound.ts"
import * as JournalEntry from "../model/JournalEntry.ts"
import * as Outbound from "../model/Outbound.ts"
import * as Receipt from "../model/Receipt.ts"

/** A record that cannot be read; thrown inside an operation, which makes a value or a `StoreError` of it. */
export class Damaged extends Error {}

/** Reads a text, or says in a few words why not. */
export type Read<A> = (text: string) => Either.Either<A, string>

const where = (error: ParseResult.ParseError): string => {
  try {
    const path = ParseResult.ArrayFormatter.formatErrorSync(error)[0]?.path.map(String).join(".")
    return path === undefined || path === "" ? "it has another shape" : `${path.slice(0, 100)} has another shape`
  } catch {
    return "it is nested too deeply"
  }
}

const reader = <A>(schema: Schema.Schema<A>): Read<A> => {
  const decode = Schema.decodeUnknownEither(schema)
  return (text) => {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      // The parser's own words quote the text.
      return Either.left("it is not JSON")
    }
    try {
      // Both sides of these schemas are the same type, so what was parsed is given as it stands: decoding builds its
      // objects by assignment, and would make a prototype of a key that is called `__proto__`.
      return Either.mapBoth(decode(value), { onLeft: where, onRight: () => value as A })
    } catch {
      return Either.left("it is nested too deeply")
    }
  }
}

/** Reads the record of a conversation. */
export const conversation: Read<Conversation.Conversation> = reader(Conversation.Conversation)
/** Reads an inbound. */
export const inbound: Read<Inbound.Inbound> = reader(Inbound.Inbound)
/** Reads an outbound. */
export const outbound: Read<Outbound.Outbound> = reader(Outbound.Outbound)
/** Reads a receipt. */
export const receipt: Read<Receipt.Receipt> = reader(Receipt.Receipt)
/** Reads a timer. */
export const timer: Read<Conversation.Timer> = reader(Conversation.Timer)
/** Reads a task. */
export const task: Read<Conversation.Task> = reader(Conversation.Task)
/** Reads an entry of the journal. */
export const journalEntry: Read<JournalEntry.JournalEntry> = reader(JournalEntry.JournalEntry)

/** What the text says; throws `Damaged` when it cannot be read. `what` begins the sentence. */
export const orDamaged = <A>(what: string, read: Either.Either<A, string>): A => {
  if (Either.isRight(read)) return read.right
  throw new Damaged(`${what} cannot be read: ${read.left}`)
}
