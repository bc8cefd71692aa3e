import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { faults } from "./faults.ts"

const text = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8")

describe("every planted fault", () => {
  it.each(faults)("has its one place in the source: $name", ({ file, find, replace }) => {
    const source = text(file)

    expect(source.split(find)).toHaveLength(2)
    expect(replace).not.toBe(find)
  })
})
