/**
 * The door of the office: where its own programs bring an estimate.
 *
 * `POST /estimates` with `Authorization: Bearer …` and `{ "lead", "to": { channel, account, person }, "estimate": { panels, price } }`.
 * An estimate that comes twice for one lead is told once.
 *
 * @module
 */
import { Either, Schema } from "effect"
import { createHash, timingSafeEqual } from "node:crypto"
import { createServer, type IncomingMessage, type Server } from "node:http"
import { text } from "node:stream/consumers"
import { Estimate } from "./leads.ts"

/** An estimate, and whose it is. */
const Brought = Schema.Struct({
  lead: Schema.NonEmptyString,
  to: Schema.Struct({ channel: Schema.String, account: Schema.String, person: Schema.String }),
  estimate: Estimate
})

const decode = Schema.decodeUnknownEither(Schema.parseJson(Brought))

const digest = (words: string): Buffer => createHash("sha256").update(words).digest()

/** Hands an estimate to the bot; resolves with what became of the words. */
type Tell = (brought: typeof Brought.Type) => Promise<unknown>

const answered = async (
  token: string,
  tell: Tell,
  request: IncomingMessage
): Promise<[status: number, body: unknown]> => {
  if (request.method !== "POST" || request.url !== "/estimates") return [404, { problem: "use POST /estimates" }]
  // Compared as digests, in a time that tells nothing of the token.
  const shown = digest(request.headers.authorization ?? "")
  if (!timingSafeEqual(shown, digest(`Bearer ${token}`))) return [401, { problem: "show the office's token" }]
  const brought = decode(await text(request))
  if (Either.isLeft(brought)) return [400, { problem: brought.left.message }]
  try {
    return [200, { outcomes: await tell(brought.right) }]
  } catch {
    return [503, { problem: "the bot cannot take it now; bring it again" }]
  }
}

/**
 * A server that takes estimates from whoever shows the token, and hands them to the bot. 200 with what became of the words, 401 without
 * the token, 404 elsewhere, 400 for what it cannot read, 503 when the bot cannot take it: then the office brings it again.
 */
export const office = (token: string, tell: Tell): Server =>
  createServer((request, response) => {
    void answered(token, tell, request).then(([status, body]) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))
    })
  })
