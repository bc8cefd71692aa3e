/**
 * The page alone, fed with pictures: how it looks, how fast it is, and that everybody can use it.
 *
 * @module
 */
import { describe, expect } from "vitest"
import * as Chromium from "./Browser.ts"
import * as Media from "./MediaPictures.ts"
import * as Pictures from "./Pictures.ts"
import * as Readers from "./Readers.ts"

const { on } = Readers.make()

const phone: Readers.Wishes = { on: "phone" }

const parts = ["Ledger", "Turns", "Events"] as const

describe("axe-core finds no violation", () => {
  for (const colorScheme of ["light", "dark"] as const) {
    on(`in ${colorScheme}, in every part of the page`, Pictures.busy, { colorScheme }, async (page) => {
      for (const part of parts) {
        await page.getByRole("tab", { name: part }).first().click()

        expect(await Chromium.violations(page), part).toEqual([])
      }
    })
    on(`in ${colorScheme}, before anybody said a word`, Pictures.picture, { colorScheme }, async (page) => {
      await page.getByRole("tab", { name: "Ben" }).click()
      await page.getByText("What is on the menu?").waitFor()

      expect(await Chromium.violations(page)).toEqual([])
    })
    on(`in ${colorScheme}, in the windows that open over it`, Pictures.picture, { colorScheme }, async (page) => {
      await page.getByRole("button", { name: "Somebody new" }).click()
      expect(await Chromium.violations(page)).toEqual([])
      await page.keyboard.press("Escape")

      await page.getByRole("tab", { name: "Turns" }).first().click()
      await page.getByRole("button", { name: "Save as convo" }).click()
      expect(await Chromium.violations(page)).toEqual([])
    })
    on(`in ${colorScheme}, on a phone`, Pictures.busy, { ...phone, colorScheme }, async (page) => {
      for (const part of ["Chat", "Chart", ...parts]) {
        await page.locator(".foot").getByRole("tab", { name: part }).click()

        expect(await Chromium.violations(page), part).toEqual([])
      }
    })
  }
})

describe("on a phone of 390 px", () => {
  on("no part of the page scrolls sideways", Pictures.busy, phone, async (page) => {
    for (const part of ["Chat", "Chart", ...parts]) {
      await page.locator(".foot").getByRole("tab", { name: part }).click()

      expect(await Chromium.sideways(page), part).toBe(0)
    }
  })
})

describe("on a phone of 390 px, a part that is turned to", () => {
  on("shows the state where the dialogue stands", Pictures.largeAt(18), phone, async (page) => {
    await page.locator(".foot").getByRole("tab", { name: "Chart" }).click()

    const out = (): Promise<number> =>
      page.evaluate(
        "(([state, view]) => Math.max(view.top - state.top, state.bottom - view.bottom, state.right - view.right))"
          + "(['[data-current]', '.drawing'].map((one) => document.querySelector(one).getBoundingClientRect()))"
      )
    await expect.poll(out).toBeLessThanOrEqual(0)
  })

  on("shows the end of the talk", Media.picture, phone, async (page) => {
    await page.locator(".foot").getByRole("tab", { name: "Ledger" }).click()
    await page.locator(".foot").getByRole("tab", { name: "Chat" }).click()

    await expect.poll(() => Readers.fromEnd(page)).toBeLessThan(2)
  })
})

describe("the page is fast", () => {
  on("its first paint comes within a second", Pictures.picture, {}, async (page) => {
    const paint: number = await page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")

    expect(paint).toBeLessThan(1_000)
  })

  on("a step in a chart of 60 states is painted within 50 ms", Pictures.large, {}, async (page, stand) => {
    const steps: Array<number> = []
    for (let step = 1; step <= 24; step++) {
      const at = `state${step}`
      stand.show(Pictures.largeAt(step))
      await page.locator(`[data-current][data-state="${at}"]`).waitFor()
      steps.push(await page.evaluate("performance.getEntriesByName('parley.step').at(-1)?.duration ?? 1e9"))
    }
    const usual = steps.toSorted((a, b) => a - b)[steps.length / 2] ?? Number.POSITIVE_INFINITY

    expect(usual).toBeLessThan(50)
  })
})

