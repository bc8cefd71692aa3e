/**
 * Reads a foreign object field by field, and notices what does not fit: a field of another kind than expected, and fields
 * that nobody asked for. `null` counts as left out, as Meta writes it for what is not there.
 *
 * @module
 */
import * as Field from "./Field.ts"

/** What was noticed while one item was read. */
export class Notes {
  /** What is of another kind than expected, in words; the first one found. */
  odd: string | undefined = undefined
  /** Whether the item holds something that nobody asked for. */
  extra = false
}

const has = (fields: Field.Fields): number => {
  let count = 0
  for (const _ in fields) count += 1
  return count
}

/** A foreign object that is being read. `name` is how the object is called in what is noticed. */
export class Reader {
  readonly fields: Field.Fields
  readonly notes: Notes
  private readonly name: string
  private asked = 0

  constructor(fields: Field.Fields, name: string, notes: Notes) {
    this.fields = fields
    this.name = name
    this.notes = notes
  }

  /** The field as it came, `undefined` when it is left out. */
  any(field: string): unknown {
    const value = this.fields[field]
    if (value === undefined) return undefined
    this.asked += 1
    return value === null ? undefined : value
  }

  /** Notes that a field is not what it should be. */
  refuse(field: string, expected: string): undefined {
    this.notes.odd ??= `"${field}" of the ${this.name} is ${expected}`
    return undefined
  }

  text(field: string): string | undefined {
    const value = this.any(field)
    return value === undefined || typeof value === "string" ? value : this.refuse(field, "no text")
  }

  id(field: string): string | undefined {
    const value = this.any(field)
    return value === undefined ? undefined : Field.id(value) ?? this.refuse(field, "no id")
  }

  /** A text of any length, or a number; never empty. */
  token(field: string): string | undefined {
    const value = this.any(field)
    if (value === undefined) return undefined
    return (typeof value === "string" && value !== "" ? value : Field.id(value)) ?? this.refuse(field, "no token")
  }

  number(field: string): number | undefined {
    const value = this.any(field)
    return value === undefined ? undefined : Field.number(value) ?? this.refuse(field, "no number")
  }

  /** A time in milliseconds; one that is zero or less counts as left out. */
  instant(field: string): number | undefined {
    const value = this.any(field)
    if (value === undefined) return undefined
    const read = Field.number(value)
    if (read === undefined || read > Field.lastInstant) return this.refuse(field, "no time")
    return Field.instant(value)
  }

  /** Whether the field is there and true. */
  flag(field: string): boolean {
    const value = this.any(field)
    if (value !== undefined && typeof value !== "boolean") this.refuse(field, "neither true nor false")
    return value === true
  }

  /** One of a few words. */
  word<const W extends string>(field: string, words: ReadonlyArray<W>): W | undefined {
    const value = this.any(field)
    return value === undefined ? undefined : words.find((word) => word === value) ?? this.refuse(field, "no known word")
  }

  /** Reads the object in a field, if it is there; what it holds besides is noticed too, unless `kept` says that it is kept. */
  object<A>(field: string, read: (inner: Reader) => A, kept: "kept" | "lost" = "lost"): A | undefined {
    const value = this.any(field)
    if (value === undefined) return undefined
    const fields = Field.object(value)
    if (fields === undefined) return this.refuse(field, "no object")
    return this.inside(fields, field, read, kept)
  }

  /** Reads each object of the list in a field, if it is there. */
  objects<A>(
    field: string,
    read: (inner: Reader) => A,
    kept: "kept" | "lost" = "lost"
  ): ReadonlyArray<A> | undefined {
    const value = this.any(field)
    if (value === undefined) return undefined
    if (!Array.isArray(value)) return this.refuse(field, "no list")
    const found: Array<A> = []
    for (const item of value) {
      const fields = Field.object(item)
      if (fields === undefined) return this.refuse(field, "a list with something else than objects in it")
      found.push(this.inside(fields, field, read, kept))
    }
    return found
  }

  /** The ids of the list in a field, if it is there. */
  ids(field: string): ReadonlyArray<string> | undefined {
    const value = this.any(field)
    if (value === undefined) return undefined
    if (!Array.isArray(value)) return this.refuse(field, "no list")
    const found: Array<string> = []
    for (const item of value) {
      const id = Field.id(item)
      if (id === undefined) return this.refuse(field, "a list with something else than ids in it")
      found.push(id)
    }
    return found
  }

  /** Ends the reading: whatever was not asked for is noticed. */
  close(): void {
    if (this.asked < has(this.fields)) this.notes.extra = true
  }

  private inside<A>(fields: Field.Fields, name: string, read: (inner: Reader) => A, kept: "kept" | "lost"): A {
    const inner = new Reader(fields, name, this.notes)
    const result = read(inner)
    if (kept === "lost") inner.close()
    return result
  }
}
