/**
 * Runs one subject in a process of its own and reports what a turn costs it in CPU time.
 *
 * @module
 */
import { type ChildProcess, fork } from "node:child_process"
import { fileURLToPath } from "node:url"
import { type Calls, sendWebhooks, startSink, stayAwake } from "./Sink.ts"

/** What is measured: the floor, or Parley on one of its stores. */
export type SubjectName = "floor" | "memory" | "sqlite"

/** What the measuring process asks of a subject, and what the subject answers. */
export type Ask = "cpu" | "stop"
export type Answer =
  | { readonly type: "ready"; readonly url: string }
  | { readonly type: "cpu"; readonly microseconds: number }

const subject = fileURLToPath(new URL("./Subject.ts", import.meta.url))

const answerOf = <T extends Answer["type"]>(child: ChildProcess, type: T) =>
  new Promise<Extract<Answer, { type: T }>>((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`the subject ended with ${code}`))
    const onMessage = (answer: Answer) => {
      if (answer.type !== type) return
      child.off("message", onMessage)
      child.off("exit", onExit)
      resolve(answer as Extract<Answer, { type: T }>)
    }
    child.on("message", onMessage)
    child.on("exit", onExit)
  })

const cpu = async (child: ChildProcess): Promise<number> => {
  child.send("cpu" satisfies Ask)
  return (await answerOf(child, "cpu")).microseconds
}

/** Turns per CPU-second of a subject: its own process's user and system time over `turns` turns, after a warm-up. */
export const turnsPerCpuSecond = async (
  name: SubjectName,
  calls: Calls,
  options: { readonly turns: number; readonly warmUp: number; readonly people: number; readonly inFlight: number }
): Promise<number> => {
  const sink = await startSink()
  const sleep = stayAwake()
  const child = fork(subject, [name, calls, sink.url], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"]
  })
  try {
    const { url } = await answerOf(child, "ready")
    const { inFlight, people, turns, warmUp } = options
    await sendWebhooks({ url, count: warmUp, people, inFlight, label: "warm" })
    await sink.whenMessages(warmUp)
    const before = await cpu(child)
    await sendWebhooks({ url, count: turns, people, inFlight, label: "turn" })
    await sink.whenMessages(warmUp + turns)
    const spent = await cpu(child) - before
    if (sink.counts.messages !== warmUp + turns) {
      throw new Error(`${name}: ${sink.counts.messages} messages for ${warmUp + turns} turns`)
    }
    return turns / (spent / 1_000_000)
  } finally {
    child.kill("SIGKILL")
    sleep()
    await sink.close()
  }
}
