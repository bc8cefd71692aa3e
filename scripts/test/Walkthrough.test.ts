import { expect, it } from "vitest"
import * as Walkthrough from "../docs/Walkthrough.ts"

const page = [
  "`src/a.ts`: the first file,",
  "in two lines:",
  "",
  "```ts",
  "one",
  "```",
  "",
  "No file:",
  "",
  "```sh",
  "npx a b",
  "```",
  "",
  "```",
  "> hi",
  "```",
  "",
  "Then `npx c d` says more."
].join("\n")

it("a block under the name of a file is that file, and no other is", () => {
  expect(Walkthrough.files(page)).toEqual([{ path: "src/a.ts", text: "one\n" }])
})

it("what a command prints is the bare block right under it", () => {
  expect(Walkthrough.printed(page, "npx a b")).toBe("> hi\n")
  expect(Walkthrough.printed(page, "npx c d")).toBeUndefined()
})

it("a command is told in a block or in a sentence", () => {
  expect(["npx a b", "npx c d", "npx e"].map((command) => Walkthrough.tells(page, command))).toEqual([
    true,
    true,
    false
  ])
})
