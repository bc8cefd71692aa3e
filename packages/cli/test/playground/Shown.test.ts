/**
 * The page alone, fed with pictures: what of them a reader sees on the phone, beside the chart and in the ledger.
 *
 * @module
 */
import { describe, expect } from "vitest"
import * as Chromium from "./Browser.ts"
import * as Media from "./MediaPictures.ts"
import * as Pictures from "./Pictures.ts"
import * as Readers from "./Readers.ts"

const { on } = Readers.make()

describe("what somebody sends is shown", () => {
  on("where it can be loaded; else a tile says what it is, and where it would be", Media.picture, {}, async (page) => {
    const log = page.getByRole("log")
    const widths = (): Promise<{ readonly [alt: string]: number }> =>
      page.evaluate("Object.fromEntries([...document.images].map(({ alt, naturalWidth }) => [alt, naturalWidth]))")
    const length = (): Promise<number> => page.evaluate("document.querySelector('audio').duration || 0")

    await log.getByText(`Cannot be loaded: ${Media.gone}`).waitFor()
    await expect.poll(widths).toEqual({
      "Picture · tea.svg": 60,
      "Picture of Green tea": 60,
      "Picture · in the message itself": 1,
      "": 60
    })
    await expect.poll(length).toBeGreaterThan(1)
    expect(await log.locator("img.little").count()).toBe(2)
    expect(await log.locator(`.medium[title="${Media.unsafe}"]`).textContent()).toBe("Picture · plain.jpg")
    expect(await log.getByRole("link", { name: "File · order 1.pdf" }).getAttribute("rel")).toBe("noreferrer")
    expect(await log.locator("video").getAttribute("aria-label")).toBe("Video · clip.mp4")
    expect(await Chromium.violations(page)).toEqual([])
  })

  on("and the talk stays at its end while pictures arrive", Media.picture, {}, async (page) => {
    await page.getByText(`Cannot be loaded: ${Media.gone}`).waitFor()

    await expect.poll(() => Readers.fromEnd(page)).toBeLessThan(2)
  })
})

describe("the phone shows what the person would see", () => {
  on("cards, buttons, a receipt, a persona's name, a tag, a reaction and the dots", Pictures.busy, {}, async (page) => {
    const log = page.getByRole("log")
    await log.getByRole("group", { name: "2 cards" }).waitFor()

    expect(await log.locator(".card h3").allTextContents()).toEqual(["Margherita", "Quattro formaggi"])
    expect(await log.getByRole("button").allTextContents()).toEqual(["Order", "Order", "Another pizza", "Our site"])
    expect(await log.locator(".receipt .line").allTextContents()).toEqual(["1 × Margherita9.50 EUR", "Total9.50 EUR"])
    expect(await log.locator(".said.human").textContent()).toBe(
      "EvaA lovely cat. This is Eva, how can I help?humanAgent · HUMAN_AGENT"
    )
    expect(await log.locator(".reaction").allTextContents()).toEqual(["👍"])
    expect(await log.locator(".typing").textContent()).toBe("typing")
  })

  on("quick replies and the menu of the business", Pictures.picture, {}, async (page, stand) => {
    const replies = page.getByRole("group", { name: "Replies" }).getByRole("button")
    const offered = await replies.allTextContents()

    await page.getByRole("button", { name: "Menu", exact: true }).click()
    await page.getByRole("group", { name: "Menu of the business" }).getByRole("button", { name: "Order a pizza" })
      .click()
    await expect.poll(() => stand.wishes.length).toBe(1)

    expect(offered).toEqual(["Home", "Send phone number"])
    expect(stand.wishes[0]?.body).toEqual({
      act: "postback",
      payload: "menu",
      title: "Order a pizza",
      person: Pictures.ana.id
    })
  })

  on("whether the last words were delivered, seen or read", Pictures.picture, {}, async (page, stand) => {
    const shows = (from: "person" | "bot", more: Partial<typeof Pictures.ana>, isRead = false) => {
      const entry = { mid: "m99", at: Pictures.start + 40_000, from, kind: "text", text: "So?" } as const
      const entries = [...Pictures.ana.entries, isRead ? { ...entry, read: true as const } : entry]
      stand.show({ ...Pictures.picture, persons: [{ ...Pictures.ana, ...more, entries }] })
    }
    const mark = page.locator(".said-all > .mark")

    shows("person", {})
    await mark.filter({ hasText: "Delivered" }).waitFor()
    shows("person", { seenAt: Pictures.start + 50_000 })
    await mark.filter({ hasText: "Seen" }).waitFor()
    shows("bot", {}, true)

    await mark.filter({ hasText: "Read" }).waitFor()
    expect(await mark.count()).toBe(1)
  })

  on("the button that begins a conversation", Pictures.unbegun, {}, async (page, stand) => {
    await page.getByRole("button", { name: "Get started" }).click()
    await expect.poll(() => stand.wishes.length).toBe(1)

    expect(stand.wishes[0]?.body).toEqual({ act: "getStarted", person: Pictures.ana.id })
  })
})

describe("why is shown beside what", () => {
  on("timers that count down, tasks that run, guards with what they read", Pictures.busy, {}, async (page) => {
    expect(await page.getByRole("region", { name: "Timers" }).textContent()).toBe("Timersaddressin 9 min 31 s")
    expect(await page.getByRole("region", { name: "Tasks" }).textContent()).toBe("TasksPlaceOrderfor 1 min")
    expect(await page.getByRole("region", { name: "Guards tried" }).textContent()).toContain("isLarge → addresssize 32")
  })

  on(
    "the ledger tells lane, rule and evidence of a message, and why one was held",
    Pictures.picture,
    {},
    async (page) => {
      const rows = page.locator(".entries .entry")
      await page.getByRole("tab", { name: "Ledger" }).first().click()
      const newest = await rows.first().textContent()
      const sent = await rows.last().textContent()
      await page.getByRole("button", { name: "Held and refused" }).click()
      const held = await rows.allTextContents()
      await page.getByRole("button", { name: "Disclosures" }).click()

      expect(sent).toContain("Rulemessenger.window.standard")
      expect(sent).toMatch(/Evidencemessage at 10:00:00, open until Tue 3 Mar, 10:00/)
      expect(held).toEqual([newest])
      expect(held[0]).toMatch(/^heldreply.*Two for one on Tuesdays!Nothing that sells may go out here/)
      expect(await rows.allTextContents()).toEqual([sent])
    }
  )
})
