import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { request } from "node:http"
import { connect } from "node:net"
import { networkInterfaces, tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import * as HeldClock from "../src/chat/HeldClock.ts"
import { Playground } from "../src/dev/Playground.ts"
import * as Server from "../src/dev/Server.ts"

const folder = mkdtempSync(join(tmpdir(), "parley-door-"))
const site = join(folder, "site")
mkdirSync(site)
writeFileSync(join(site, "index.html"), "<!doctype html><title>Playground</title>")
writeFileSync(join(site, "page.js"), "export {}")
writeFileSync(join(folder, "secret.txt"), "not yours")
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const token = "a-token-of-this-run"

interface Answer {
  readonly status: number
  readonly headers: { readonly [name: string]: string | ReadonlyArray<string> | undefined }
  readonly body: string
}

/** A server without a bot, for as long as `use` takes. */
const served = <A>(use: (port: number) => Promise<A>, folderOfSite = site): Promise<A> =>
  Effect.runPromise(Effect.scoped(Effect.gen(function*() {
    const playground = new Playground({ home: folder, held: HeldClock.make(), real: () => 0 })
    const port = yield* Server.make(playground, {
      port: 0,
      token: Redacted.make(token),
      site: folderOfSite,
      secrets: ["a-secret"]
    })
    return yield* Effect.promise(() => use(port))
  })))

/** A request as anybody can send it: fetch would not let a page choose these headers. */
const ask = (
  port: number,
  path: string,
  headers: { readonly [name: string]: string } = {},
  { body = "", method = "GET" }: { readonly method?: string; readonly body?: string } = {}
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, method, headers: { host: `127.0.0.1:${port}`, ...headers } })
    sent.on("error", reject)
    sent.on("response", (response) => {
      let text = ""
      const answer = () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text })
      response.on("data", (data: Buffer) => {
        text += data.toString()
        // A stream has no end of its own.
        if (response.headers["content-type"]?.startsWith("text/event-stream") === true) {
          sent.destroy()
          answer()
        }
      })
      response.on("end", answer)
      response.on("error", answer)
    })
    sent.end(body)
  })

const bearer = { authorization: `Bearer ${token}` }
const codeOf = ({ body }: Answer): unknown => (JSON.parse(body) as { readonly code?: unknown }).code

describe("the playground's door", () => {
  it("opens to the address of this machine only, whatever name leads to it", async () => {
    const [own, local, evil, port, none] = await served((port) =>
      Promise.all([
        ask(port, "/"),
        ask(port, "/", { host: `localhost:${port}` }),
        ask(port, "/", { host: "evil.example" }),
        ask(port, "/", { host: "127.0.0.1:1" }),
        ask(port, "/api/events", { ...bearer, host: `evil.example:${port}` })
      ])
    )

    expect([own, local].map(({ status }) => status)).toEqual([200, 200])
    expect([evil, port, none].map((answer) => [answer.status, codeOf(answer)])).toEqual([
      [403, "host"],
      [403, "host"],
      [403, "host"]
    ])
  })

  it("is on the loopback address alone: no other address of the machine has it", async () => {
    const external = Object.values(networkInterfaces()).flat().find((one) => one?.family === "IPv4" && !one.internal)
    const others = ["127.0.0.2", ...(external === undefined ? [] : [external.address])]

    const answers = await served((port) =>
      Promise.all(others.map((host) =>
        new Promise<string>((resolve) => {
          const socket = connect({ host, port, timeout: 2_000 })
          const ends = (how: string) => () => {
            socket.destroy()
            resolve(how)
          }
          socket.on("connect", ends("open")).on("error", ends("shut")).on("timeout", ends("shut"))
        })
      ))
    )

    expect(answers).toEqual(others.map(() => "shut"))
  })

  it("opens to its own page, and to no other site", async () => {
    const act = { method: "POST", body: "{\"fault\":\"none\"}" }

    const [own, other, opaque] = await served((port) =>
      Promise.all([
        ask(port, "/api/fault", { ...bearer, origin: `http://127.0.0.1:${port}` }, act),
        ask(port, "/api/fault", { ...bearer, origin: "https://evil.example" }, act),
        ask(port, "/api/fault", { ...bearer, origin: "null" }, act)
      ])
    )

    expect([codeOf(own), codeOf(other), codeOf(opaque)]).toEqual(["not now", "origin", "origin"])
    expect([other.status, opaque.status]).toEqual([403, 403])
  })

  it("asks for the token at every call, also for the stream, and repeats it nowhere", async () => {
    const answers = await served((port) =>
      Promise.all([
        ask(port, "/api/events"),
        ask(port, "/api/events", { authorization: "Bearer guessed" }),
        ask(port, `/api/events?token=${token}`),
        ask(port, "/api/act", {}, { method: "POST", body: "{}" }),
        ask(port, "/api/nothing", { authorization: token }),
        ask(port, "/api/events", bearer)
      ])
    )

    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 200])
    expect(answers.slice(0, 5).map(codeOf)).toEqual(["token", "token", "token", "token", "token"])
    expect(answers.every(({ body }) => !body.includes(token))).toBe(true)
    expect(answers[5]?.body).toMatch(/^data: \{"format":1,"seq":1,"status":"starting"/)
  })

  it("gives the page's files under a policy that lets nothing in from outside but what is looked at, and no others", async () => {
    const [page, script, outside, encoded, missing, post] = await served((port) =>
      Promise.all([
        ask(port, "/"),
        ask(port, "/page.js"),
        ask(port, "/../secret.txt"),
        ask(port, "/%2e%2e%2fsecret.txt"),
        ask(port, "/nix.js"),
        ask(port, "/", {}, { method: "POST" })
      ])
    )

    expect(page.body).toContain("Playground")
    const rules = String(page.headers["content-security-policy"]).split("; ")
    expect(rules[0]).toBe("default-src 'self'")
    // Pictures, recordings and films are looked at, wherever they stand; no rule widens anything else.
    expect(rules.filter((rule) => /https?:/.test(rule)).map((rule) => rule.split(" ")[0])).toEqual([
      "img-src",
      "media-src"
    ])
    expect(page.headers["x-content-type-options"]).toBe("nosniff")
    expect(script.headers["content-type"]).toBe("text/javascript; charset=utf-8")
    expect([outside, encoded, missing].map(({ status }) => status)).toEqual([404, 404, 404])
    expect([outside, encoded].some(({ body }) => body.includes("not yours"))).toBe(false)
    expect([post.status, codeOf(post)]).toEqual([405, "method"])
  })

  it("says what to run when the page is not built", async () => {
    const answer = await served((port) => ask(port, "/"), join(folder, "nowhere"))

    expect(answer.status).toBe(503)
    expect(answer.body).toContain("npm run build")
  })

  it("refuses a body that is too large or no JSON, and calls while no bot runs", async () => {
    const post = (body: string) => ({ method: "POST", body })

    const [large, text, early] = await served((port) =>
      Promise.all([
        ask(port, "/api/act", bearer, post("x".repeat(300_000))),
        ask(port, "/api/act", bearer, post("tea")),
        ask(port, "/api/person", bearer, post("{\"name\":\"Ana\"}"))
      ])
    )

    expect([large, text, early].map((answer) => [answer.status, codeOf(answer)])).toEqual([
      [413, "large"],
      [400, "wrong"],
      [409, "not now"]
    ])
  })
})
