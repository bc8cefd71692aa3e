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

/** Opens an address as a reader in Madrid does. */
export const open = async (browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Opened> => {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    timezoneId: "Europe/Madrid",
    locale: "en-GB",
    ...options
  })
  const complaints: Array<string> = []
  const { origin } = new URL(address)
  page.on("pageerror", (error) => complaints.push(error.message))
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text())
  })
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== origin) complaints.push(`asked another server: ${request.url()}`)
  })
  await page.goto(address)
  await page.locator(".app").waitFor()
  return { page, complaints }
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