describe("a conversation needs no mouse", () => {
  on("Enter says what was typed, and Alt with a number taps", Pictures.picture, {}, async (page, stand) => {
    await page.keyboard.type("Elm Street 1")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("second floor")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Alt+1")
    await expect.poll(() => stand.wishes.length).toBe(2)

    expect(stand.wishes).toEqual([
      { call: "act", body: { act: "say", text: "Elm Street 1\nsecond floor", person: Pictures.ana.id } },
      { call: "act", body: { act: "tap", what: "home", person: Pictures.ana.id } }
    ])
  })

  on("the arrow keys walk the states, and each tells its words and its line", Pictures.picture, {}, async (page) => {
    await page.locator("[data-current]").focus()
    await page.keyboard.press("ArrowDown")

    const card = page.getByRole("article", { name: "State sure" })
    await card.waitFor()
    expect(await card.textContent()).toContain("A pizza of … cm to …?")
    expect(await card.textContent()).toContain("src/pizza.ts:46")
  })

  on("a slash offers the commands of the bot", Pictures.picture, {}, async (page, stand) => {
    await page.keyboard.type("/ag")
    await page.keyboard.press("Shift+Tab")
    await page.getByRole("button", { name: "/agent Talk to a person" }).press("Enter")
    await expect.poll(() => stand.wishes.length).toBe(1)

    expect(stand.wishes[0]?.body).toEqual({ act: "command", name: "agent", person: Pictures.ana.id })
    expect(await page.getByLabel("Message as Ana").inputValue()).toBe("")
  })

  on("a question mark tells the keys", Pictures.picture, {}, async (page) => {
    await page.getByRole("log").focus()
    await page.keyboard.press("?")

    await page.getByRole("heading", { name: "Keys" }).waitFor()
  })
})

describe("what went wrong is said", () => {
  on("a problem stands above all, with its file and line", Pictures.broken, {}, async (page) => {
    const told = await page.getByRole("alert").first().textContent()

    expect(told).toContain("src/pizza.ts:46")
    expect(told).toContain("Property 'adress' does not exist")
  })

  on("a change that cannot run is told once, with what becomes of the bot", Pictures.refused, {}, async (page) => {
    const told = page.getByRole("alert")
    await told.waitFor()

    expect(await told.allTextContents()).toEqual([
      "The bot cannot be loaded src/pizza.ts:3\nno kettle\nThe bot goes on as it was."
    ])
  })

  on("a conversation that cannot go on after a change is said to wait", Pictures.stuck, {}, async (page) => {
    const told = await page.getByRole("alert").textContent()

    expect(told).toContain("Some conversations cannot go on after the change; they wait")
    expect(told).toContain("nothing leads from version 1 to version 2")
  })

  on("what waits is counted while it waits, and can be taken back", Pictures.picture, {}, async (page, stand) => {
    const tab = page.getByRole("tab", { name: "Ledger" }).first()
    const before = await tab.textContent()

    await page.getByRole("button", { name: "Take back what waits" }).click()
    await expect.poll(() => stand.wishes.length).toBe(1)
    stand.show({ ...Pictures.picture, persons: [{ ...Pictures.ana, waiting: 0 }] })
    await page.getByRole("button", { name: "Take back what waits" }).waitFor({ state: "detached" })

    expect(before).toBe("Ledger1")
    expect(await tab.textContent()).toBe("Ledger")
    expect(stand.wishes[0]?.body).toEqual({ act: "withdraw", person: Pictures.ana.id })
  })

  on(
    "what the channel tells of messages stands among the turns when it is asked for",
    Pictures.picture,
    {},
    async (page) => {
      await page.getByRole("tab", { name: "Turns" }).first().click()
      const before = await page.locator(".turn").count()
      await page.getByRole("button", { name: "Receipts" }).click()

      expect([before, await page.locator(".turn").count()]).toEqual([3, 4])
    }
  )

  on("a refusal is told, and what was typed is not lost", Pictures.picture, {}, async (page) => {
    await page.getByLabel("Message as Ana").fill("hello")
    await page.keyboard.press("Enter")

    await page.getByText("The bot waits for a mended file.").waitFor()
    expect(await page.getByLabel("Message as Ana").inputValue()).toBe("hello")
  }, () => ({ ok: false, code: "not now", reason: "The bot waits for a mended file." }))

  on("the past is marked as the past, and nothing can be said in it", Pictures.picture, {}, async (page) => {
    await page.getByRole("tab", { name: "Turns" }).first().click()
    await page.getByRole("button", { name: "[Order]" }).click()

    await page.getByText("You look at turn 2").waitFor()
    expect(await page.getByLabel("Message as Ana").isDisabled()).toBe(true)
  }, () => ({ ok: true, person: { ...Pictures.ana, turns: Pictures.ana.turns.slice(0, 2) }, turn: 2, retaken: false }))
})

describe("the reader's own wishes count", () => {
  on("colours follow the machine until they are chosen", Pictures.picture, { colorScheme: "dark" }, async (page) => {
    const ground = () => page.evaluate("getComputedStyle(document.body).backgroundColor")
    const dark = await ground()
    await page.getByRole("button", { name: "Light colours" }).click()
    const light = await ground()
    await page.reload()
    await page.locator(".phonehead").waitFor()

    expect(light).not.toBe(dark)
    expect(await ground()).toBe(light)
  })

  on("nothing moves for those who want no motion", Pictures.busy, { reducedMotion: "reduce" }, async (page) => {
    const moving: number = await page.evaluate(
      "document.getAnimations().filter((one) => one.effect.getComputedTiming().activeDuration > 1).length"
    )

    expect(moving).toBe(0)
  })
})
