/**
 * A picture, a recording, a film, a file or a place: the thing itself where it can be loaded, else a tile that says what it would be.
 *
 * @module
 */
import { useState } from "preact/hooks"
import type { MediaPicture } from "../../../src/dev/Protocol.ts"
import { Icon, type Name } from "../frame/Icon.tsx"
import * as Loaded from "./Loaded.ts"

const icons: Readonly<Record<string, Name>> = {
  image: "picture",
  sticker: "picture",
  audio: "sound",
  video: "play",
  file: "file",
  location: "pin"
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
  if (url.startsWith("data:")) return "in the message itself"
  const path = url.split(/[?#]/)[0] ?? url
  const last = path.split("/").filter((part) => part !== "").at(-1) ?? url
  try {
    return decodeURIComponent(last)
  } catch {
    // Not every address that somebody gives is well written.
    return last
  }
}

/** What it is, with its name: for those who do not see it, and on its tile. */
const told = ({ type, url }: MediaPicture): string =>
  `${names[type] ?? type}${url === undefined ? "" : ` · ${fileName(url)}`}`

/** What stands in the place of the thing; `gone` when it was tried and is not to be had: its address is told then. */
const Tile = ({ gone, medium }: { readonly medium: MediaPicture; readonly gone: boolean }) => {
  const { type, url } = medium
  const isTall = type === "image" || type === "video"
  return (
    <div class={`medium ${isTall ? "tall" : ""}`} title={url ?? ""}>
      <Icon name={icons[type] ?? "file"} size={isTall ? 28 : 20} />
      <span>{told(medium)}</span>
      {gone && url !== undefined ? <small>{`Cannot be loaded: ${url}`}</small> : null}
    </div>
  )
}

/** The thing itself. Its address is the key of the part, so that another one is tried anew. */
const Real = ({ from, medium, words }: {
  readonly medium: MediaPicture
  readonly from: string
  readonly words: string
}) => {
  const [gone, setGone] = useState(false)
  if (gone) return <Tile medium={medium} gone />
  const lose = () => setGone(true)
  switch (medium.type) {
    case "image":
    case "sticker":
      return <img class="medium real" src={from} alt={words} title={medium.url ?? ""} loading="lazy" onError={lose} />
    case "video":
      return <video class="medium real" src={from} aria-label={words} controls preload="metadata" onError={lose} />
    case "audio":
      return <audio class="medium real" src={from} aria-label={words} controls preload="metadata" onError={lose} />
    default:
      return (
        <a class="medium" href={from} target="_blank" rel="noreferrer" title={medium.url ?? ""}>
          <Icon name={icons[medium.type] ?? "file"} size={20} />
          <span>{words}</span>
        </a>
      )
  }
}

/** A small round picture beside words that say the same; nothing where it cannot be loaded. */
export const Face = ({ url }: { readonly url: string | undefined }) => {
  const from = Loaded.from(url)
  const [gone, setGone] = useState<string>()
  return from === undefined || from === gone
    ? null
    : <img class="little" src={from} alt="" onError={() => setGone(from)} />
}

/** A medium; `alt` says what it shows, where that is known better than by its name. */
export const Medium = ({ alt, ...medium }: MediaPicture & { readonly alt?: string }) => {
  const from = medium.type === "location" ? undefined : Loaded.from(medium.url)
  return from === undefined
    ? <Tile medium={medium} gone={false} />
    : <Real key={from} medium={medium} from={from} words={alt ?? told(medium)} />
}
