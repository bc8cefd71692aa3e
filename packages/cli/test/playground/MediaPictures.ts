/**
 * A picture in which the bot and Ana sent media: some that can be loaded, and some that cannot.
 *
 * @module
 */
import type { EntryPicture, Picture } from "../../src/dev/Protocol.ts"
import * as Chromium from "./Browser.ts"
import * as Pictures from "./Pictures.ts"

/** A square that stands in its own address. */
export const inline = "data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw=="

/** An address of which nothing is loaded: it is neither https nor of this machine. */
export const unsafe = "http://pictures.example/plain.jpg"

/** An address behind which nothing is. */
export const gone = "https://pictures.example/gone.jpg"

const entry = (index: number, more: Partial<EntryPicture>): EntryPicture => ({
  mid: `media-${index}`,
  at: Pictures.start + index * 1_000,
  from: "bot",
  kind: "media",
  ...more
})

/** The picture. */
export const picture: Picture = {
  ...Pictures.picture,
  persons: [{
    ...Pictures.ana,
    entries: [
      entry(1, { media: [{ type: "image", url: Chromium.outside }, { type: "image", url: gone }] }),
      entry(2, { media: [{ type: "image", url: unsafe }, { type: "image", url: inline }] }),
      entry(3, { from: "person", media: [{ type: "audio", url: "https://example.com/voice.mp3" }] }),
      entry(4, { from: "person", media: [{ type: "video", url: "https://example.com/clip.mp4" }] }),
      entry(5, { from: "person", media: [{ type: "file", url: "https://files.example/order%201.pdf" }] }),
      entry(6, { from: "person", media: [{ type: "location" }] }),
      entry(7, {
        kind: "cards",
        cards: [{ title: "Green tea", imageUrl: Chromium.outside, buttons: [] }]
      }),
      entry(8, {
        kind: "text",
        text: "Which one?",
        persona: { name: "Luz", picture: Chromium.outside },
        quickReplies: [{ title: "Green", kind: "text", payload: "green", imageUrl: Chromium.outside }]
      })
    ]
  }]
}
