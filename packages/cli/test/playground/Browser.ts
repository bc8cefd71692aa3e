/**
 * A real browser for the page: Debian's Chromium, driven by playwright-core.
 *
 * @module
 */
import { createRequire } from "node:module"
import { existsSync, readFileSync } from "node:fs"
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core"

const places = [
  process.env["PARLEY_CHROMIUM"] ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome"
]

/** Where the browser of this machine is. */
export const executable = places.find((place) => place !== "" && existsSync(place))

/** Why nothing can be tried on this machine. */
export const missing = "No browser is on this machine: apt-get install chromium, or name one in PARLEY_CHROMIUM."

/** Starts the browser. */
export const launch = (): Promise<Browser> => {
  if (executable === undefined) throw new Error(missing)
  return chromium.launch({ executablePath: executable, args: ["--no-sandbox", "--force-color-profile=srgb"] })
}

/** A page, and everything that went wrong on it or was asked of another server than its own. */
export interface Opened {
  readonly page: Page
  readonly complaints: ReadonlyArray<string>
}

/** What anybody loads to be looked at or listened to. */
const media: ReadonlySet<string> = new Set(["image", "media"])

/** The one picture that is found outside, wherever it is asked for; every other one is gone. */
export const outside = "https://pictures.example/tea.svg"

const drawn =
  "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"40\"><rect width=\"60\" height=\"40\"/></svg>"

const madrid = { viewport: { width: 1440, height: 900 }, timezoneId: "Europe/Madrid", locale: "en-GB" } as const

/** Opens an address on a page; what goes wrong there from now on is complained of. Nothing leaves the machine. */
const visit = async (page: Page, address: string): Promise<Opened> => {
  const complaints: Array<string> = []
  const lost = new Set<string>()
  const { origin } = new URL(address)
  page.on("pageerror", (error) => complaints.push(error.message))
  page.on("console", (message) => {
    const isLostPicture = message.text().startsWith("Failed to load resource") && lost.has(message.location().url)
    if (message.type() === "error" && !isLostPicture) complaints.push(message.text())
  })
  await page.unrouteAll()
  await page.route((url) => url.protocol.startsWith("http") && url.origin !== origin, (route) => {
    const url = route.request().url()
    if (!media.has(route.request().resourceType())) complaints.push(`asked another server: ${url}`)
    if (url === outside) return route.fulfill({ contentType: "image/svg+xml", body: drawn })
    lost.add(url)
    return route.abort()
  })
  await page.goto(address)
  await page.locator(".app").waitFor()
  return { page, complaints }
}

/** Opens an address as a reader in Madrid does. */
export const open = async (browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Opened> =>
  visit(await browser.newPage({ ...madrid, ...options }), address)

/** A reader's screen, which shows one address after the other. A new page costs the machine more than most of what is tried on it. */
export interface Screen {
  /** Opens an address, with the reader's wishes; what an earlier one has kept stays with its own server. */
  readonly show: (address: string, wishes?: Parameters<Page["emulateMedia"]>[0]) => Promise<Opened>
  /** Shows nothing. */
  readonly clear: () => Promise<void>
}

/** A screen of this kind. */
export const screen = async (browser: Browser, options: BrowserContextOptions = {}): Promise<Screen> => {
  const page = await browser.newPage({ ...madrid, ...options })
  return {
    show: async (address, wishes = {}) => {
      await page.emulateMedia({ colorScheme: "light", reducedMotion: "no-preference", ...wishes })
      return visit(page, address)
    },
    clear: async () => {
      page.removeAllListeners()
      await page.goto("about:blank")
    }
  }
}

interface Violation {
  readonly id: string
  readonly help: string
  readonly nodes: ReadonlyArray<{ readonly html: string }>
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

/** What axe-core finds wrong with the page as it stands, a line each. */
export const violations = async (page: Page): Promise<ReadonlyArray<string>> => {
  // Evaluated as the debugger does, so that the page's own policy against foreign scripts may stay as it is.
  await page.evaluate(axe)
  const found: ReadonlyArray<Violation> = await page.evaluate("axe.run().then((result) => result.violations)")
  return found.map(({ help, id, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" | ")}`)
}

/** How far the page can be scrolled sideways. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - innerWidth")
