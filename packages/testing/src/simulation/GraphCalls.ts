/**
 * The way from the bot to the emulator, with a record of every call.
 *
 * @module
 */
import type { Json } from "@parley/core"
import type { Call } from "../convo/World.ts"

/** One call; its body is read from JSON when someone asks. */
class RecordedCall implements Call {
  readonly method: string
  readonly path: string
  private readonly text: string | undefined

  constructor(method: string, path: string, text: string | undefined) {
    this.method = method
    this.path = path.split("?")[0] ?? path
    this.text = text
  }

  get body(): Json.Json | undefined {
    if (this.text === undefined || this.text === "") return undefined
    try {
      return JSON.parse(this.text) as Json.Json // What JSON.parse gives is JSON.
    } catch {
      return this.text
    }
  }
}

/** The calls of one simulation, oldest first. */
export class GraphCalls {
  readonly all: Array<Call> = []

  /** Notes a call. */
  note(request: { readonly method: string; readonly path: string; readonly body?: string }): void {
    this.all.push(new RecordedCall(request.method, request.path, request.body))
  }
}
