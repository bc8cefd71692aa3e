/**
 * Talks at the kiosk for the tests of a file: `parley dev` over its sources, a page, and the clock paused.
 *
 * @module
 */
import { afterAll, beforeAll } from "vitest"
import type { Picture } from "../../src/dev/Picture.ts"
import * as Kiosks from "./kiosk.ts"
import * as Pages from "./page.ts"

/** What a file's tests say and see. */
export interface Talks {
  readonly kiosk: Kiosks.Kiosk
  readonly page: Pages.Page
  /** All that the command has printed. */
  readonly printed: () => string
  /** A new person, by name. */
  readonly arrives: (name: string) => Promise<string>
  readonly says: (person: string, text: string) => Promise<Pages.Answered>
  readonly taps: (person: string, what: string) => Promise<Pages.Answered>
  /** The picture once the last words that a person sees begin so. */
  readonly hears: (person: string, words: string) => Promise<Picture>
}

/** Opens the page before the tests of a file, and ends the command after them. */
export const make = (): Talks => {
  let kiosk: Kiosks.Kiosk
  let running: Awaited<ReturnType<typeof Pages.dev>>

  beforeAll(async () => {
    kiosk = Kiosks.make()
    running = await Pages.dev(kiosk.folder)
    await running.page.shows("a bot that runs", ({ status }) => status === "running")
    await running.page.post("clock", { turn: "pause" })
  }, 90_000)

  afterAll(async () => {
    running.page.close()
    await running.end()
    kiosk.remove()
  })

  return {
    get kiosk() {
      return kiosk
    },
    get page() {
      return running.page
    },
    printed: () => running.printed(),
    arrives: async (name) => String((await running.page.post("person", { name })).body["person"]),
    says: (person, text) => running.page.post("act", { act: "say", person, text }),
    taps: (person, what) => running.page.post("act", { act: "tap", person, what }),
    hears: (person, words) =>
      running.page.shows(
        `"${words}" to ${person}`,
        (picture) => Pages.last(picture, person)?.startsWith(words) === true
      )
  }
}
