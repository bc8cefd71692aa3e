/**
 * Ports of this machine.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { type AddressInfo, createServer } from "node:net"

/** Another process listens on the port that was asked for. */
export class PortTaken extends Schema.TaggedError<PortTaken>()("PortTaken", { port: Schema.Number }) {
  override get message() {
    return `Port ${this.port} is taken. Give another one, or 0 for any that is free.`
  }
}

const probe = (port: number): Effect.Effect<number, PortTaken> =>
  Effect.async<number, PortTaken>((resume) => {
    const server = createServer()
    server.once("error", () => resume(Effect.fail(new PortTaken({ port }))))
    server.listen(port, "127.0.0.1", () => {
      // A TCP server has an address with a port; only a pipe has a name.
      const found = (server.address() as AddressInfo).port
      server.close(() => resume(Effect.succeed(found)))
    })
  })

/** The port that was asked for, which must be free; else the usual one, or any free one when that is in use. */
export const choose = (asked: number | undefined, usual: number): Effect.Effect<number, PortTaken> =>
  asked === undefined ? Effect.orElse(probe(usual), () => probe(0)) : probe(asked)

/** Whether a server found its port taken, though it was free when it was looked at. */
export const wasTaken = (error: { readonly _tag: string; readonly message: string }): boolean =>
  error._tag === "ListenError" && error.message.includes("EADDRINUSE")
