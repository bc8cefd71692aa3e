/**
 * Upload sessions of an app: begun, filled, taken up where they broke off, and ended with the handle by which a template names its
 * picture ("Resumable Upload API" and "Application Uploads", read 2026-11-21).
 *
 * The pages ask for the token of a user with a role on the app; the emulator knows no users, and takes the app's and its pages' own.
 *
 * @module
 */
import type { GraphRequest } from "./GraphCall.ts"
import { arrayAt, isObject, type JsonObject, objectAt, textAt } from "./JsonObject.ts"
import * as Refusal from "./Refusal.ts"
import type { PageState, Upload, World } from "./World.ts"
import * as Worlds from "./World.ts"

type Answer = JsonObject | Refusal.Refusal

/** Whether an object in a path is a session. */
export const isSession = (object: string | undefined): boolean => object?.startsWith("upload:") === true

/** The parameters of a call whose body is bytes of a file: those of its address, from where on the bytes go, and how many there are. */
export const parametersOf = ({ body = "", headers }: GraphRequest, query: URLSearchParams | undefined): JsonObject => ({
  ...Object.fromEntries(query ?? []),
  file_offset: headers["file_offset"] ?? "0",
  size: typeof body === "string" ? Buffer.byteLength(body) : body.byteLength
})

/** What the pages list; of these a template takes the first two. */
const types: ReadonlySet<string> = new Set(["image/jpeg", "image/png", "image/jpg", "application/pdf", "video/mp4"])

const keep = (world: World, state: PageState, id: string, upload: Upload): void => {
  state.uploads.set(id, upload)
  Worlds.keep(world, state, "attachment", id, upload)
}

/** `POST /{app}/uploads`. */
const begin = (world: World, state: PageState, request: JsonObject): Answer => {
  const length = Number(request["file_length"])
  const type = textAt(request, "file_type") ?? ""
  if (!Number.isSafeInteger(length) || length <= 0) {
    return Refusal.parameter("Param file_length must be a positive number")
  }
  if (!types.has(type)) return Refusal.parameter(`Param file_type must be one of {${[...types].join(", ")}}`)
  const id = `upload:${world.ids.token(40)}?sig=${world.ids.token(20)}`
  // The signature stands in the query, which is no part of the object that a path names.
  keep(world, state, id.slice(0, id.indexOf("?")), { type, at: world.now(), size: 0, length })
  return { id }
}

/** `POST /upload:…` with bytes in its body. */
const append = (world: World, state: PageState, id: string, upload: Upload, request: JsonObject): Answer => {
  const { length = 0, size = 0 } = upload
  const more = Number(request["size"])
  if (Number(request["file_offset"]) !== size) return Refusal.parameter(`Param file_offset must be ${size}`)
  if (size + more > length) return Refusal.parameter(`The file has ${length} bytes, as file_length told`)
  const whole = size + more === length
  const handle = upload.handle ?? `4::${world.ids.token(40)}`
  keep(world, state, id, { ...upload, size: size + more, ...(whole ? { handle } : {}) })
  return whole ? { h: handle } : { id, file_offset: size + more }
}

/** What a call asks for, as far as it counts here. */
export interface Call {
  readonly object: string
  readonly edge: string
  readonly method: string
  readonly parameters: JsonObject
}

/** The answer to a call about a session; nothing where the call is about something else. */
export const answer = (world: World, state: PageState, call: Call): Answer | undefined => {
  const { edge, method, object, parameters } = call
  if (object === state.page.appId && edge === "uploads") {
    return method === "POST" ? begin(world, state, parameters) : Refusal.unsupported(method)
  }
  if (!isSession(object)) return undefined
  const upload = state.uploads.get(object)
  if (upload === undefined || edge !== "") return Refusal.noObject(object)
  if (method === "GET") return { id: object, file_offset: upload.size ?? 0 }
  return method === "POST" ? append(world, state, object, upload, parameters) : Refusal.unsupported(method)
}

const handleIn = (header: JsonObject): unknown => arrayAt(objectAt(header, "example") ?? {}, "header_handle")?.[0]

/** Why a template's picture is not taken, if it is not: it has no handle of a picture that was uploaded here. */
export const judgePicture = (state: PageState, components: ReadonlyArray<JsonObject>): Refusal.Refusal | undefined => {
  const header = components.filter(isObject).find((one) => textAt(one, "type")?.toUpperCase() === "HEADER")
  if (header === undefined || textAt(header, "format")?.toUpperCase() !== "IMAGE") return undefined
  const handle = handleIn(header)
  const found = [...state.uploads.values()].find((one) => one.handle !== undefined && one.handle === handle)
  return found?.type.startsWith("image/") === true
    ? undefined
    : Refusal.parameter("Param components[HEADER][example][header_handle] is no handle of an uploaded picture")
}
