/**
 * Where the file behind an address is loaded from, for those addresses that the page may load: the server's own rule for media says the
 * same.
 *
 * @module
 */

/** The files that the page itself sends when somebody taps "Picture" or "Thumb": nothing stands behind their addresses. */
const samples: ReadonlyMap<string, string> = new Map([
  ["https://example.com/photo.jpg", "/samples/photo.svg"],
  ["https://example.com/voice.mp3", "/samples/voice.wav"],
  ["https://example.com/clip.mp4", "/samples/clip.webm"],
  ["https://example.com/order.pdf", "/samples/order.pdf"],
  ["https://emulator.invalid/sticker/369239263222822.png", "/samples/thumb.svg"]
])

/** The address of the sample of a kind; what the bot is told of it looks as it would from the platform. */
export const sample = (type: "image" | "audio" | "video" | "file"): string =>
  ({
    image: "https://example.com/photo.jpg",
    audio: "https://example.com/voice.mp3",
    video: "https://example.com/clip.mp4",
    file: "https://example.com/order.pdf"
  })[type]

const isOfThisMachine = ({ hostname, protocol }: URL): boolean =>
  protocol === "http:" && (hostname === "127.0.0.1" || hostname === "localhost")

/** What is loaded to show the file of an address; `undefined` where nothing may be. */
export const from = (address: string | undefined): string | undefined => {
  if (address === undefined || !URL.canParse(address)) return undefined
  const url = new URL(address)
  // No host has such a name: nothing is worth a try.
  if (url.hostname.endsWith(".invalid")) return samples.get(address)
  return samples.get(address)
    ?? (url.protocol === "https:" || url.protocol === "data:" || isOfThisMachine(url) ? address : undefined)
}
