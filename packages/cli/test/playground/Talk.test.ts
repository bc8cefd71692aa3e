/**
 * The page before a bot that runs: a whole conversation, the clock, a person who takes over, what if, and a convo that is kept.
 *
 * @module
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import * as Kiosks from "../playing/kiosk.ts"
import * as Pages from "../playing/page.ts"
import * as Chromium from "./Browser.ts"

let browser: Browser | undefined
let kiosk: Kiosks.Kiosk
let running: Pages.Command | undefined
let opened: Chromium.Opened

/** Where the page is; a busy machine takes longer over the sources than the command is waited for. */
const addressOf = (command: Pages.Command): Promise<string> => {
  const printed = () => command.prints(/playground is at (\S+)/)
  return printed().catch(printed)
}

const ports = ["--no-open", "--port", "0", "--webhook-port", "0", "--graph-port", "0"] as const

beforeAll(async () => {
  if (Chromium.executable === undefined) return
  browser = await Chromium.launch()
  kiosk = Kiosks.make()
  running = Pages.command(kiosk.folder, "dev", ...ports)
  opened = await Chromium.open(browser, await addressOf(running))
  opened.page.setDefaultTimeout(15_000)
  await opened.page.locator(".phonehead").waitFor()
  await opened.page.getByRole("button", { name: "Pause the clock" }).click()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await running?.end()
  if (running !== undefined) kiosk.remove()
}, 30_000)

/** Tries something on the page; nothing may go wrong on it besides. */
const on = (name: string, play: (page: Page) => Promise<void>) =>
  it(name, async ({ skip }) => {
    if (browser === undefined) return skip(Chromium.missing)
    await play(opened.page)
    expect(opened.complaints).toEqual([])
  }, 60_000)

const arrives = async (page: Page, name: string) => {
  await page.getByRole("button", { name: "Somebody new" }).click()
  await page.keyboard.type(name)
  await page.keyboard.press("Enter")
  await page.getByLabel(`Message as ${name}`).waitFor()
  await page.getByLabel(`Message as ${name}`).focus()
}

const types = async (page: Page, words: string) => {
  await page.keyboard.type(words)
  await page.keyboard.press("Enter")
}

const hears = (page: Page, words: string) =>
  page.locator(".said.bot, .said.human").filter({ hasText: words }).last().waitFor()

const stands = (page: Page, state: string) => page.locator(`[data-current][data-state="${state}"]`).waitFor()

describe("a conversation on the page", () => {
  on("goes from the first word to the last without a mouse, and the chart goes with it", async (page) => {
    await arrives(page, "Ana")

    await types(page, "tea")
    await stands(page, "kind")
    await page.getByRole("button", { name: "Green" }).waitFor()
    await page.keyboard.press("Alt+2")
    await stands(page, "sugar")
    await page.getByRole("button", { name: "Yes", exact: true }).waitFor()
    await page.keyboard.press("Alt+1")
    await hears(page, "Enjoy!")

    const said = await page.locator(".said .bubble").allTextContents()
    expect(said).toEqual([
      "tea",
      "You are talking to an automated assistant.",
      "Which tea?",
      "Green",
      "Sugar in your green tea?",
      "Yes",
      "Enjoy!"
    ])
    expect(await page.locator(".entries .entry").count()).toBe(4)
    expect(await page.locator(".entries .chip.accent").count()).toBe(1)
  })

  on("shows the timer that counts down, and the guards that were asked", async (page) => {
    await arrives(page, "Bo")

    await types(page, "tea")
    await stands(page, "kind")

    await page.locator(".tip.due").waitFor()
    expect(await page.getByRole("region", { name: "Timers" }).textContent()).toContain("kind")
    expect(await page.getByRole("article", { name: "State kind" }).textContent()).toContain("src/kiosk.ts:")
  })

  on("is seen as Instagram shows it, at the turn of a switch", async (page) => {
    await page.getByRole("button", { name: "Instagram" }).click()
    await page.locator(".phone.instagram").waitFor()

    await hears(page, "Which tea?")
    await page.getByRole("button", { name: "Messenger" }).click()
    await page.locator(".phone.messenger").waitFor()
  })
})

describe("the clock", () => {
  on("turns to the next timer, which speaks; a day later the window is shut", async (page) => {
    await arrives(page, "Cy")
    await types(page, "tea")
    await stands(page, "kind")
    await page.getByText("Window open").waitFor()

    await page.getByRole("button", { name: "+1 h", exact: true }).click()
    await hears(page, "Still thirsty?")
    await page.getByRole("button", { name: "+24 h" }).click()

    await page.getByText("Window shut").waitFor()
  })
})

describe("a person of the business", () => {
  on("takes over, says something, and gives back", async (page) => {
    await arrives(page, "Dee")
    await types(page, "tea")
    await stands(page, "kind")

    await page.locator(".phonehead").getByRole("button", { name: "Take over" }).click()
    await page.getByText("A person answers").waitFor()
    await page.getByRole("tab", { name: "Events" }).first().click()
    await page.getByLabel("Words of the business").fill("This is Eva.")
    await page.getByRole("button", { name: "Say as the business" }).click()
    await page.locator(".said.human").filter({ hasText: "This is Eva." }).waitFor()
    await page.locator(".phonehead").getByRole("button", { name: "Give back" }).click()

    await page.getByText("The bot answers").waitFor()
  })
})

