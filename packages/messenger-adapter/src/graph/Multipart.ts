/**
 * A form with a file as bytes in pieces, so that a film of 25 MB is never in memory at once.
 *
 * @module
 */
import { randomUUID } from "node:crypto"

/** A file on its way: its bytes are read once, when the form leaves. */
export interface File {
  readonly name: string
  /** Its media type, "image/png" for one. */
  readonly type: string
  readonly bytes: AsyncIterable<Uint8Array>
  /** How many bytes there are, when it is known. */
  readonly size?: number
}

/** Plain fields, and the file under the name that the platform asks for. */
export interface Form {
  readonly fields: Readonly<Record<string, string>>
  readonly file: File
}

/** A form as it travels. */
export interface Encoded {
  readonly type: string
  readonly length: number | undefined
  readonly stream: AsyncIterable<Uint8Array>
}

/** A name between quotes, as HTML says that forms write it ("multipart/form-data encoding algorithm"). */
const quoted = (text: string): string =>
  `"${text.replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll("\"", "%22")}"`

const oneLine = (text: string): string => text.replace(/[\r\n]+/g, " ")

/** The form between boundaries that nobody can foresee: bytes of a stranger's file cannot end their part. */
export const encode = ({ fields, file }: Form): Encoded => {
  const boundary = `parley-${randomUUID()}`
  const parts = Object.entries(fields).map(([name, value]) =>
    `--${boundary}\r\ncontent-disposition: form-data; name=${quoted(name)}\r\n\r\n${value}\r\n`
  )
  const disposition = `form-data; name="filedata"; filename=${quoted(file.name)}`
  const head = Buffer.from(
    `${parts.join("")}--${boundary}\r\ncontent-disposition: ${disposition}\r\ncontent-type: ${
      oneLine(file.type)
    }\r\n\r\n`
  )
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    length: file.size === undefined ? undefined : head.length + file.size + tail.length,
    stream: (async function*() {
      yield head
      yield* file.bytes
      yield tail
    })()
  }
}
