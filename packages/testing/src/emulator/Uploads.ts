/**
 * Files that a page sends: what may be uploaded, under which id it is used again, and for how long ("Saving assets", read
 * 2026-11-21). The emulator fetches nothing: an address is taken as it is called, unless it is one of the known files.
 *
 * @module
 */
import { isObject, type JsonObject, objectAt, textAt } from "./JsonObject.ts"
import * as Refusal from "./Refusal.ts"
import * as Rules from "./Rules.ts"
import type { KnownFile, PageState, Upload, World } from "./World.ts"
import * as Worlds from "./World.ts"

const mediaTypes: ReadonlySet<string> = new Set(["audio", "file", "image", "video"])

/** Whether an address can be fetched at all. */
export const isWebAddress = (url: string): boolean => /^https?:\/\/[^\s]+$/i.test(url)

interface Content {
  readonly type?: string
  readonly size?: number
}

/** A file of one kind: its size and type. Pictures by address have a limit of their own. */
const judgeContent = (
  kind: string,
  { size, type }: Content,
  how: "bytes" | "address",
  channel: Rules.Channel
): Refusal.Refusal | undefined => {
  const { bytes, pictureBytes } = Rules.limits
  const small = kind === "image" && (how === "address" || channel === "instagram")
  if (size !== undefined && size > (small ? pictureBytes : bytes)) return Refusal.tooLarge
  if (type === undefined || kind === "file") {
    return channel === "instagram" && kind === "file" && type !== undefined && type !== "application/pdf"
      ? Refusal.wrongType
      : undefined
  }
  // Some servers and clients name no better type than this.
  return type.startsWith(`${kind}/`) || type === "application/octet-stream" ? undefined : Refusal.wrongType
}

const judgeKnown = (kind: string, known: KnownFile, channel: Rules.Channel): Refusal.Refusal | undefined =>
  known.fails === "missing"
    ? Refusal.notFetched
    : known.fails === "slow"
    ? kind === "video" ? Refusal.videoTimeout : Refusal.notFetched
    : judgeContent(kind, known, "address", channel)

/** Why the file at an address cannot be sent as this kind, if it cannot. */
export const judgeAddress = (
  world: World,
  state: PageState,
  kind: string,
  url: string
): Refusal.Refusal | undefined => {
  if (!isWebAddress(url)) return Refusal.notFetched
  const known = world.files.get(url)
  return known === undefined ? undefined : judgeKnown(kind, known, state.page.channel)
}

/** Why an id cannot be sent, if it cannot: it is not the page's, was uploaded as something else, or is over. */
export const judgeId = (world: World, state: PageState, id: string): Refusal.Refusal | undefined => {
  const upload = state.uploads.get(id)
  return upload === undefined || world.now() >= upload.at + Rules.attachmentFor ? Refusal.noAttachment : undefined
}

const keep = (world: World, state: PageState, upload: Upload): string => {
  const id = world.ids.digits(16)
  state.uploads.set(id, upload)
  Worlds.keep(world, state, "attachment", id, upload)
  return id
}

const attachmentOf = (request: JsonObject): JsonObject | undefined =>
  objectAt(objectAt(request, "message") ?? {}, "attachment")

const contentOf = (file: JsonObject): Content => {
  const type = textAt(file, "type")
  return { size: Number(file["size"]), ...(type === undefined ? {} : { type }) }
}

/** Takes one call of `POST /{page}/message_attachments`. */
export const upload = (world: World, state: PageState, request: JsonObject): JsonObject | Refusal.Refusal => {
  const attachment = attachmentOf(request)
  const type = textAt(attachment ?? {}, "type") ?? ""
  if (attachment === undefined || !mediaTypes.has(type)) {
    return Refusal.parameter(`Param message[attachment][type] must be one of {${[...mediaTypes].join(", ")}}`)
  }
  const url = textAt(objectAt(attachment, "payload") ?? {}, "url")
  const file = objectAt(request, "filedata")
  if (file !== undefined) {
    const content = contentOf(file)
    return judgeContent(type, content, "bytes", state.page.channel)
      ?? { attachment_id: keep(world, state, { type, at: world.now(), size: content.size ?? 0 }) }
  }
  if (url === undefined) return Refusal.notFetched
  return judgeAddress(world, state, type, url)
    ?? { attachment_id: keep(world, state, { type, url, at: world.now() }) }
}

/** Where the emulator says that the bytes of a file lie. */
const homeOf = (id: string): string => `https://emulator.invalid/files/${id}`

/**
 * The request with the file that came along as the address of its attachment; a refusal when the file cannot be sent. A request
 * without a file is given back as it is.
 */
export const withFile = (world: World, state: PageState, request: JsonObject): JsonObject | Refusal.Refusal => {
  const file = objectAt(request, "filedata")
  const attachment = attachmentOf(request)
  const message = request["message"]
  if (file === undefined || attachment === undefined || !isObject(message)) return request
  const type = textAt(attachment, "type") ?? ""
  if (!mediaTypes.has(type)) return request
  const refusal = judgeContent(type, contentOf(file), "bytes", state.page.channel)
  if (refusal !== undefined) return refusal
  const payload = { ...objectAt(attachment, "payload"), url: homeOf(world.ids.digits(16)) }
  return { ...request, message: { ...message, attachment: { ...attachment, payload } } }
}

/** Keeps the file of an accepted message that is marked reusable; gives the id that the answer names. */
export const keepReusable = (world: World, state: PageState, message: JsonObject): string | undefined => {
  const attachment = objectAt(message, "attachment")
  const payload = attachment === undefined ? undefined : objectAt(attachment, "payload")
  if (attachment === undefined || payload === undefined) return undefined
  const wanted = payload["is_reusable"]
  const url = textAt(payload, "url")
  // Forms write a truth as text.
  if (url === undefined || (wanted !== true && wanted !== "true")) return undefined
  return keep(world, state, { type: textAt(attachment, "type") ?? "", url, at: world.now() })
}
