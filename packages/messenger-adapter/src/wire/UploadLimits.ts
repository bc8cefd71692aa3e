/**
 * Which files the platform takes, and how large. Read 2026-11-21 on "Send API Reference" (25 MB), "Saving assets" and "Upload
 * Media" (Instagram).
 *
 * @module
 */
import type { Message } from "@parley/core"
import type { Channel } from "./Channel.ts"

const megabyte = 1024 * 1024

/** A file by its name's ending: what it is called on the network. */
const types: Readonly<Record<string, string>> = {
  aac: "audio/aac",
  avi: "video/x-msvideo",
  csv: "text/csv",
  gif: "image/gif",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  m4a: "audio/mp4",
  mov: "video/quicktime",
  mp3: "audio/mpeg",
  mp4: "video/mp4",
  ogg: "video/ogg",
  pdf: "application/pdf",
  png: "image/png",
  txt: "text/plain",
  wav: "audio/wav",
  webm: "video/webm",
  webp: "image/webp",
  zip: "application/zip"
}

/** The media type of a file name, by its ending, or `undefined` when it is not a common one. */
export const typeOf = (name: string): string | undefined => {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase()
  return ending === undefined || !Object.hasOwn(types, ending) ? undefined : types[ending]
}

const instagram: Readonly<Record<Message.MediaKind, ReadonlyArray<string>>> = {
  image: ["image/png", "image/jpeg", "image/gif"],
  video: ["video/mp4", "video/ogg", "video/x-msvideo", "video/avi", "video/quicktime", "video/webm"],
  audio: ["audio/aac", "audio/mp4", "audio/m4a", "audio/x-m4a", "audio/wav", "audio/x-wav", "audio/wave"],
  file: ["application/pdf"]
}

/** How many bytes a file may have at most. */
export const bytes = (channel: Channel, kind: Message.MediaKind): number =>
  channel === "instagram" && kind === "image" ? 8 * megabyte : 25 * megabyte

/** The types that a channel takes for a kind, or `undefined` when it takes whatever begins with the kind's name. */
export const typesFor = (channel: Channel, kind: Message.MediaKind): ReadonlyArray<string> | undefined =>
  channel === "instagram" ? instagram[kind] : undefined

/** Whether a channel takes a type as a kind. Messenger takes any file as a file. */
export const takes = (channel: Channel, kind: Message.MediaKind, type: string): boolean =>
  typesFor(channel, kind)?.includes(type) ?? (kind === "file" || type.startsWith(`${kind}/`))
