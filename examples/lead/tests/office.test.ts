import type { AddressInfo } from "node:net"
import { afterEach, describe, expect, it } from "vitest"
import { office } from "../src/office.ts"

const to = { channel: "messenger", account: "1", person: "2" }
const brought = { lead: "L-7", to, estimate: { panels: 12, price: 7400 } }

const open: Array<() => void> = []
afterEach(() => open.splice(0).forEach((close) => close()))

/** A door that notes what it hands on; `post` brings a body with a token. */
const door = async (tell: (told: unknown) => Promise<unknown> = () => Promise.resolve([])) => {
  const told: Array<unknown> = []
  const server = office("s3cret", (one) => {
    told.push(one)
    return tell(one)
  })
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready))
  open.push(() => server.close())
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const post = async (body: string, token: string, path = "/estimates") => {
    const response = await fetch(`${address}${path}`, {
      method: "POST",
      body,
      headers: { authorization: `Bearer ${token}` }
    })
    return response.status
  }
  return { post, told }
}

describe("the office", () => {
  it("brings an estimate to the conversation that asked for it", async () => {
    const { post, told } = await door()

    const status = await post(JSON.stringify(brought), "s3cret")

    expect([status, told]).toEqual([200, [brought]])
  })

  it.each(
    [
      ["without the token", JSON.stringify(brought), "guess", "/estimates", 401],
      ["elsewhere", JSON.stringify(brought), "s3cret", "/", 404],
      ["with what is no estimate", "{}", "s3cret", "/estimates", 400]
    ] as const
  )("brings nothing %s", async (_, body, token, path, status) => {
    const { post, told } = await door()

    const answered = await post(body, token, path)

    expect([answered, told]).toEqual([status, []])
  })

  it("hears when the bot cannot take it, and may bring it again", async () => {
    const { post } = await door(() => Promise.reject(new Error("closing")))

    const status = await post(JSON.stringify(brought), "s3cret")

    expect(status).toBe(503)
  })
})
