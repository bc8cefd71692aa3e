/**
 * A page without a browser: it listens to the pictures of a playground and makes its calls, over HTTP.
 *
 * @module
 */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import type { PersonPicture, Picture } from "../../src/dev/Picture.ts"
import * as Spawned from "../spawned.ts"

/** What a call answered. */
export interface Answered {
  readonly status: number
  readonly body: { readonly ok: boolean; readonly [field: string]: unknown }
}

/** A page that is open. */
export interface Page {
  readonly address: URL
  readonly token: string
  /** The newest picture. */
  readonly picture: () => Picture
  /** Resolves with the first picture, from now on or the one there is, of which this is true. */
  readonly shows: (what: string, wanted: (picture: Picture) => boolean) => Promise<Picture>
  readonly post: (call: string, body: unknown) => Promise<Answered>
  readonly get: (call: string) => Promise<Answered>
  readonly close: () => void
}

const patience = 60_000

/** Whether something is so; what is looked for in one who is not there yet is not. */
const isThere = (wanted: (picture: Picture) => boolean, picture: Picture): boolean => {
  try {
    return wanted(picture)
  } catch {
    return false
  }
}

/** Opens the page of an address, as the terminal prints it. */
export const open = async (printed: string): Promise<Page> => {
  const address = new URL(printed)
  const token = new URLSearchParams(address.hash.slice(1)).get("token") ?? ""
  const headers = { authorization: `Bearer ${token}` }
  const gone = new AbortController()
  const events = await fetch(new URL("/api/events", address), { headers, signal: gone.signal })
  const waiting = new Set<() => void>()
  let newest: Picture | undefined
  const read = async () => {
    const decoder = new TextDecoder()
    let text = ""
    for await (const chunk of events.body ?? []) {
      text += decoder.decode(chunk, { stream: true })
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        newest = JSON.parse(text.slice("data: ".length, end)) as Picture
        text = text.slice(end + 2)
      }
      for (const look of waiting) look()
    }
  }
  // The stream ends with the page.
  void read().catch(() => undefined)
  const answered = async (response: Response): Promise<Answered> => ({
    status: response.status,
    body: await response.json() as Answered["body"]
  })
  const shows: Page["shows"] = (what, wanted) =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        waiting.delete(look)
        reject(new Error(`The page never showed ${what}. It shows ${JSON.stringify(newest)?.slice(0, 6_000)}`))
      }, patience)
      const look = () => {
        if (newest === undefined || !isThere(wanted, newest)) return
        clearTimeout(late)
        waiting.delete(look)
        resolve(newest)
      }
      waiting.add(look)
      look()
    })
  await shows("anything", () => true)
  return {
    address,
    token,
    shows,
    picture: () => {
      if (newest === undefined) throw new Error("There is no picture yet.")
      return newest
    },
    post: async (call, body) =>
      answered(
        await fetch(new URL(`/api/${call}`, address), {
          method: "POST",
          headers: { ...headers, "content-type": "application/json" },
          body: JSON.stringify(body)
        })
      ),
    get: async (call) => answered(await fetch(new URL(`/api/${call}`, address), { headers })),
    close: () => gone.abort()
  }
}

/** A person of a picture; the first unless named. */
export const person = (picture: Picture, id?: string): PersonPicture => {
  const found = id === undefined ? picture.persons[0] : picture.persons.find((one) => one.id === id)
  if (found === undefined) throw new Error(`There is no person ${id ?? ""} in the picture.`)
  return found
}

/** The words that a person sees last. */
export const last = (picture: Picture, id?: string): string | undefined => person(picture, id).entries.at(-1)?.text

/** The command as a process of its own, with all it printed. */
export interface Command {
  readonly printed: () => string
  /** Resolves with the first match of what it prints, or has printed. */
  readonly prints: (wanted: RegExp) => Promise<string>
  readonly exit: () => number | null
  readonly end: () => Promise<void>
}

/** Runs `parley` until it is ended. */
export const command = (cwd: string, ...args: ReadonlyArray<string>): Command => {
  const child: ChildProcess = spawn(process.execPath, [...Spawned.command, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"]
  })
  let printed = ""
  const waiting = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (data: Buffer) => {
      printed += data.toString()
      for (const look of waiting) look()
    })
  }
  return {
    printed: () => printed,
    prints: (wanted) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          waiting.delete(look)
          reject(new Error(`The command never printed ${String(wanted)}, but:\n${printed}`))
        }, patience)
        const look = () => {
          const found = wanted.exec(printed)
          if (found === null) return
          clearTimeout(late)
          waiting.delete(look)
          resolve(found[1] ?? found[0])
        }
        waiting.add(look)
        look()
      }),
    exit: () => child.exitCode,
    end: async () => {
      if (child.exitCode !== null) return
      child.kill("SIGINT")
      await once(child, "close")
    }
  }
}

/** `parley dev` in a folder, and its page. */
export const dev = async (cwd: string, ...args: ReadonlyArray<string>): Promise<Command & { readonly page: Page }> => {
  const started = command(
    cwd,
    "dev",
    ...args,
    "--no-open",
    "--port",
    "0",
    "--webhook-port",
    "0",
    "--graph-port",
    "0"
  )
  return { ...started, page: await open(await started.prints(/playground is at (\S+)/)) }
}
