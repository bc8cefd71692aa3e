/**
 * Ports of this machine.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import { type AddressInfo, createServer } from "node:net"

const probe = (port: number): Effect.Effect<number, "taken"> =>
  Effect.async<number, "taken">((resume) => {
    const server = createServer()
    server.once("error", () => resume(Effect.fail("taken" as const)))
    server.listen(port, "127.0.0.1", () => {
      // A TCP server has an address with a port; only a pipe has a name.
      const found = (server.address() as AddressInfo).port
      server.close(() => resume(Effect.succeed(found)))
    })
  })

/** The port that was wished for, or a free one when it is taken. */
export const free = (wished: number): Effect.Effect<number> =>
  Effect.orDie(Effect.orElse(probe(wished), () => probe(0)))
