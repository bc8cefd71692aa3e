/**
 * Runs one subject in a process of its own and reports what a turn costs it in CPU time.
 *
 * @module
 */
import { type ChildProcess, fork } from "node:child_process"
import { fileURLToPath } from "node:url"
import { type Calls, sendWebhooks, startSink, stayAwake } from "./Sink.ts"

/**
 * What is measured: the floor; Parley on one of its stores, under the rules of Messenger and with the notice that one speaks with
 * a machine; and Parley in memory without rules and notice, which tells what those cost.
 */
export type SubjectName = "floor" | "memory" | "sqlite" | "unruled"

/** Whether a subject tells each person once, with the first reply, that a machine writes. */
export const discloses = (name: SubjectName): boolean => name === "memory" || name === "sqlite"

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

/** How much is measured, after how much that is not, from how many persons, and how many requests at a time. */
export interface Load {
  readonly turns: number
  readonly warmUp: number
  readonly people: number
  readonly inFlight: number
}

/** Turns per CPU-second of a subject: its own process's user and system time over `turns` turns, after a warm-up. */
export const turnsPerCpuSecond = async (
  name: SubjectName,
  calls: Calls,
  options: Load
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
    const first = warmUp + (discloses(name) ? Math.min(people, warmUp) : 0)
    await sink.whenMessages(first)
    const before = await cpu(child)
    await sendWebhooks({ url, count: turns, people, inFlight, label: "turn" })
    await sink.whenMessages(first + turns)
    const spent = await cpu(child) - before
    if (sink.counts.messages !== first + turns) {
      throw new Error(`${name}: ${sink.counts.messages} messages, and ${first + turns} were to come`)
    }
    return turns / (spent / 1_000_000)
  } finally {
    child.kill("SIGKILL")
    sleep()
    await sink.close()
  }
}
