/**
 * Fetches what a stranger's address points at, and never anything of this machine or its neighbours.
 *
 * Whoever talks with a bot can give it an address, and a server that fetches it stands inside the network of the bot: the
 * address may point at a database, at the metadata of the cloud, or become such an address between two lookups.
 *
 * @module
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { lookup } from "node:dns/promises"
import { Client } from "undici"
import * as Pinned from "./Pinned.ts"
import * as PublicAddress from "./PublicAddress.ts"

/** The address is one that is not fetched: of another scheme, or of a host that is not public. Nothing was sent there. */
export class MediaRefused extends Schema.TaggedError<MediaRefused>()("MediaRefused", {
  problem: Schema.String,
  cure: Schema.String
}) {
  override get message() {
    return `The media is not fetched: ${this.problem}; ${this.cure}`
  }
}

/** It is larger than it may be, in bytes. Reading stopped there. */
export class MediaTooLarge extends Schema.TaggedError<MediaTooLarge>()("MediaTooLarge", { limit: Schema.Number }) {
  override get message() {
    return `The media has more than ${this.limit} bytes; ask for a smaller one`
  }
}

/** It did not arrive in time. */
export class MediaTooSlow extends Schema.TaggedError<MediaTooSlow>()("MediaTooSlow", { millis: Schema.Number }) {
  override get message() {
    return `The media did not arrive within ${this.millis} ms; try again later, or ask for another address`
  }
}

/** Its host does not exist, does not answer, or has no such thing. `status` is what it answered, if it did. */
export class MediaUnavailable extends Schema.TaggedError<MediaUnavailable>()("MediaUnavailable", {
  reason: Schema.String,
  status: Schema.optionalWith(Schema.Number, { exact: true })
}) {
  override get message() {
    return `The media could not be fetched (${this.reason}); check the address`
  }
}

/** How a fetch can end without media. */
export type MediaError = MediaRefused | MediaTooLarge | MediaTooSlow | MediaUnavailable

/** What arrived. `type` is the media type as its host names it, without parameters; `url` is where the last redirect led. */
export interface Media {
  readonly bytes: Uint8Array
  readonly type: string
  readonly url: string
}

/** How much, and for how long. */
export interface Limits {
  /** 25 MB unless given. */
  readonly maxBytes?: number
  /** From the lookup of the name to the last byte, redirects included. 10 seconds unless given. */
  readonly timeout?: Duration.DurationInput
}

/** All addresses of a name. */
export type Resolve = (host: string) => Effect.Effect<ReadonlyArray<string>, MediaUnavailable>

/** What may be fetched besides the public internet. */
export interface Options {
  /** Ranges of addresses that are fetched though they are not public: "10.20.0.0/16" for a media host of your own. */
  readonly alsoAllow?: ReadonlyArray<string>
  /** The ports that may be asked. 80 and 443 unless given. */
  readonly ports?: ReadonlyArray<number>
  /** Another way to look names up than the system's. Whatever it says is judged all the same. */
  readonly resolve?: Resolve
}

/** The guard. */
export interface MediaFetch {
  /**
   * Fetches by GET, http or https, without cookies or credentials; at most five redirects are followed, each judged like the first
   * address. A name is looked up once for each of them, and the connection goes to what was judged.
   */
  readonly fetch: (url: string, limits?: Limits) => Effect.Effect<Media, MediaError>
}

/** What is taken of media at most, and how long, unless told otherwise. */
const usual = { maxBytes: 25 * 1024 * 1024, timeout: "10 seconds" } as const

const mostRedirects = 5

const refused = (problem: string, cure = "give a public address under https"): MediaRefused =>
  new MediaRefused({ problem, cure })

const bySystem: Resolve = (host) =>
  Effect.tryPromise({
    try: async () => (await lookup(host, { all: true })).map(({ address }) => address),
    catch: () => new MediaUnavailable({ reason: `there is no host named ${host}` })
  })

/** The ports that addresses name by their scheme alone. */
const portOf = (url: URL): number => url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port)

/** What is wrong with an address as it is written, before any name is looked up. */
const written = (text: string, from: URL | undefined, ports: ReadonlyArray<number>): URL | MediaRefused => {
  if (!URL.canParse(text, from?.href)) return refused("it is no address")
  const url = new URL(text, from?.href)
  if (url.protocol !== "https:" && url.protocol !== "http:") return refused(`${url.protocol} is not fetched`)
  if (url.username !== "" || url.password !== "") return refused("it holds a name or password", "give it without")
  const port = portOf(url)
  if (!ports.includes(port)) return refused(`port ${port} is not asked`, `give one at port ${ports.join(" or ")}`)
  return url
}

