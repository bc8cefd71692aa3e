import { spawnSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import * as Bubbles from "../docs/Bubbles.ts"
import * as Examples from "../docs/Examples.ts"
import * as Templates from "../docs/Templates.ts"
import * as Processes from "../processes.ts"

const read = (path: string): string =>
  existsSync(join(Examples.root, path)) ? readFileSync(join(Examples.root, path), "utf8") : ""

describe("the pictures of the templates", () => {
  it("are not older than what they show", { timeout: 120_000 }, () => {
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      [...Processes.typescript, join(Examples.root, "scripts", "docs", "draw.ts"), "--check"],
      { cwd: Examples.root, encoding: "utf8" }
    )

    expect({ status, stderr, stdout }).toEqual({
      status: 0,
      stderr: "",
      stdout: `${2 * Templates.all().length} pictures\n`
    })
  })

  it("are shown in the README of each", () => {
    const hidden = Templates.all().filter(({ name }) => {
      const page = read(`examples/${name}/README.md`)
      return !/!\[[^\]]{20,}\]\(talk\.svg\)/.test(page) || !/!\[[^\]]{20,}\]\(chart\.svg\)/.test(page)
    })

    expect(hidden.map(({ name }) => name)).toEqual([])
  })
})

describe("the table of the templates", () => {
  it.each(Templates.pages)("is in %s as the templates tell it; `npm run docs:sync` puts it there", (page) => {
    const text = read(page)

    expect(Templates.put(page, text)).toBe(text)
    expect(Templates.put(page, "without a place")).toBeUndefined()
  })
})

describe("a drawn conversation", () => {
  const drawn = Bubbles.render([
    { who: "person", text: "Is it <open>?", offered: [] },
    { who: "note", text: "2 days later" },
    {
      who: "bot",
      text: "A long answer that does not fit on one line of a bubble, as it has too many words.",
      offered: ["Yes"]
    }
  ])

  it("holds every word once for those who listen, and escapes what SVG would read", () => {
    expect(drawn).toContain("Is it &#60;open&#62;?")
    expect(drawn).toContain("<desc>person: Is it")
    expect(drawn).toContain("(2 days later)\nbot: A long answer")
    expect(drawn).not.toContain("<open>")
  })

  it("breaks long texts into lines, and nothing stands outside of it", () => {
    const [, width = "0"] = /viewBox="0 0 (\d+)/.exec(drawn) ?? []
    const boxes = [...drawn.matchAll(/<rect x="([\d.]+)" y="\d+" width="([\d.]+)"/g)]

    expect(drawn).not.toContain(">A long answer that does not fit on one line of a bubble, as it has too many words.<")
    expect(boxes.length).toBeGreaterThanOrEqual(3)
    for (const [, x, w] of boxes) expect(Number(x) + Number(w)).toBeLessThanOrEqual(Number(width))
  })
})
