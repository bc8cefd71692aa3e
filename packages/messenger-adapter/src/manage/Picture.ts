/**
 * A picture that is handed in with a template: by its handle, or as the file itself.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import * as UploadLimits from "../wire/UploadLimits.ts"
import * as Invalid from "./Invalid.ts"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** A file of this machine, or bytes with their media type ("image/png"). */
export const File = Schema.Union(
  Schema.Struct({ path: Schema.NonEmptyString, type: optional(Schema.String) }),
  Schema.Struct({ bytes: Schema.Uint8ArrayFromSelf, type: Schema.String, name: optional(Schema.String) })
)
/** A file of this machine, or bytes with their media type ("image/png"). */
export type File = typeof File.Type

/** A picture: the handle of one that was uploaded before, or a file that is uploaded when the template is handed in. */
export const Picture = Schema.Union(Schema.String, File)
/** A picture: the handle of one that was uploaded before, or a file that is uploaded when the template is handed in. */
export type Picture = typeof Picture.Type

/** What a header takes ("Send a utility message", 13 March 2026, and "Resumable Upload API", read 2026-11-21). */
const types = ["image/jpeg", "image/png"]

/** The media type of a file, as it was given or as its name tells. */
export const typeOf = (file: File): string =>
  file.type ?? ("path" in file ? UploadLimits.typeOf(file.path) : undefined) ?? ""

const isPicture = Schema.is(Picture)

/** What is wrong with a picture in `field`; `undefined` when nothing is. A handle is the platform's matter. */
export const problem = (field: string, picture: Picture): Invalid.Invalid | undefined => {
  if (!isPicture(picture)) {
    const cure = "write it like { path: \"order.png\" }, or { bytes, type: \"image/png\" }"
    return new Invalid.Invalid({ field, problem: "it is no picture", cure })
  }
  if (typeof picture === "string") return Invalid.length(field, picture, Number.POSITIVE_INFINITY)
  const type = typeOf(picture)
  if (types.includes(type)) return undefined
  const named = type === "" ? "its media type is not known from the name" : `a header takes no ${type}`
  return new Invalid.Invalid({ field, problem: named, cure: `give a picture of type ${types.join(" or ")}` })
}