describe("what a terminal cannot send", () => {
  on("a picture and a reaction go from the page, and faults are set and lifted", async (page) => {
    await page.getByRole("tab", { name: "Events" }).first().click()
    await page.getByRole("button", { name: "Picture", exact: true }).click()
    await page.locator(".said.person .medium").waitFor()

    await page.getByRole("button", { name: "👍" }).click()
    await page.locator(".reaction").waitFor()
    await arrives(page, "Fay")
    await page.getByRole("button", { name: "Expired token" }).click()
    await page.locator(".faults li").filter({ hasText: "standing" }).waitFor()
    await page.getByRole("button", { name: "All well again" }).click()

    await page.locator(".faults").waitFor({ state: "detached" })
  })
})

describe("steps back in time", () => {
  on("any turn can be looked at and gone on from, and the talk is kept as a convo that replays", async (page) => {
    await arrives(page, "Eli")
    await types(page, "tea")
    await stands(page, "kind")
    await page.getByRole("button", { name: "Black" }).waitFor()
    await page.getByRole("button", { name: "+1 min" }).click()
    await page.getByText("9 min").first().waitFor()
    await page.keyboard.press("Alt+1")
    await stands(page, "sugar")
    await page.getByRole("button", { name: "Yes", exact: true }).waitFor()

    await page.getByRole("tab", { name: "Turns" }).first().click()
    await page.locator(".turn").filter({ hasText: "\"tea\"" }).click()
    await page.getByText("You look at turn 1").waitFor()
    await stands(page, "kind")
    await hears(page, "Which tea?")
    expect(await page.locator(".said").filter({ hasText: "Sugar" }).count()).toBe(0)

    await page.getByRole("button", { name: "What if: branch here" }).click()
    await page.getByLabel("Message as Eli, what if").waitFor()
    await page.getByRole("button", { name: "Green" }).waitFor()
    await page.getByLabel("Message as Eli, what if").focus()
    await page.keyboard.press("Alt+2")
    await hears(page, "Sugar in your green tea?")
    await page.getByRole("button", { name: "Yes", exact: true }).waitFor()

    await page.getByRole("button", { name: "Save as convo" }).click()
    await page.getByLabel("Name of the file").fill("green-after-all")
    await page.keyboard.press("Enter")
    await page.getByText("It replays.").waitFor()

    const file = join(kiosk.folder, "tests", "green-after-all.convo")
    expect(readFileSync(file, "utf8")).toContain("Sugar in your green tea?")
  })
})

describe("a change of the sources", () => {
  on("that cannot run is told with its file and line, until it is mended", async (page) => {
    kiosk.write("src/kiosk.ts", Kiosks.source({ more: "const = 1\n" }))
    const told = page.getByRole("alert").filter({ hasText: "kiosk.ts:" })
    await told.first().waitFor()

    kiosk.write("src/kiosk.ts", Kiosks.source({ tea: "Which tea today?" }))

    await told.first().waitFor({ state: "detached" })
    await page.locator("[data-state]").first().click()
    await page.getByRole("article").getByText("Which tea today?").waitFor()
  })
})

const views: ReadonlyArray<readonly [string, BrowserContextOptions]> = [
  ["light", { colorScheme: "light", viewport: { width: 1440, height: 900 } }],
  ["dark", { colorScheme: "dark", viewport: { width: 1440, height: 900 } }],
  ["phone", {
    colorScheme: "light",
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true
  }]
]

const repository = join(import.meta.dirname, "..", "..", "..", "..")

describe("the pictures of the docs", () => {
  it("are taken of a pizza that is ordered; PARLEY_PICTURES=1 puts them into the docs", async ({ skip }) => {
    if (browser === undefined) return skip(Chromium.missing)
    const folder = mkdtempSync(join(tmpdir(), "parley-pictures-"))
    const into = process.env["PARLEY_PICTURES"] === undefined ? folder : join(repository, "docs", "pictures")
    mkdirSync(into, { recursive: true })
    const pizza = Pages.command(join(repository, "examples", "pizza"), "dev", ...ports, "--folder", folder)
    try {
      const address = await addressOf(pizza)

      const first = await Chromium.open(browser, address)
      await first.page.locator(".phonehead").waitFor()
      await first.page.getByLabel("Message as You").focus()
      await types(first.page, "Hi, I am hungry!")
      await first.page.getByRole("button", { name: "Large" }).click({ timeout: 15_000 })
      await hears(first.page, "Where to?")
      for (const [name, options] of views) {
        const { complaints, page } = await Chromium.open(browser, address, options)
        await hears(page, "Where to?")
        await page.screenshot({ path: join(into, `playground-${name}.png`), animations: "disabled" })
        await page.close()

        expect(complaints).toEqual([])
        expect(statSync(join(into, `playground-${name}.png`)).size).toBeGreaterThan(20_000)
        expect(existsSync(join(repository, "docs", "pictures", `playground-${name}.png`))).toBe(true)
      }
    } finally {
      await pizza.end()
      rmSync(folder, { recursive: true, force: true })
    }
  }, 120_000)
})
