/**
 * A picture, a recording, a film, a file or a place. Nothing is fetched from outside, so each is drawn as what it is, with its name.
 *
 * @module
 */
import type { MediaPicture } from "../../../src/dev/Protocol.ts"
import { Icon, type Name } from "../frame/Icon.tsx"

const icons: Readonly<Record<string, Name>> = {
  image: "picture",
  sticker: "picture",
  audio: "sound",
  video: "play",
  file: "file",
  location: "person"
}

const names: Readonly<Record<string, string>> = {
  image: "Picture",
  sticker: "Sticker",
  audio: "Recording",
  video: "Video",
  file: "File",
  location: "Place"
}

/** The last part of an address, by which a person knows a file. */
const fileName = (url: string): string => {
  const path = url.split(/[?#]/)[0] ?? url
  const last = path.split("/").filter((part) => part !== "").at(-1) ?? url
  try {
    return decodeURIComponent(last)
  } catch {
    // Not every address that somebody gives is well written.
    return last
  }
}

/** What is shown in the place of the real thing. */
export const Medium = ({ type, url }: MediaPicture) => (
  <div class={`medium ${type === "image" || type === "video" ? "tall" : ""}`} title={url ?? ""}>
    <Icon name={icons[type] ?? "file"} size={type === "image" || type === "video" ? 28 : 20} />
    <span>{names[type] ?? type}{url === undefined ? "" : ` · ${fileName(url)}`}</span>
  </div>
)
