/**
 * A bot behind web-standard requests, for hosts that bring their own server.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import type { Service as Bot } from "./Bot.ts"

const tooLarge = Symbol("too large")

/** Reads at most `limit` bytes; more is not kept. */
const bodyOf = async (request: globalThis.Request, limit: number): Promise<Uint8Array | typeof tooLarge> => {
  if (request.body === null || limit === 0) return new Uint8Array()
  if (Number(request.headers.get("content-length") ?? 0) > limit) return tooLarge
  const chunks: Array<Uint8Array> = []
  let size = 0
  const reader = request.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size > limit) {
      await reader.cancel()
      return tooLarge
    }
    chunks.push(value)
  }
  const whole = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    whole.set(chunk, offset)
    offset += chunk.length
  }
  return whole
}

/** Answers one request as the bot does on its own port. */
export const answer = (bot: Bot, request: globalThis.Request): Effect.Effect<globalThis.Response> =>
  Effect.gen(function*() {
    const { pathname, search } = new URL(request.url)
    const url = `${pathname}${search}`
    const limit = bot.bodyLimit(url)
    const body = yield* Effect.promise(() => bodyOf(request, limit))
    if (body === tooLarge) return new Response(`The body may have ${limit} bytes at most`, { status: 413 })
    const headers = Object.fromEntries(request.headers)
    const answered = yield* bot.handle({ method: request.method, url, headers, body })
    return new Response(answered.body ?? "", { status: answered.status, headers: { ...answered.headers } })
  })
