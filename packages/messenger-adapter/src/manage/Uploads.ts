/**
 * Files that the platform keeps for the account: uploaded once, sent by their id.
 *
 * @module
 */
import type { Instant, Message } from "@parley/core"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import { stat } from "node:fs/promises"
import { basename } from "node:path"
import type * as AttachmentCache from "../graph/AttachmentCache.ts"
import type { Channel } from "../wire/Channel.ts"
import * as UploadLimits from "../wire/UploadLimits.ts"
import * as Call from "./Call.ts"
import { Invalid } from "./Invalid.ts"
import type { Managed } from "./Managed.ts"
import type { MediaError, MediaFetch } from "./MediaFetch.ts"
import * as UploadSource from "./UploadSource.ts"

/** What every upload may say. */
interface About {
  readonly kind: Message.MediaKind
  /** The media type, "image/png" for one; known from the file's name or the bytes' own type unless given. */
  readonly type?: string
  /** The name that the person sees. What is not ASCII in it is replaced, as the platform takes no other names. */
  readonly name?: string
}

/** What to upload: exactly one of the four ways. */
export type UploadRequest =
  /** An address of ours, public, which the platform fetches. It is uploaded once, and known by its address until it expires. */
  | { readonly kind: Message.MediaKind; readonly url: string }
  /** A file of this machine. */
  | About & { readonly path: string }
  /** Bytes, at once or in pieces; in pieces they are never in memory together. */
  | About & {
    readonly bytes: UploadSource.Bytes
    /** How many there are, where their source does not tell. */
    readonly size?: number
  }
  /** An address that a person gave: fetched here, through the guard against addresses that are not public. */
  | About & { readonly fromPerson: string }

/** How an upload is followed. */
export interface UploadOptions {
  /** Told after each piece that left. It must be quick and not throw. */
  readonly onProgress?: (progress: UploadSource.Progress) => void
}

/** A file that the platform has. */
export interface Uploaded {
  readonly id: string
  /** What a message names as its `url` to send it: "attachment:" and the id. */
  readonly url: string
  /** From when it is to be uploaded again. */
  readonly expiresAt: Instant.Instant
}

/** How an upload can end without an id. */
export type UploadError =
  | Invalid
  | UploadSource.UploadTooLarge
  | UploadSource.UploadUnreadable
  | MediaError
  | Call.CallError

/** The files of one account. */
export interface Uploads {
  readonly upload: (request: UploadRequest, options?: UploadOptions) => Effect.Effect<Uploaded, UploadError>
}

/** What uploading needs. */
export interface Options {
  readonly account: Managed
  readonly cache: AttachmentCache.AttachmentCache
  readonly media: MediaFetch
}

const Answer = Schema.Struct({ attachment_id: Schema.String })

const edge = "message_attachments"

/** The platform fetches films for up to 75 seconds, and other media for 10 ("Send API Reference", read 2026-11-21). */
const patience: Readonly<Record<Message.MediaKind, Duration.DurationInput>> = {
  video: "90 seconds",
  image: "30 seconds",
  audio: "30 seconds",
  file: "30 seconds"
}

/** How long the answer to the last byte may take. */
const afterBytes = { timeoutAfter: "90 seconds" } as const

