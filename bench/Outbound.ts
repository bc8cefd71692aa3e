/**
 * What it costs to send a message through the transport, against a bare `Pool.request` of undici with the same bytes.
 *
 * @module
 */
import { type ChildProcess, fork } from "node:child_process"
import { fileURLToPath } from "node:url"
import { startSink, stayAwake } from "./Sink.ts"

/** What a subject is asked, and what it answers: the CPU time of its process, user and system. */
export interface OutboundAsk {
  readonly count: number
  readonly inFlight: number
}
export type OutboundAnswer = "ready" | { readonly microseconds: number }

const subject = fileURLToPath(new URL("./OutboundSubject.ts", import.meta.url))

const answer = (child: ChildProcess) =>
  new Promise<OutboundAnswer>((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`the subject ended with ${code}`))
    child.once("exit", onExit)
    child.once("message", (told: OutboundAnswer) => {
      child.off("exit", onExit)
      resolve(told)
    })
  })

const spent = async (child: ChildProcess, ask: OutboundAsk): Promise<number> => {
  child.send(ask)
  const told = await answer(child)
  return told === "ready" ? spent(child, ask) : told.microseconds
}

/** How many messages are measured, after how many that are not, how many at a time, and how often in turn. */
export interface OutboundLoad {
  readonly count: number
  readonly warmUp: number
  readonly inFlight: number
  readonly rounds: number
}

/** The CPU time of one message, in microseconds: by undici alone, and through the transport. The quickest of several rounds in turn. */
export const outboundMicros = async ({ count, inFlight, rounds, warmUp }: OutboundLoad) => {
  const sink = await startSink()
  const sleep = stayAwake()
  const start = (name: string) =>
    fork(subject, [name, sink.url], { execArgv: ["--import", "tsx"], stdio: ["ignore", "inherit", "inherit", "ipc"] })
  const children = { bare: start("bare"), parley: start("parley") }
  try {
    await Promise.all([answer(children.bare), answer(children.parley)])
    for (const child of Object.values(children)) await spent(child, { count: warmUp, inFlight })
    const best = { bare: Number.POSITIVE_INFINITY, parley: Number.POSITIVE_INFINITY }
    for (let round = 0; round < rounds; round++) {
      for (const name of ["bare", "parley"] as const) {
        best[name] = Math.min(best[name], await spent(children[name], { count, inFlight }) / count)
      }
    }
    return best
  } finally {
    for (const child of Object.values(children)) child.kill("SIGKILL")
    sleep()
    await sink.close()
  }
}
