/**
 * Pictures as people will see them: fetched from their addresses and measured. Advice, never a mistake ("Send a Message", best
 * practices: quality and aspect ratio, read 2026-11-21).
 *
 * @module
 */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as HttpClient from "@effect/platform/HttpClient"
import * as Effect from "effect/Effect"
import { imageSize } from "image-size"
import * as Progress from "../command/Progress.ts"
import type { Advice, Shown } from "./Practice.ts"

/** A bubble on a phone is some 300 points wide, of two pixels each at least. */
const least = 600

/**
 * Assumed, as no page of Meta's gives both: "Generic template" (of 22 April 2026, read 2026-11-21) names no ratio, and that of
 * marketing messages (of 12 February 2026, read 2026-11-21) says that what is not 1:1 is scaled or cropped. What is close is cropped by little.
 */
const cardRatios = [1.91, 1]
const close = 0.15

/** Longer or taller than this, a picture in a bubble is a stripe. */
const widest = 2.2

const ratioAdvice = (on: Shown["on"], ratio: number): string | undefined => {
  if (on === "card" && !cardRatios.some((one) => Math.abs(ratio / one - 1) <= close)) {
    return `is ${ratio.toFixed(2)}:1, and a card crops it to 1.91:1 or 1:1`
  }
  return on === "message" && (ratio > widest || ratio < 1 / widest)
    ? `is ${ratio.toFixed(2)}:1, and is shown as a stripe or cropped`
    : undefined
}

/** What there is to say of a picture of this size, in pixels. */
export const judge = (
  { dialogue, on, state, url }: Shown,
  { height, width }: { readonly width: number; readonly height: number }
): ReadonlyArray<Advice> => {
  const ratio = ratioAdvice(on, width / height)
  const at = { dialogue, state }
  return [
    ...(width >= least ? [] : [{
      ...at,
      advice: `the picture ${url} is ${width} pixels wide, and looks coarse under ${least}`,
      instead: "give one with more pixels: 1200 × 628 suits a card"
    }]),
    ...(ratio === undefined ? [] : [{
      ...at,
      advice: `the picture ${url} ${ratio}`,
      instead: on === "card"
        ? "cut it to 1.91:1, as 1200 × 628, or to a square"
        : "cut it to between 1:2 and 2:1, or show it on a card"
    }])
  ]
}

const measured = (shown: Shown): Effect.Effect<ReadonlyArray<Advice>, never, HttpClient.HttpClient> =>
  Effect.gen(function*() {
    yield* Progress.tell(`looking at ${shown.url}`)
    const client = yield* HttpClient.HttpClient
    const answer = yield* HttpClient.filterStatusOk(client).get(shown.url)
    const bytes = new Uint8Array(yield* answer.arrayBuffer)
    return judge(shown, yield* Effect.try(() => imageSize(bytes)))
  }).pipe(
    Effect.scoped,
    Effect.timeout("10 seconds"),
    Effect.catchAll(() =>
      Effect.succeed([{
        dialogue: shown.dialogue,
        state: shown.state,
        advice: `the picture ${shown.url} could not be looked at from here`,
        instead: "give an address that Meta can fetch: public, with no login, a JPEG, PNG or GIF"
      }])
    )
  )

/** Fetches pictures, four at a time, and tells what there is to say of them. */
export const look = (pictures: ReadonlyArray<Shown>): Effect.Effect<ReadonlyArray<Advice>> =>
  Effect.forEach(pictures, measured, { concurrency: 4 }).pipe(
    Effect.map((found) => found.flat()),
    Effect.provide(FetchHttpClient.layer)
  )
