import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, describe, expect, it } from "vitest"
import { ChartLayout } from "@parley/testing"
import type { ChartPicture } from "../src/dev/Picture.ts"
import * as Mermaid from "../src/graph/Mermaid.ts"
import * as Svg from "../src/graph/Svg.ts"
import { parley } from "./talked.ts"

const config = fileURLToPath(new URL("faulty", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "parley-graph-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const graph = (...args: ReadonlyArray<string>) => parley("graph", "--config", config, ...args)

const written = async (name: string, ...args: ReadonlyArray<string>): Promise<Buffer> => {
  const file = join(folder, name)
  expect(await graph("--out", file, ...args, "parcel")).toEqual({ printed: "", complaint: undefined })
  return readFileSync(file)
}

describe("parley graph", () => {
  it("draws one dialogue for Mermaid: where it begins, what leads on, where it ends", async () => {
    const { printed } = await graph("--dialogue", "parcel", "parcel")

    expect(printed).toBe(
      [
        "stateDiagram-v2",
        "  state \"anywhere\" as s__28_anywhere_29_",
        "  state \"which\" as s_which",
        "  state \"quiet\" as s_quiet",
        "  state \"tell\" as s_tell",
        "  state \"under\" as s_under",
        "  state \"sorry\" as s_sorry",
        "  state \"human\" as s_human",
        "  state \"bye\" as s_bye",
        "  [*] --> s_which",
        "  s__28_anywhere_29_ --> s_human : #34;agent#34;",
        "  s_which --> s_quiet : Thanks",
        "  s_which --> s_bye : It is late",
        "  s_which --> s_tell : after 25h",
        "  s_tell --> s_under : by itself",
        "  s_under --> s_quiet : signal arrived",
        "  s_human --> s_bye : given back",
        "  s_quiet --> [*]",
        "  s_sorry --> [*]",
        "  s_bye --> [*]",
        ""
      ].join("\n")
    )
  })

  it("draws several dialogues in frames, each once, and the repair kit's ways when they are asked for", async () => {
    const own = await graph()
    const kit = await graph("--kit", "--dialogue", "parcel")

    expect(own.printed.match(/^ {2}state "\w+" as d\d \{$/gm)).toEqual([
      "  state \"bye\" as d0 {",
      "  state \"parcel\" as d1 {"
    ])
    expect(kit.printed).toContain("$cancelled")
    expect(own.printed).not.toContain("$")
  })

  it("gives data with words, options and places in the source", async () => {
    const { printed } = await graph("--json", "parcel")

    const charts: ReadonlyArray<ChartPicture> = JSON.parse(printed)
    const which = charts.find(({ dialogue }) => dialogue === "parcel")?.states.find(({ path }) => path === "which")
    expect(which).toMatchObject({ words: ["What is it?"], options: ["Thanks", "It is late"], word: "menu" })
    expect(which?.source).toEqual({ file: expect.stringMatching(/parley\.config\.ts$/), line: 19 })
  })

  it("writes a picture that needs nothing besides, by the ending of the file", async () => {
    const svg = (await written("parcel.svg")).toString()

    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d+ \d+"/)
    for (const state of ["which", "quiet", "tell", "under", "sorry", "human"]) expect(svg).toContain(`>${state}</text>`)
    expect(svg).toContain("prefers-color-scheme:dark")
    expect(svg.replace("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|<script|<image/)
  })

  it("writes pixels where what draws them is installed", async () => {
    const png = await written("parcel.png")

    expect(png.subarray(1, 4).toString()).toBe("PNG")
    expect(png.readUInt32BE(16)).toBeGreaterThan(400)
  })

  it("tells what is missing: a file for pixels, a dialogue of that name, a bot", async () => {
    const [noFile, noDialogue, noBot] = await Promise.all([
      graph("--format", "png"),
      graph("--dialogue", "parcle"),
      graph("parsel")
    ])

    expect(noFile.complaint).toContain("give one with --out")
    expect(noDialogue.complaint).toBe("There is no dialogue \"parcle\"; there is bye, parcel. Did you mean \"parcel\"?")
    expect(noBot.complaint).toContain("There is no bot \"parsel\"")
  })
})

const chart: ChartPicture = {
  dialogue: "a <b> & \"c\"",
  version: 1,
  initial: "out",
  states: [
    { path: "out", word: "call", type: "compound", by: "author", words: ["1 < 2"], options: [] },
    { path: "out.in", parent: "out", word: "say", type: "atomic", by: "author", words: [], options: [] },
    { path: "end", word: "end", type: "final", by: "author", words: [], options: [] }
  ],
  ways: [
    { id: "1", from: "out.in", to: "end", label: "\"a; b\" {x}", by: "author" },
    { id: "2", from: "out.in", to: "end", label: "again", by: "author" },
    { id: "3", from: "out.in", to: "gone", label: "", by: "author" }
  ]
}

describe("a drawing", () => {
  it("keeps signs of its own language out of words", () => {
    expect(Mermaid.render([chart], false)).toContain("  s_out_2e_in --> s_end : #34;a#59; b#34; #123;x#125; · again\n")
    expect(Svg.render([chart], { kit: false })).toContain("a &#60;b&#62; &#38; &#34;c&#34;")
  })

  it("brings a way that stays to the state that it left", () => {
    const { boxes, lines } = ChartLayout.layout(
      [{ id: "first", label: "first" }, { id: "again", label: "again" }],
      [{ id: "1", from: "first", to: "again", label: "" }, {
        id: "2",
        from: "again",
        to: "again",
        label: "signal parcel"
      }]
    )

    const own = boxes.find(({ id }) => id === "again")
    const side = ((own?.x ?? 0) + (own?.width ?? 0) / 2).toFixed(1)
    const path = lines.find(({ id }) => id === "2")?.path ?? ""
    expect(path).toMatch(new RegExp(`^M${side} .* ${side} [0-9.]+$`))
  })

  it("puts a state into the frame of the one that it stands in", () => {
    const { boxes, frames } = ChartLayout.layout(
      [{ id: "out", label: "out" }, { id: "in", label: "in", parent: "out" }],
      []
    )

    const [frame] = frames
    const [box] = boxes
    expect([frame?.id, box?.id]).toEqual(["out", "in"])
    expect(frame?.width).toBeGreaterThan(box?.width ?? 0)
  })
})
