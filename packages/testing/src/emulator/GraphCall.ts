/**
 * A call of the Graph API and its answer, as they go over the wire.
 *
 * @module
 */

/** A call. Header names in lower case; the path holds version and query. */
export interface GraphRequest {
  readonly method: string
  readonly path: string
  readonly headers: { readonly [name: string]: string | ReadonlyArray<string> | undefined }
  readonly body?: string | Uint8Array | undefined
}

/** The answer to a call. */
export interface GraphResponse {
  readonly status: number
  readonly headers: { readonly [name: string]: string }
  readonly body: string
}
