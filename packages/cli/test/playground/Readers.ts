/**
 * Readers of the page alone, one at a desk and one with a phone: a browser for the tests of a file.
 *
 * @module
 */
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, it } from "vitest"
import type { Picture } from "../../src/dev/Protocol.ts"
import * as Chromium from "./Browser.ts"
import * as Stand from "./Stand.ts"

/** On what the page is read, and what its reader wishes; a desk and light colours unless said. */
export interface Wishes {
  readonly on?: "desk" | "phone"
  readonly colorScheme?: "light" | "dark"
  readonly reducedMotion?: "reduce"
}

/** Tries something on a page that shows a picture; nothing may go wrong on it besides. */
export type On = (
  name: string,
  picture: Picture,
  wishes: Wishes,
  play: (page: Page, stand: Stand.Stand) => Promise<void>,
  answer?: (wish: Stand.Wish) => object
) => void

/** Starts the browser before the tests of a file, and ends it after them. */
export const make = (): { readonly on: On } => {
  let browser: Browser | undefined
  let desk: Chromium.Screen
  let hand: Chromium.Screen

  beforeAll(async () => {
    if (Chromium.executable === undefined) return
    browser = await Chromium.launch()
    desk = await Chromium.screen(browser)
    hand = await Chromium.screen(browser, { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })
  })
  afterAll(() => browser?.close())

  return {
    on: (name, picture, { on: device = "desk", ...wishes }, play, answer) =>
      it(name, async ({ skip }) => {
        if (browser === undefined) return skip(Chromium.missing)
        const stand = await Stand.open(picture, answer)
        const screen = device === "desk" ? desk : hand
        const { complaints, page } = await screen.show(stand.address, wishes)
        try {
          await page.locator(".phonehead").first().waitFor({ state: "attached" })
          await play(page, stand)
          expect(complaints).toEqual([])
        } finally {
          await screen.clear()
          await stand.close()
        }
      }, 90_000)
  }
}

/** How far the talk is from its end, in pixels. */
export const fromEnd = (page: Page): Promise<number> =>
  page.evaluate(
    "(({ clientHeight, scrollHeight, scrollTop }) => Math.abs(scrollHeight - scrollTop - clientHeight))"
      + "(document.querySelector('.log'))"
  )
