/**
 * How the tables of a store came to be, step by step. A file is brought up to date when it is opened; one that a newer
 * Parley has written is refused.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import type { Database } from "./SqliteDriver.ts"

/** A newer Parley has written this file. */
export class StoreTooNew extends Schema.TaggedError<StoreTooNew>()("StoreTooNew", {
  file: Schema.String,
  found: Schema.Number,
  known: Schema.Number
}) {
  override get message() {
    return `${this.file} was written by a newer Parley (its tables are at version ${this.found}, this one knows `
      + `${this.known}). Update @parley/core, or choose another file.`
  }
}

/** An older Parley has written this file, and it is only to be read. */
export class StoreTooOld extends Schema.TaggedError<StoreTooOld>()("StoreTooOld", {
  file: Schema.String,
  found: Schema.Number,
  known: Schema.Number
}) {
  override get message() {
    return `${this.file} was written by an older Parley (its tables are at version ${this.found}, this one reads `
      + `${this.known}). Start the bot once with this version, which brings the file up to date, or read it with the `
      + "version that wrote it."
  }
}

/** The file is a database of something else. */
export class StoreForeign extends Schema.TaggedError<StoreForeign>()("StoreForeign", {
  file: Schema.String
}) {
  override get message() {
    return `${this.file} is a database of another program, and was left alone. Choose another file for the conversations.`
  }
}

/** One step. Its version is its place in the list, counted from 1; a step that was released never changes. */
export interface Migration {
  readonly name: string
  readonly sql: string
}

const tables = `
create table conversation (
  key text primary key,
  channel text not null,
  account text not null,
  dialogue text,
  revision integer not null,
  record text,
  quarantined text
) strict;
create index conversation_quarantined on conversation (key) where quarantined is not null;

create table inbox (
  sequence integer primary key,
  identity text not null unique,
  conversation text not null,
  received integer not null,
  outcome text not null check (outcome in ('waiting', 'done', 'parked', 'quarantined')),
  inbound text
) strict;
create index inbox_conversation on inbox (conversation);
create index inbox_open on inbox (conversation, sequence) where outcome <> 'done';

create table outbox (
  position integer primary key,
  id text not null unique,
  conversation text not null,
  state text not null
    check (state in ('pending', 'sending', 'unknown', 'sent', 'refused', 'failed', 'parked')),
  attempts integer not null,
  at integer not null,
  outbound text not null,
  receipt text
) strict;
create index outbox_order on outbox (conversation, position);
create index outbox_open on outbox (conversation, position) where state in ('pending', 'sending', 'unknown');

create table timer (
  conversation text not null,
  id text not null,
  revision integer not null,
  position integer not null,
  due integer not null,
  state text not null check (state in ('waiting', 'fired', 'aside')),
  meaning text not null,
  timer text not null,
  primary key (conversation, id)
) strict, without rowid;
create index timer_due on timer (due, position) where state = 'waiting';

create table task (
  conversation text not null,
  id text not null,
  revision integer not null,
  state text not null check (state in ('running', 'ended')),
  task text not null,
  primary key (conversation, id)
) strict, without rowid;

create table journal (
  position integer primary key,
  conversation text not null,
  revision integer not null,
  at integer not null,
  entry text not null
) strict;
create index journal_order on journal (conversation, revision);

create table meta (
  name text primary key,
  value any not null
) strict;
`

/** All steps, the oldest first. */
export const migrations: ReadonlyArray<Migration> = [
  { name: "conversations, inbox, outbox, timers, tasks, journal", sql: tables }
]

const hasTable = (database: Database, name: string): boolean =>
  database.prepare("select 1 from sqlite_schema where type = 'table' and name = ?").get(name) !== undefined

const versionOf = (database: Database): number =>
  Number(database.prepare("select max(version) as n from parley_migration").get()?.["n"] ?? 0)

/** What keeps a file from being read as it is, without a step. Throws what SQLite throws. */
export const readable = (database: Database, file: string): StoreTooOld | StoreTooNew | StoreForeign | undefined => {
  const known = migrations.length
  if (!hasTable(database, "parley_migration")) return new StoreForeign({ file })
  const found = versionOf(database)
  if (found > known) return new StoreTooNew({ file, found, known })
  return found < known ? new StoreTooOld({ file, found, known }) : undefined
}

/**
 * Takes the steps that the file has not taken, each in a transaction of its own, so that a step that fails leaves the
 * file at the version before. Throws what SQLite throws.
 */
export const run = (
  database: Database,
  file: string,
  steps: ReadonlyArray<Migration> = migrations
): StoreTooNew | StoreForeign | undefined => {
  if (!hasTable(database, "parley_migration")) {
    const others = database.prepare("select count(*) as n from sqlite_schema").get()
    if (others?.["n"] !== 0) return new StoreForeign({ file })
    database.exec("create table parley_migration (version integer primary key, name text not null) strict")
  }
  const found = versionOf(database)
  if (found > steps.length) return new StoreTooNew({ file, found, known: steps.length })
  const note = database.prepare("insert into parley_migration (version, name) values (?, ?)")
  for (const [index, step] of steps.entries()) {
    if (index < found) continue
    database.exec("begin immediate")
    try {
      database.exec(step.sql)
      note.run(index + 1, step.name)
      database.exec("commit")
    } catch (cause) {
      database.exec("rollback")
      throw cause
    }
  }
  return undefined
}