const bare = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, "$1")

type Answer = { readonly _tag: "Media"; readonly media: Media } | { readonly _tag: "Elsewhere"; readonly to: string }

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

const one = (value: string | Array<string> | undefined): string | undefined => Array.isArray(value) ? value[0] : value

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined
  return code === undefined || error.message.includes(code) ? error.message : `${code}: ${error.message}`
}

/** One request over one connection that nobody else uses. */
const ask = async (client: Client, url: URL, maxBytes: number, signal: AbortSignal): Promise<Answer> => {
  const { body, headers, statusCode } = await client.request({
    method: "GET",
    path: `${url.pathname}${url.search}`,
    headers: { accept: "*/*", "accept-encoding": "identity" },
    signal
  })
  // What is not read ends with the connection, and may say so.
  body.on("error", () => undefined)
  const location = one(headers["location"])
  if (redirects.has(statusCode) && location !== undefined) return { _tag: "Elsewhere", to: location }
  if (statusCode !== 200) {
    throw new MediaUnavailable({ reason: `its host answered ${statusCode}`, status: statusCode })
  }
  const encoding = one(headers["content-encoding"]) ?? "identity"
  if (encoding !== "identity") throw new MediaUnavailable({ reason: `its host sent it as ${encoding}, unasked` })
  if (Number(one(headers["content-length"]) ?? 0) > maxBytes) throw new MediaTooLarge({ limit: maxBytes })
  const chunks: Array<Buffer> = []
  let size = 0
  // Undici gives bytes as buffers, unless an encoding is set.
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) throw new MediaTooLarge({ limit: maxBytes })
    chunks.push(chunk)
  }
  const type = (one(headers["content-type"]) ?? "").split(";")[0]?.trim().toLowerCase() ?? ""
  return { _tag: "Media", media: { bytes: Buffer.concat(chunks), type, url: url.href } }
}

const isOurs = (error: unknown): error is MediaTooLarge | MediaUnavailable =>
  error instanceof MediaTooLarge || error instanceof MediaUnavailable

/** Makes a guard. A range that is none allows nothing. */
export const make = (options: Options = {}): MediaFetch => {
  const { ports = [80, 443], resolve = bySystem } = options
  const ranges = (options.alsoAllow ?? []).map(PublicAddress.range).filter((range) => range !== undefined)
  const isAllowed = (address: string): boolean =>
    PublicAddress.isPublic(address) || ranges.some((range) => range.has(address))

  /** The addresses that a host has now; refused if a single one is not public, as whoever gave it may hope for that one. */
  const judged = (host: string): Effect.Effect<ReadonlyArray<string>, MediaRefused | MediaUnavailable> =>
    Effect.gen(function*() {
      const addresses = PublicAddress.isAddress(host) ? [host] : yield* resolve(host)
      if (addresses.length === 0) return yield* new MediaUnavailable({ reason: `${host} has no address` })
      return addresses.every(isAllowed) ? addresses : yield* refused(`${host} is not public`)
    })

  const hop = (url: URL, maxBytes: number): Effect.Effect<Answer, MediaError> =>
    Effect.flatMap(judged(bare(url.hostname)), (addresses) =>
      Effect.acquireUseRelease(
        Effect.sync(() => new Client(url.origin, { connect: Pinned.connector(addresses), pipelining: 0 })),
        (client) =>
          Effect.tryPromise({
            try: (signal) => ask(client, url, maxBytes, signal),
            catch: (error) => isOurs(error) ? error : new MediaUnavailable({ reason: reasonOf(error) })
          }),
        (client) => Effect.promise(() => client.destroy())
      ))

  const follow = (
    text: string,
    from: URL | undefined,
    left: number,
    maxBytes: number
  ): Effect.Effect<Media, MediaError> =>
    Effect.suspend(() => {
      const url = written(text, from, ports)
      if (url instanceof MediaRefused) return Effect.fail(url)
      return Effect.flatMap(hop(url, maxBytes), (answer) => {
        if (answer._tag === "Media") return Effect.succeed(answer.media)
        return left > 0
          ? follow(answer.to, url, left - 1, maxBytes)
          : Effect.fail(refused(`it leads on more than ${mostRedirects} times`, "give the address it ends at"))
      })
    })

  return {
    fetch: (url, limits = {}) => {
      const timeout = Duration.decode(limits.timeout ?? usual.timeout)
      return Effect.timeoutFail(follow(url, undefined, mostRedirects, limits.maxBytes ?? usual.maxBytes), {
        duration: timeout,
        onTimeout: () => new MediaTooSlow({ millis: Duration.toMillis(timeout) })
      })
    }
  }
}