const ascii = (name: string): string => name.replace(/[^\x20-\x7e]/g, "_").replace(/["\\/]/g, "_")

const unreadable = (error: unknown): UploadSource.UploadUnreadable =>
  new UploadSource.UploadUnreadable({ reason: error instanceof Error ? error.message : String(error) })

/** A file before it leaves. */
interface Ready {
  readonly name: string
  readonly type: string | undefined
  readonly bytes: AsyncIterable<Uint8Array>
  readonly size: number | undefined
}

const typeProblem = (channel: Channel, kind: Message.MediaKind, type: string | undefined): Invalid | undefined => {
  if (type === undefined) {
    return new Invalid({ field: "type", problem: "it is not known from the name", cure: "give it, like image/png" })
  }
  if (!/^[\w.+-]+\/[\w.+-]+$/.test(type)) {
    return new Invalid({ field: "type", problem: "it is no media type", cure: "write it like image/png" })
  }
  if (UploadLimits.takes(channel, kind, type)) return undefined
  const fitting = UploadLimits.typesFor(channel, kind)?.join(", ") ?? `one that begins with ${kind}/`
  return new Invalid({ field: "type", problem: `${channel} takes no ${type} as ${kind}`, cure: `give it ${fitting}` })
}

const ways = ["url", "path", "bytes", "fromPerson"]

/** What of a request the compiler would have refused. */
const problemOf = (request: unknown): Invalid | undefined => {
  if (!Predicate.isRecord(request) || ways.every((way) => request[way] === undefined)) {
    const cure = `write it like { kind: "image", url: "https://example.com/a.png" }, with one of ${ways.join(", ")}`
    return new Invalid({ field: "request", problem: "it names nothing to upload", cure })
  }
  const { kind } = request
  return typeof kind === "string" && Object.hasOwn(patience, kind)
    ? undefined
    : new Invalid({
      field: "kind",
      problem: "it is none that there is",
      cure: `give ${Object.keys(patience).join(", ")}`
    })
}

/** Makes the uploads of an account. */
export const make = ({ account, cache, media }: Options): Uploads => {
  const { channel, client, id: owner, login } = account
  // The host of pages serves both channels, and has to be told which one is meant.
  const about = channel === "instagram" && login === "facebook" ? { platform: "instagram" } : {}

  const uploaded = (id: string, expiresAt: Instant.Instant): Uploaded => ({ id, url: `attachment:${id}`, expiresAt })

  const byUrl = (kind: Message.MediaKind, url: string): Effect.Effect<Uploaded, UploadError> => {
    if (!/^https?:\/\/[^\s/]/i.test(url) || !URL.canParse(url)) {
      const cure = "give a public address that begins with https://"
      return Effect.fail(new Invalid({ field: "url", problem: "it is no web address", cure }))
    }
    const key: AttachmentCache.Key = { account: owner, kind, url }
    const body = { message: { attachment: { type: kind, payload: { url, is_reusable: true } } }, ...about }
    const call = Call.read(`upload the ${kind}`, client.post(edge, body, { timeoutAfter: patience[kind] }), Answer)
    const warned = /^https:/i.test(url)
      ? call
      : Effect.zipRight(
        Effect.logWarning("An upload is fetched by plain http, which anyone on its way can change"),
        call
      )
    return Effect.flatMap(cache.find(key), (known) =>
      Option.isSome(known)
        ? Effect.succeed(uploaded(known.value.id, known.value.until))
        : Effect.flatMap(warned, ({ attachment_id }) =>
          Effect.map(cache.keep(key, attachment_id), ({ id, until }) => uploaded(id, until))))
  }

  const byBytes = (
    kind: Message.MediaKind,
    ready: Ready,
    options: UploadOptions
  ): Effect.Effect<Uploaded, UploadError> =>
    Effect.suspend((): ReturnType<Uploads["upload"]> => {
      const { name, size, type } = ready
      const problem = typeProblem(channel, kind, type)
      if (problem !== undefined) return Effect.fail(problem)
      const limit = UploadLimits.bytes(channel, kind)
      if (size !== undefined && size > limit) return Effect.fail(new UploadSource.UploadTooLarge({ limit }))
      const { bytes, failure } = UploadSource.counted(ready.bytes, {
        limit,
        ...(size === undefined ? {} : { total: size }),
        ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress })
      })
      const message = JSON.stringify({ attachment: { type: kind, payload: { is_reusable: true } } })
      const file = { name: ascii(name), type: type ?? "", bytes, ...(size === undefined ? {} : { size }) }
      const call = client.upload(edge, { fields: { message, ...about }, file }, afterBytes)
      const answer = Effect.catchAll(Call.read(`upload the ${kind}`, call, Answer), (error) =>
        // Bytes that ended early cut the request off, and the reason is theirs.
        Effect.fail(error._tag === "CallLost" ? failure() ?? error : error))
      return Effect.flatMap(answer, ({ attachment_id }) =>
        Effect.map(cache.keepId(owner, attachment_id), ({ id, until }) => uploaded(id, until)))
    })

  const ofPath = (request: Extract<UploadRequest, { readonly path: string }>): Effect.Effect<Ready, UploadError> =>
    Effect.map(
      Effect.tryPromise({ try: () => stat(request.path), catch: unreadable }),
      ({ size }) => {
        const name = request.name ?? basename(request.path)
        const type = request.type ?? UploadLimits.typeOf(name) ?? UploadLimits.typeOf(request.path)
        return { name, type, bytes: UploadSource.file(request.path), size }
      }
    )

  const ofBytes = (
    { bytes, kind, name, size, type }: Extract<UploadRequest, { readonly bytes: UploadSource.Bytes }>
  ): Ready => {
    const own = bytes instanceof Blob && bytes.type !== "" ? bytes.type.split(";")[0] : undefined
    const shown = name ?? kind
    return {
      name: shown,
      type: type ?? own ?? UploadLimits.typeOf(shown),
      bytes: UploadSource.pieces(bytes),
      size: size ?? UploadSource.sizeOf(bytes)
    }
  }

  const ofPerson = (
    request: Extract<UploadRequest, { readonly fromPerson: string }>
  ): Effect.Effect<Ready, UploadError> =>
    Effect.map(
      media.fetch(request.fromPerson, { maxBytes: UploadLimits.bytes(channel, request.kind) }),
      ({ bytes, type, url }) => {
        const name = request.name ?? (basename(new URL(url).pathname) || request.kind)
        return {
          name,
          type: request.type ?? (type === "" ? UploadLimits.typeOf(name) : type),
          bytes: UploadSource.pieces(bytes),
          size: bytes.byteLength
        }
      }
    )

  return {
    upload: (request, options = {}) => {
      const problem = problemOf(request)
      if (problem !== undefined) return Effect.fail(problem)
      if ("url" in request) return byUrl(request.kind, request.url)
      if ("path" in request) return Effect.flatMap(ofPath(request), (ready) => byBytes(request.kind, ready, options))
      return "bytes" in request
        ? byBytes(request.kind, ofBytes(request), options)
        : Effect.flatMap(ofPerson(request), (ready) => byBytes(request.kind, ready, options))
    }
  }
}
