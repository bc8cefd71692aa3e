import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, expect, it } from "vitest"

const page = readFileSync(new URL("../../../../docs/contracts.md", import.meta.url), "utf8")
const examples = [...page.matchAll(/^```ts.*\n([\s\S]*?)^```$/gm)].map(([, code = ""]) => code)

// The examples declare their suites here, as they would in a test file of the reader's.
const folder = mkdtempSync(join(fileURLToPath(new URL(".", import.meta.url)), ".guide-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
for (const [index, code] of examples.entries()) {
  const file = join(folder, `example-${index}.ts`)
  writeFileSync(file, code)
  await import(file)
}

it("the guide has an example of a store and one of a transport", () => {
  expect(examples.map((code) => /\n(\w+Contract)\(/.exec(code)?.[1])).toEqual([
    "storeContract",
    "transportContract"
  ])
})
