/**
 * The bytes of an upload, wherever they come from: counted while they leave, and never more than the limit.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { createReadStream } from "node:fs"

/** Bytes at once, or in pieces. */
export type Bytes = Uint8Array | Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>

/** How far an upload has come, in bytes; `total` when it is known. */
export interface Progress {
  readonly sent: number
  readonly total?: number
}

/** The file is larger than the platform takes, in bytes. The upload was broken off there. */
export class UploadTooLarge extends Schema.TaggedError<UploadTooLarge>()("UploadTooLarge", { limit: Schema.Number }) {
  override get message() {
    return `The file has more than the ${this.limit} bytes that the platform takes; make it smaller, or send a link`
  }
}

/** The file could not be read. */
export class UploadUnreadable extends Schema.TaggedError<UploadUnreadable>()("UploadUnreadable", {
  reason: Schema.String
}) {
  override get message() {
    return `The file could not be read (${this.reason}); check that it is there and may be read`
  }
}

async function* at(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** A web stream as pieces; read no further, it is let go. */
async function* ofStream(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  let ended = false
  try {
    for (;;) {
      const { done, value } = await reader.read()
      ended = done
      if (done) return
      yield value
    }
  } finally {
    if (!ended) await reader.cancel()
    reader.releaseLock()
  }
}

/** The pieces of bytes. */
export const pieces = (bytes: Bytes): AsyncIterable<Uint8Array> => {
  if (bytes instanceof Uint8Array) return at(bytes)
  if (bytes instanceof Blob) return ofStream(bytes.stream())
  return bytes instanceof ReadableStream ? ofStream(bytes) : bytes
}

/** How many bytes there are, where that is known before they are read. */
export const sizeOf = (bytes: Bytes): number | undefined =>
  bytes instanceof Uint8Array ? bytes.byteLength : bytes instanceof Blob ? bytes.size : undefined

/** The pieces of a file, from an offset on; it is opened when the first one is asked for. */
export const file = (path: string, start = 0): AsyncIterable<Uint8Array> => ({
  [Symbol.asyncIterator]: () => createReadStream(path, { start })[Symbol.asyncIterator]()
})

/** Bytes that are counted. `failure` is why they ended early, once they did. */
export interface Counted {
  readonly bytes: AsyncIterable<Uint8Array>
  readonly failure: () => UploadTooLarge | UploadUnreadable | undefined
}

/** Counts bytes as they pass, tells of each piece, and ends at the limit or at the first that cannot be read. */
export const counted = (
  bytes: AsyncIterable<Uint8Array>,
  options: { readonly limit: number; readonly total?: number; readonly onProgress?: (progress: Progress) => void }
): Counted => {
  const { limit, onProgress, total } = options
  let failure: UploadTooLarge | UploadUnreadable | undefined
  const fail = (error: UploadTooLarge | UploadUnreadable): never => {
    failure = error
    throw error
  }
  const unreadable = (reason: string): never => fail(new UploadUnreadable({ reason }))
  return {
    failure: () => failure,
    bytes: (async function*() {
      const source = bytes[Symbol.asyncIterator]()
      let sent = 0
      try {
        for (;;) {
          // Whoever takes the pieces may end it too, with an error of their own: that one is not the file's.
          const next = await source.next().catch((error: unknown) =>
            unreadable(error instanceof Error ? error.message : String(error))
          )
          if (next.done === true) break
          sent += next.value.byteLength
          if (sent > limit) fail(new UploadTooLarge({ limit }))
          if (total !== undefined && sent > total) unreadable(`it has more than the ${total} bytes that were told`)
          yield next.value
          onProgress?.(total === undefined ? { sent } : { sent, total })
        }
        if (total !== undefined && sent < total) unreadable(`it has ${sent} of the ${total} bytes that were told`)
      } finally {
        await source.return?.()
      }
    })()
  }
}
