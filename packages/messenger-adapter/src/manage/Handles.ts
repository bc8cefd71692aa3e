/**
 * Pictures for what Meta reviews: uploaded in a session that goes on where it broke off, and known by a handle from then on
 * ("Resumable Upload API", read 2026-11-21).
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { stat } from "node:fs/promises"
import { basename } from "node:path"
import * as Call from "./Call.ts"
import { Invalid } from "./Invalid.ts"
import type { Managed } from "./Managed.ts"
import * as Picture from "./Picture.ts"
import * as UploadSource from "./UploadSource.ts"

/** How an upload can end without a handle. */
export type HandleError = Invalid | UploadSource.UploadUnreadable | UploadSource.UploadTooLarge | Call.CallError

/** The handles of one account's app. */
export interface Handles {
  /**
   * Uploads a picture and gives its handle, for the header of one template. Asks for the account's `appId`, and for its `userToken`
   * where Meta does not take the account's own. A call that breaks off is taken up again where the platform has it, three times.
   */
  readonly upload: (picture: Picture.File) => Effect.Effect<string, HandleError>
}

/** An id is put into an address as it is: it may have parameters, and nothing that leads elsewhere. */
const Session = Schema.Struct({ id: Schema.String.pipe(Schema.pattern(/^upload:[\w=+/:-]+(\?[\w=&%.-]+)?$/)) })
const Offset = Schema.Struct({ file_offset: Schema.Union(Schema.NonNegativeInt, Schema.NumberFromString) })
const Done = Schema.Struct({ h: Schema.NonEmptyString })

/** How often a session is taken up again. */
const resumptions = 3

/** A picture before it leaves: its pieces from an offset on. */
interface Ready {
  readonly name: string
  readonly type: string
  readonly size: number
  readonly from: (offset: number) => AsyncIterable<Uint8Array>
}

const ready = (file: Picture.File): Effect.Effect<Ready, UploadSource.UploadUnreadable> => {
  const type = Picture.typeOf(file)
  if ("bytes" in file) {
    const { bytes, name = "picture" } = file
    const from = (offset: number) => UploadSource.pieces(bytes.subarray(offset))
    return Effect.succeed({ name, type, size: bytes.byteLength, from })
  }
  const { path } = file
  return Effect.map(
    Effect.tryPromise({
      try: () => stat(path),
      catch: (error) =>
        new UploadSource.UploadUnreadable({ reason: error instanceof Error ? error.message : String(error) })
    }),
    ({ size }) => ({ name: basename(path), type, size, from: (offset) => UploadSource.file(path, offset) })
  )
}

/** The handles of an account's app. */
export const make = ({ appId, client, user = client }: Managed): Handles => {
  const what = "upload a picture"

  const append = (session: string, picture: Ready, offset: number): Effect.Effect<string, HandleError> => {
    const size = picture.size - offset
    const { bytes, failure } = UploadSource.counted(picture.from(offset), {
      limit: Number.POSITIVE_INFINITY,
      total: size
    })
    const call = Call.read(what, user.append(`/${session}`, { bytes, offset, size }), Done)
    return Effect.mapBoth(call, {
      // Bytes that ended early cut the request off, and the reason is theirs.
      onFailure: (error) => error._tag === "CallLost" ? failure() ?? error : error,
      onSuccess: ({ h }) => h
    })
  }

  const from = (session: string, picture: Ready, offset: number, left: number): Effect.Effect<string, HandleError> =>
    Effect.catchTag(append(session, picture, offset), "CallLost", (lost) =>
      left === 0
        ? Effect.fail(lost)
        : Effect.flatMap(Call.read(what, user.get(`/${session}`), Offset), ({ file_offset }) =>
          from(session, picture, Math.min(file_offset, picture.size), left - 1)))

  return {
    upload: (file) =>
      Effect.gen(function*() {
        const problem = Picture.problem("picture", file)
        if (problem !== undefined) return yield* problem
        if (appId === undefined) {
          const cure = "give the account its `appId`: the session is the app's"
          return yield* new Invalid({ field: "appId", problem: "it is not known", cure })
        }
        const picture = yield* ready(file)
        const { name, size, type } = picture
        const begun = user.post(`/${appId}/uploads`, { file_name: name, file_length: size, file_type: type })
        const { id } = yield* Call.read(what, begun, Session)
        return yield* from(id, picture, 0, resumptions)
      })
  }
}
