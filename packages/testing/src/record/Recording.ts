/**
 * A recording: what came in to a conversation, when, and what the bot made of it; as JSON lines.
 *
 * The first line of a recording names it (`"parley": "recording"`, `"format": 1`); each line after it is one turn as the journal
 * keeps it. A file may hold many recordings, one after the other.
 *
 * @module
 */
import { Conversation, ConversationId, JournalEntry } from "@parley/core"
import * as Either from "effect/Either"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import type { Problem } from "../convo/Parser.ts"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** What a redaction may leave as it is. */
export const Kept = Schema.Literal("words", "numbers", "links", "places")
/** What a redaction may leave as it is. */
export type Kept = Schema.Schema.Type<typeof Kept>

/**
 * The first line of a recording. `bot` is its name in the configuration; `kept` is what was left unredacted, absent where nothing was
 * redacted at all; `stands` is where the dialogue stood at the end, as the store kept it.
 */
export interface Head {
  readonly parley: "recording"
  readonly format: 1
  readonly bot: string
  readonly conversation: ConversationId.ConversationId
  readonly kept?: ReadonlyArray<Kept>
  readonly stands?: Conversation.Active
}
/** The first line of a recording. */
export const Head: Schema.Schema<Head> = Schema.Struct({
  parley: Schema.Literal("recording"),
  format: Schema.Literal(1),
  bot: Schema.String,
  conversation: ConversationId.ConversationId,
  kept: optional(Schema.Array(Kept)),
  stands: optional(Conversation.Active)
}).annotations({ identifier: "RecordingHead" })

/** What came in to a conversation and what the bot made of it, from its first turn on. */
export interface Recording {
  readonly head: Head
  readonly turns: ReadonlyArray<JournalEntry.JournalEntry>
}

const encodeHead = Schema.encodeSync(Head)
const encodeTurn = Schema.encodeSync(JournalEntry.JournalEntry)
const decodeHead = Schema.decodeUnknownEither(Head)
const decodeTurn = Schema.decodeUnknownEither(JournalEntry.JournalEntry)

/** A recording as JSON lines, ending in a line end. */
export const print = ({ head, turns }: Recording): string =>
  [encodeHead(head), ...turns.map((turn) => encodeTurn(turn))].map((line) => `${JSON.stringify(line)}\n`).join("")

const json = (row: string): Either.Either<unknown, string> => {
  try {
    return Either.right(JSON.parse(row))
  } catch (error) {
    return Either.left(error instanceof Error ? error.message : String(error))
  }
}

const isHead = (value: unknown): boolean => typeof value === "object" && value !== null && "parley" in value

/** The recordings of a text, or everything in it that cannot be read. Never throws. */
export const parse = (text: string): Either.Either<ReadonlyArray<Recording>, ReadonlyArray<Problem>> => {
  const recordings: Array<{ readonly head: Head; readonly turns: Array<JournalEntry.JournalEntry> }> = []
  const problems: Array<Problem> = []
  const refuse = (index: number, message: string): void => {
    problems.push({ line: index + 1, column: 1, message })
  }
  const because = (error: ParseResult.ParseError) =>
    ParseResult.ArrayFormatter.formatErrorSync(error).map(({ message, path }) => `${path.join(".")}: ${message}`).join(
      "; "
    )
  text.replace(/^\uFEFF/, "").split(/\r?\n/).forEach((row, index) => {
    if (row === "") return
    const value = json(row)
    if (Either.isLeft(value)) return refuse(index, `This is not JSON: ${value.left}.`)
    if (isHead(value.right)) {
      const head = decodeHead(value.right)
      if (Either.isRight(head)) recordings.push({ head: head.right, turns: [] })
      else refuse(index, `The head of the recording cannot be read: ${because(head.left)}.`)
      return
    }
    const turn = decodeTurn(value.right)
    if (Either.isLeft(turn)) return refuse(index, `The turn cannot be read: ${because(turn.left)}.`)
    const last = recordings.at(-1)
    if (last === undefined) return refuse(index, "Before the first turn stands the head: {\"parley\":\"recording\",…}.")
    last.turns.push(turn.right)
  })
  return problems.length > 0 ? Either.left(problems) : Either.right(recordings)
}
