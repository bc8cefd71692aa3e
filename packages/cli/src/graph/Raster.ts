/**
 * A picture as pixels. What draws them is a package of its own that not everybody needs: it is asked for by name.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import { CommandError } from "../command/CommandError.ts"

const missing = new CommandError({
  reason:
    "A PNG is drawn by @resvg/resvg-js, which is not installed: run `npm install -D @resvg/resvg-js`, or take --format svg."
})

/** Twice as many pixels as the picture's own units, so that it is sharp on the screens of the day. */
const zoom = 2

/** The picture of an SVG as PNG, with the fonts of this machine. */
export const png = (svg: string): Effect.Effect<Uint8Array, CommandError> =>
  Effect.flatMap(
    Effect.tryPromise({ try: () => import("@resvg/resvg-js"), catch: () => missing }),
    ({ Resvg }) =>
      Effect.try({
        try: () =>
          new Resvg(svg, {
            fitTo: { mode: "zoom", value: zoom },
            font: { loadSystemFonts: true, defaultFontFamily: "DejaVu Sans" }
          }).render().asPng(),
        catch: (error) =>
          new CommandError({ reason: `The PNG could not be drawn (${String(error)}); take --format svg.` })
      })
  )
