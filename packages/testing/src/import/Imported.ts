/**
 * What comes of a file that was written for another tool: a convo, or everything in it that has no counterpart here.
 *
 * @module
 */
import * as Either from "effect/Either"
import type { Problem } from "../convo/Parser.ts"
import type { Act, Line, Script } from "../convo/Script.ts"

/** A convo, or what is refused, each with its line, its column and the reason. Nothing is dropped in silence. */
export type Imported = Either.Either<Script, ReadonlyArray<Problem>>

/** Gathers the lines of the convo and what is refused on the way. */
export class Gathered {
  readonly lines: Array<Line> = []
  private readonly problems: Array<Problem> = []

  /** One more line of the convo. */
  add(line: Line): void {
    this.lines.push(line)
  }

  /** Something without a counterpart. `line` counts from 1. */
  refuse(line: number, message: string, column = 1): void {
    this.problems.push({ line, column, message })
  }

  /** The end of the file. */
  end(): Imported {
    return this.problems.length > 0 ? Either.left(this.problems) : Either.right({ lines: this.lines })
  }
}

/** The lines of a text, without their ends. */
export const rows = (text: string): ReadonlyArray<string> => text.replace(/^\uFEFF/, "").split(/\r?\n/)

const kinds = [
  ["image", /^image\/|\.(png|jpe?g|gif|webp|bmp)$/i],
  ["audio", /^audio\/|\.(mp3|wav|ogg|m4a|aac)$/i],
  ["video", /^video\/|\.(mp4|mov|webm|avi)$/i]
] as const

/** What stands under an address: that of its media type where this is told, or of its ending. */
export const kindOf = (url: string, type?: string): "image" | "audio" | "video" | "file" => {
  const sign = type ?? url.replace(/[?#].*$/, "")
  return kinds.find(([, form]) => form.test(sign))?.[0] ?? "file"
}

/** A person sends what stands under an address. */
export const sends = (url: string, type?: string): Act => ({ _tag: "SendsMedia", kind: kindOf(url, type), url })

/** A regular expression that fits exactly these words. */
export const literal = (words: string): string => words.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replaceAll("\n", "\\n")
