/**
 * The way from the bot to the emulator, with a record of every call.
 *
 * @module
 */
import type { Json } from "@parley/core"
import type { Call } from "../convo/World.ts"

/** One call; its path and its body are read when someone asks. */
export class RecordedCall implements Call {
  readonly method: string
  /** What was answered; none while the call is under way, or when its answer was lost. */
  answer: { readonly status: number; readonly body: string } | undefined
  private readonly url: string
  private readonly text: string | undefined

  constructor(method: string, url: string, text: string | undefined) {
    this.method = method
    this.url = url
    this.text = text
  }

  get path(): string {
    const mark = this.url.indexOf("?")
    return mark < 0 ? this.url : this.url.slice(0, mark)
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
  readonly all: Array<RecordedCall> = []

  /** Notes a call; its answer is added once it is there. */
  note(request: { readonly method: string; readonly path: string; readonly body?: string }): RecordedCall {
    const call = new RecordedCall(request.method, request.path, request.body)
    this.all.push(call)
    return call
  }
}
