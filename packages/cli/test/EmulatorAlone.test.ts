import { execFile, spawn } from "node:child_process"
import { createHmac } from "node:crypto"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import * as Http from "node:http"
import type { AddressInfo } from "node:net"
import { promisify } from "node:util"
import { afterEach, describe, expect, it } from "vitest"
import * as Processes from "../../../scripts/processes.ts"

const run = promisify(execFile)

/** The commands of a page's section, each on one line. */
const commandsOf = (page: string, heading: string): ReadonlyArray<string> => {
  const text = readFileSync(new URL(page, import.meta.url), "utf8")
  const [, after = ""] = text.split(`\n## ${heading}\n`)
  const section = after.split("\n## ")[0] ?? ""
  return [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block = ""]) =>
    block.replaceAll(/\\\n\s*/g, "").trim().split("\n")
  )
}

const sections: ReadonlyArray<readonly [page: string, heading: string]> = [
  ["../README.md", "The emulator alone"],
  ["../../../docs/emulator.md", "Alone, beside a bot in any language"]
]

let undo: Array<() => Promise<unknown> | void> = []
afterEach(async () => {
  for (const one of undo.toReversed()) await one()
  undo = []
})

interface Arrived {
  readonly signature: string | undefined
  readonly body: string
}

/** A bot that knows nothing of Parley: it proves itself, and keeps what it is told. */
const app = async () => {
  const arrived: Array<Arrived> = []
  const server = Http.createServer((incoming, outgoing) => {
    const query = new URL(incoming.url ?? "/", "http://localhost").searchParams
    const chunks: Array<Buffer> = []
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => {
      if (incoming.method === "POST") {
        const signature = incoming.headers["x-hub-signature-256"]
        arrived.push({ signature: String(signature), body: Buffer.concat(chunks).toString("latin1") })
      }
      const isRight = incoming.method === "POST" || query.get("hub.verify_token") === "verify-me"
      outgoing.writeHead(isRight ? 200 : 403).end(query.get("hub.challenge") ?? "")
    })
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  undo.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { arrived, url: `http://127.0.0.1:${port}/webhook` }
}

/** The emulator as its command line starts it, on a free port, with its webhooks to the bot. */
const start = async (command: string, webhook: string) => {
  const typed = command.slice(command.indexOf("parley emulator") + "parley ".length).split(/\s+/)
  const args = typed.map((word) => word === "4311" ? "0" : word.startsWith("http:") ? webhook : word)
  const child = spawn(process.execPath, [...Processes.parley, ...args], { env: { ...process.env, NO_COLOR: "1" } })
  undo.push(() => {
    child.kill("SIGKILL")
  })
  let errors = ""
  child.stderr.on("data", (data: Buffer) => {
    errors += data.toString()
  })
  const said = await new Promise<string>((resolve) => {
    let text = ""
    child.stdout.on("data", (data: Buffer) => {
      text += data.toString()
      if (text.includes("\n")) resolve(text)
    }).on("end", () => resolve(text))
  })
  const port = /Graph API at http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1]
  if (port === undefined) throw new Error(`The emulator said: ${said}${errors}`)
  return { child, port, errors: () => errors }
}

/** What a command of the page prints, on this port. */
const answer = async (command: string, port: string): Promise<unknown> => {
  const { stdout } = await run("bash", ["-c", command.replaceAll("localhost:4311", `127.0.0.1:${port}`)])
  return JSON.parse(stdout)
}

describe("the emulator alone", () => {
  const [readme, page] = sections.map(([path, heading]) => commandsOf(path, heading))
  const [first = "", ...curls] = readme ?? []
  const [again = "", ...more] = page ?? []

  it("is started by the same words in both places", () => {
    const typed = (command: string) => command.slice(command.indexOf("parley emulator"))

    expect(typed(first)).toMatch(/^parley emulator --port 4311 /)
    expect(typed(again)).toBe(typed(first))
  })

  it(
    "goes as its sections are written, and answers a foreign client as the platform would; Ctrl-C ends it well",
    async () => {
      const bot = await app()
      const { child, errors, port } = await start(first, bot.url)
      const base = `http://127.0.0.1:${port}`
      const control = (method: string, path: string, body: object = {}) =>
        fetch(`${base}/_emulator/${path}`, { method, body: JSON.stringify(body) })
      const send = async (token = "PAGE-TOKEN") => {
        const response = await fetch(`${base}/v26.0/me/messages`, {
          method: "POST",
          headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
          body: JSON.stringify({ recipient: { id: "2001" }, messaging_type: "RESPONSE", message: { text: "Hello!" } })
        })
        const json = await response.json() as {
          readonly error?: { readonly code: number }
          readonly recipient_id?: string
        }
        return json.error === undefined ? json.recipient_id : json.error.code
      }

      for (const command of [...curls, ...more]) {
        expect(await answer(command, port), command).not.toHaveProperty("error")
      }
      await control("DELETE", "faults")
      const answers = [await send(), await send("NOBODY")]
      await control("POST", "faults", { _tag: "Error", code: 613 })
      answers.push(await send(), await send())
      await control("POST", "clock", { advance: "25 hours" })
      answers.push(await send())
      child.kill("SIGINT")
      const [code] = await once(child, "exit")

      const [event] = bot.arrived
      const hmac = createHmac("sha256", "app-secret").update(event?.body ?? "", "latin1").digest("hex")
      expect([curls.length, more.length]).toEqual([7, 4])
      expect(event?.signature).toBe(`sha256=${hmac}`)
      expect(JSON.parse(event?.body ?? "{}")).toMatchObject({
        object: "page",
        entry: [{ id: "101010101010101", messaging: [{ sender: { id: "2001" }, message: { text: "hi" } }] }]
      })
      expect(answers).toEqual(["2001", 190, 613, "2001", 10])
      expect({ code, errors: errors() }).toEqual({ code: 0, errors: "" })
    },
    60_000
  )

  it("tells of the fields that were asked for alone", async () => {
    const bot = await app()
    const { port } = await start(`${first} --fields messages`, bot.url)
    const control = (path: string, body: object) =>
      fetch(`http://127.0.0.1:${port}/_emulator/${path}`, { method: "POST", body: JSON.stringify(body) })
    await control("persons", { psid: "2001" })
    await control("persons/2001/postback", { payload: "MENU" })
    await control("persons/2001/comments", { text: "how much?" })
    await control("persons/2001/says", { text: "hi" })
    await fetch(`http://127.0.0.1:${port}/_emulator/idle`)

    expect(bot.arrived).toHaveLength(1)
    expect(bot.arrived[0]?.body).toContain("\"hi\"")
  }, 60_000)
})
