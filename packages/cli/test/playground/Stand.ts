/**
 * The built page and pictures to feed it: what the development server does, without a bot behind it.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { extname, join } from "node:path"
import * as Site from "../../src/dev/Site.ts"
import type { Picture } from "../../src/dev/Protocol.ts"

const built = join(import.meta.dirname, "..", "..", "dist", "playground")

const kinds: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".wav": "audio/wav",
  ".woff2": "font/woff2"
}

/** The token that the stand asks for. */
export const token = "stand-token"

/** What the page asked of the server. */
export interface Wish {
  readonly call: string
  readonly body: unknown
}

/** A stand that serves. */
export interface Stand {
  readonly address: string
  readonly wishes: ReadonlyArray<Wish>
  /** Shows another picture from now on. */
  readonly show: (picture: Picture) => void
  readonly close: () => Promise<void>
}

const read = async (request: IncomingMessage): Promise<string> => {
  let text = ""
  for await (const piece of request) text += String(piece)
  return text
}

/** Serves the page with a picture; every wish is granted with `answer`. */
export const open = async (
  first: Picture,
  answer: (wish: Wish) => object = () => ({ ok: true })
): Promise<Stand> => {
  if (!existsSync(join(built, "page.js"))) throw new Error("The page is not built: npm run build -w @parley/cli")
  let picture = first
  const watching = new Set<ServerResponse>()
  const wishes: Array<Wish> = []
  const send = (to: ServerResponse) => to.write(`data: ${JSON.stringify(picture)}\n\n`)

  const api = async (request: IncomingMessage, response: ServerResponse, path: string) => {
    if (request.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401).end(JSON.stringify({ ok: false, code: "token", reason: "No token." }))
      return
    }
    if (path === "/api/events") {
      response.writeHead(200, { "content-type": "text/event-stream" })
      watching.add(response)
      request.on("close", () => watching.delete(response))
      send(response)
      return
    }
    const body = await read(request)
    const wish = { call: path.slice("/api/".length), body: body === "" ? request.url : JSON.parse(body) as unknown }
    wishes.push(wish)
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer(wish)))
  }

  const known = new Set(readdirSync(built, { recursive: true }).map(String))
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://127.0.0.1").pathname
    if (path.startsWith("/api/")) return void api(request, response, path)
    const name = path === "/" ? "index.html" : path.slice(1)
    if (!known.has(name)) return void response.writeHead(404).end()
    response.writeHead(200, {
      "content-type": kinds[extname(name)] ?? "application/octet-stream",
      "content-security-policy": Site.policy
    }).end(readFileSync(join(built, name)))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}/#token=${token}`,
    wishes,
    show: (next) => {
      picture = next
      watching.forEach(send)
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}
