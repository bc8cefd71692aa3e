/**
 * The SQLite library of this machine: the one in Node where there is one, else `@photostructure/sqlite`.
 *
 * @module
 */
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { createRequire } from "node:module"

/** What can be given to a statement. */
export type Value = string | number | null

/** One row, by column. */
export interface Row {
  readonly [column: string]: unknown
}

/** A statement that was compiled once. */
export interface Statement {
  readonly run: (...values: ReadonlyArray<Value>) => { readonly changes: number | bigint }
  readonly get: (...values: ReadonlyArray<Value>) => Row | undefined
  readonly all: (...values: ReadonlyArray<Value>) => ReadonlyArray<Row>
}

/** An open database: the part of Node's `DatabaseSync` that the store uses. */
export interface Database {
  readonly exec: (sql: string) => void
  readonly prepare: (sql: string) => Statement
  readonly close: () => void
}

/** A library that opens databases. */
export interface Library {
  readonly DatabaseSync: new(file: string) => Database
}

/** Neither Node's own SQLite nor the package that stands in for it is here. */
export class SqliteMissing extends Schema.TaggedError<SqliteMissing>()("SqliteMissing", {
  node: Schema.String
}) {
  override get message() {
    return `Node ${this.node} has no built-in SQLite. Install the package that brings it `
      + "(npm install @photostructure/sqlite@1.2.1), or use Node 22.13 or later."
  }
}

const builtIn = (): Library | undefined => {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
  if (major < 22 || (major === 22 && minor < 13)) return undefined
  // What Node gives is untyped here: the types of the oldest Node that is supported do not know the module.
  return process.getBuiltinModule("node:sqlite" as "node:fs") as unknown as Library | undefined
}

const installed = (): Library | undefined => {
  try {
    // The package types its methods by overloads; `Database` is the part that both libraries share.
    return createRequire(import.meta.url)("@photostructure/sqlite") as Library
  } catch {
    return undefined
  }
}

/** The library of this machine. Loading is synchronous, so that it takes no turn of the event loop. */
export const library = (): Either.Either<Library, SqliteMissing> =>
  Either.fromNullable(builtIn() ?? installed(), () => new SqliteMissing({ node: process.versions.node }))

const cures: ReadonlyArray<readonly [RegExp, string]> = [
  [/database or disk is full/, "free some space on its disk"],
  [
    /readonly database|unable to open|EACCES|EEXIST|ENOTDIR|EROFS/,
    "check that this process may write the file and its folder"
  ],
  [/database is locked/, "another process uses the file; end it first"],
  [/malformed|not a database/, "restore the file from a copy"],
  [/disk I\/O error/, "check the disk"]
]

/** What SQLite, or the encoding of a record, says went wrong: a phrase with its cure where there is a usual one. */
export const reason = (cause: unknown): string => {
  if (cause instanceof RangeError) return "a record is nested too deeply"
  const text = cause instanceof Error ? cause.message : String(cause)
  const cure = cures.find(([pattern]) => pattern.test(text))
  return cure === undefined ? text : `${text} (${cure[1]})`
}
