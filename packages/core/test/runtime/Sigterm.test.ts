import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"

const fixture = fileURLToPath(new URL("./sigterm.fixture.ts", import.meta.url))

it("a process that is told to end finishes the send under way, closes its parts, and ends by itself with 0", async () => {
  const child = spawn(process.execPath, ["--conditions=parley-source", "--import", "tsx", fixture])
  let output = ""
  const port = await new Promise<string>((resolve, reject) => {
    child.stderr.on("data", (data) => (output += data))
    child.once("exit", () => reject(new Error(output)))
    child.stdout.on("data", (data) => {
      output += data
      const found = /port (\d+)/.exec(output)
      if (found?.[1] !== undefined) resolve(found[1])
    })
  })
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve))
  const inbound = {
    id: "loop/1/message/1",
    conversation: { channel: "loop", account: "1", person: "ana" },
    at: 1,
    receivedAt: 1,
    act: "message",
    event: { _tag: "Said", mid: "1", text: "hi" }
  }
  const answer = await fetch(`http://127.0.0.1:${port}/loop`, { method: "POST", body: JSON.stringify([inbound]) })
  expect(answer.status).toBe(200)
  child.kill("SIGTERM")
  expect(await ended).toBe(0)
  expect(output).toContain("closed after 1 sent")
})
