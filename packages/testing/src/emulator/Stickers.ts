/**
 * The sticker catalogue, in small: packs of free stickers and the Like ("Sticker API", 1 Jun 2026). Asked for with an app token.
 *
 * @module
 */
import { type JsonObject, textAt } from "./JsonObject.ts"
import * as Refusal from "./Refusal.ts"

/** The thumb, the only sticker outside the catalogue that can be sent. */
const like = "369239263222822"

interface Sticker {
  readonly id: string
  readonly word: string
}

/** The packs and ids are the emulator's own: the platform's are not printed anywhere. */
const packs: ReadonlyArray<{ readonly id: string; readonly name: string; readonly stickers: ReadonlyArray<Sticker> }> =
  [
    {
      id: "900000000000001",
      name: "Greetings",
      stickers: [{ id: "900000000000011", word: "hello" }, { id: "900000000000012", word: "thanks" }]
    },
    {
      id: "900000000000002",
      name: "Feelings",
      stickers: [{ id: "900000000000021", word: "happy" }, { id: "900000000000022", word: "sad" }]
    }
  ]

const everything = packs.flatMap(({ stickers }) => stickers)
const ids: ReadonlySet<string> = new Set([like, ...everything.map(({ id }) => id)])

/** Whether a sticker can be sent. */
export const isKnown = (id: string): boolean => ids.has(id)

const addressOf = (id: string): string => `https://emulator.invalid/sticker/${id}.png`

const shown = ({ id, word }: Sticker): JsonObject => ({ id, label: word, image: { uri: addressOf(id) } })

/** The address under which a webhook shows a sticker. */
export const address = addressOf

/** `GET /sticker_packs`. */
export const list = (): JsonObject => ({ data: packs.map(({ id, name }) => ({ id, name })) })

/** `GET /sticker_packs/{pack}/stickers`. */
export const ofPack = (pack: string): JsonObject | Refusal.Refusal => {
  const found = packs.find(({ id }) => id === pack)
  return found === undefined ? Refusal.noObject(pack) : { data: found.stickers.map(shown) }
}

/** `GET /sticker_search?q=`, at least two characters. */
export const search = (request: JsonObject): JsonObject | Refusal.Refusal => {
  const wanted = (textAt(request, "q") ?? "").toLowerCase()
  return wanted.length < 2
    ? Refusal.parameter("Param q must have at least 2 characters")
    : { data: everything.filter(({ word }) => word.includes(wanted)).map(shown) }
}
