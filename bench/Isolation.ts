/**
 * What a page whose Graph API takes ten seconds to answer changes for another page of the same bot: the time from a webhook to the
 * reply, as its people see it.
 *
 * @module
 */
import { fork } from "node:child_process"
import { createHmac } from "node:crypto"
import { once } from "node:events"
import * as http from "node:http"
import type { AddressInfo } from "node:net"
import { fileURLToPath } from "node:url"
import { Pool } from "undici"
import { appSecret, stayAwake } from "./Sink.ts"

const quickPage = "104000000000001"
/** Another page for each part: what is held goes on being held after it. */
const promptPages = ["104000000000011", "104000000000012", "104000000000013", "104000000000014"]
const heldPages = ["104000000000021", "104000000000022", "104000000000023", "104000000000024"]

/** The pages of the bot. */
export const pages = [quickPage, ...promptPages, ...heldPages]

const heldFor = 10_000

const pause = (millis: number) => new Promise<void>((done) => setTimeout(done, millis))

/** A Graph API that answers some pages at once, and the others after ten seconds. `told` hears the person of each message. */
const startGraph = async (told: (person: string) => void) => {
  const server = http.createServer((request, response) => {
    const parts: Array<Buffer> = []
    request.on("data", (part: Buffer) => parts.push(part))
    request.on("end", () => {
      const { recipient } = JSON.parse(Buffer.concat(parts).toString()) as {
        readonly recipient: { readonly id: string }
      }
      const answer = () => {
        response.writeHead(200, { "content-type": "application/json" })
        response.end(`{"recipient_id":"${recipient.id}","message_id":"m_${recipient.id}"}`)
      }
      told(recipient.id)
      if (heldPages.some((page) => request.url?.includes(page) === true)) setTimeout(answer, heldFor)
      else answer()
    })
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const webhook = (page: string, person: string): string => {
  const at = Date.now()
  const message = { mid: `m_${person}`, text: "hello" }
  const event = { sender: { id: person }, recipient: { id: page }, timestamp: at, message }
  return JSON.stringify({ object: "page", entry: [{ id: page, time: at, messaging: [event] }] })
}

const percentile = (values: ReadonlyArray<number>, share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN

/** Messages in a second that each page's people write, and for how many seconds each part lasts. */
export interface IsolationLoad {
  readonly perSecond: number
  readonly seconds: number
}

/**
 * The 99th percentile, in milliseconds, of one page's replies: beside another page that is answered at once, and beside one that is
 * held. As many people write to both; the lower of three parts each, in turn, after one that does not count.
 */
export const isolationMillis = async ({ perSecond, seconds }: IsolationLoad) => {
  const begun = new Map<string, number>()
  let waits: Array<number> = []
  const graph = await startGraph((person) => {
    const from = begun.get(person)
    if (from !== undefined) waits.push(performance.now() - from)
    begun.delete(person)
  })
  const child = fork(fileURLToPath(new URL("./IsolationSubject.ts", import.meta.url)), [graph.url], {
    execArgv: ["--import", "tsx"],
    // It tells of each message that the slow page never confirms.
    stdio: ["ignore", "ignore", "inherit", "ipc"]
  })
  const sleep = stayAwake()
  try {
    const [url] = await once(child, "message") as [string]
    const pool = new Pool(url, { connections: 64 })
    let people = 0
    const write = async (page: string) => {
      const person = String(25_000_000_000_000_000n + BigInt(people++))
      const body = webhook(page, person)
      if (page === quickPage) begun.set(person, performance.now())
      const signature = `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`
      const headers = { "content-type": "application/json", "x-hub-signature-256": signature }
      const answer = await pool.request({ path: "/webhook", method: "POST", headers, body })
      await answer.body.dump()
    }
    const part = async (other: string) => {
      waits = []
      const from = performance.now()
      for (let count = 0; count < perSecond * seconds; count++) {
        await pause(Math.max(0, from + count * 1000 / perSecond - performance.now()))
        void write(quickPage)
        void write(other)
      }
      while (begun.size > 0) await pause(10)
      return percentile(waits, 0.99)
    }
    const found = { prompt: Number.POSITIVE_INFINITY, held: Number.POSITIVE_INFINITY }
    for (const [round, prompt] of promptPages.entries()) {
      const beside = { prompt: await part(prompt), held: await part(heldPages[round] ?? "") }
      if (round === 0) continue
      found.prompt = Math.min(found.prompt, beside.prompt)
      found.held = Math.min(found.held, beside.held)
    }
    await pool.destroy()
    return found
  } finally {
    child.kill("SIGKILL")
    sleep()
    graph.server.closeAllConnections()
    graph.server.close()
  }
}
