/**
 * `GraphHttp` over keep-alive connections of undici.
 *
 * @module
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { Readable } from "node:stream"
import { type Dispatcher, Pool } from "undici"
import { NotSent, type Request, type Response, type Service, Unanswered } from "./GraphHttp.ts"

/** How connections are kept. */
export interface Options {
  /** Connections at most; each carries one request at a time, so this bounds the sends in flight. 128 unless given. */
  readonly connections?: number
  /**
   * How long a call may take in all, from the wait for a connection to the last byte of the answer, however it trickles. 30 seconds unless
   * given. Where a file leaves piece by piece, each piece and the answer have that long.
   */
  readonly timeoutAfter?: Duration.DurationInput
  /** How long a connection may take to open. 10 seconds unless given. */
  readonly connectTimeoutAfter?: Duration.DurationInput
  /** How long an idle connection is kept when the server gives no hint. 10 seconds unless given. */
  readonly keepAliveFor?: Duration.DurationInput
}

/** Answers of the Graph API are a few kilobytes; what is larger than this is not one of its answers. */
const maxResponseSize = 4 * 1024 * 1024

const reasonOf = (error: Error): string => {
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined
  return code === undefined || error.message.includes(code) ? error.message : `${code}: ${error.message}`
}

/** What node counts as one wait at most: some 25 days. */
const longestTimer = 2 ** 31 - 1

/** Collects one answer, and remembers whether the request began to leave: that alone tells `NotSent` from `Unanswered`. */
class Exchange implements Dispatcher.DispatchHandler {
  private readonly resume: (outcome: Effect.Effect<Response, NotSent | Unanswered>) => void
  private readonly timer: NodeJS.Timeout
  private controller: Dispatcher.DispatchController | undefined
  private started = false
  private aborted = false
  private ended = false
  private status = 0
  private headers: Response["headers"] = {}
  private chunks: Array<Buffer> = []

  constructor(resume: (outcome: Effect.Effect<Response, NotSent | Unanswered>) => void, deadline: number) {
    this.resume = resume
    // The timer of node costs a hundredth of `Effect.timeout`, and every message pays for it.
    // @effect-diagnostics-next-line globalTimers:off
    this.timer = setTimeout(() => {
      const reason = `there was no whole answer within ${Duration.format(deadline)}`
      // Whoever waits for a connection has no controller yet that could tell.
      this.end(Effect.fail(this.started ? new Unanswered({ reason }) : new NotSent({ reason })))
      this.abort()
    }, Math.min(deadline, longestTimer))
  }

  /** A piece of the request left: the time begins anew. */
  moved(): void {
    if (!this.ended) this.timer.refresh()
  }

  private end(outcome: Effect.Effect<Response, NotSent | Unanswered>): void {
    this.ended = true
    clearTimeout(this.timer)
    this.resume(outcome)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller
    if (this.aborted) controller.abort(new Error("interrupted before it was sent"))
    else this.started = true
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Response["headers"]): void {
    this.status = status
    this.headers = headers
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.chunks.push(chunk)
  }

  onResponseEnd(): void {
    const whole = this.chunks.length === 1 ? this.chunks[0] : Buffer.concat(this.chunks)
    this.end(Effect.succeed({ status: this.status, headers: this.headers, body: (whole ?? "").toString() }))
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    const reason = reasonOf(error)
    this.end(Effect.fail(this.started ? new Unanswered({ reason }) : new NotSent({ reason })))
  }

  /** The request could not even be made. */
  fail(error: unknown): void {
    this.end(Effect.fail(new NotSent({ reason: error instanceof Error ? reasonOf(error) : String(error) })))
  }

  abort(): void {
    this.ended = true
    clearTimeout(this.timer)
    this.aborted = true
    this.controller?.abort(new Error("interrupted"))
  }
}

/** The pieces of a body, whose leaving is told. */
async function* told(pieces: AsyncIterable<Uint8Array>, exchange: Exchange): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    yield piece
    exchange.moved()
  }
}

/** Connections to one Graph API at `baseUrl`, closed with the scope. A path in `baseUrl` goes before every request's. */
export const make = (baseUrl: URL, options: Options = {}): Effect.Effect<Service, never, Scope.Scope> =>
  Effect.map(
    Effect.acquireRelease(
      Effect.sync(() =>
        new Pool(baseUrl.origin, {
          connections: options.connections ?? 128,
          pipelining: 1,
          // Each call has a deadline of its own for all of it.
          headersTimeout: 0,
          bodyTimeout: 0,
          connectTimeout: Duration.toMillis(options.connectTimeoutAfter ?? "10 seconds"),
          keepAliveTimeout: Duration.toMillis(options.keepAliveFor ?? "10 seconds"),
          maxResponseSize
        })
      ),
      (pool) => Effect.promise(() => pool.destroy())
    ),
    (pool): Service => {
      const prefix = baseUrl.pathname.replace(/\/+$/, "")
      const usual = Duration.toMillis(options.timeoutAfter ?? "30 seconds")
      return {
        request: ({ body, headers, method, path, stream, timeoutAfter }: Request) =>
          // A fiber that ends before the answer came was interrupted. To watch for that costs far less than a finalizer.
          Effect.withFiberRuntime<Response, NotSent | Unanswered>((fiber) =>
            Effect.async((resume) => {
              const onEnd = () => exchange.abort()
              const exchange = new Exchange((outcome) => {
                fiber.removeObserver(onEnd)
                resume(outcome)
              }, timeoutAfter === undefined ? usual : Duration.toMillis(timeoutAfter))
              fiber.addObserver(onEnd)
              try {
                pool.dispatch({
                  path: prefix + path,
                  method,
                  headers,
                  body: stream === undefined
                    ? body ?? null
                    : Readable.from(told(stream, exchange), { objectMode: false })
                }, exchange)
              } catch (error) {
                exchange.fail(error)
              }
            })
          )
      }
    }
  )
