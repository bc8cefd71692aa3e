import { expect, it } from "vitest"
import * as Barrel from "../architecture/Barrel.ts"
import { module } from "../architecture/Sources.ts"

const ground = module("src/model/Ground.ts", "export const ground = 1\n")
const middle = module(
  "src/model/Middle.ts",
  `import type { ground } from "./Ground.ts"\nexport type Middle = typeof ground\n`
)
const barrel = (text: string) => module("src/index.ts", text)
const listGround = `export * as Ground from "./model/Ground.ts"\n`
const listMiddle = `export * as Middle from "./model/Middle.ts"\n`

it("accepts a barrel that lists the ground first", () => {
  expect(Barrel.violations([ground, middle, barrel(listGround + listMiddle)])).toEqual([])
})

it("refuses an import of something listed later, even of a type", () => {
  expect(Barrel.violations([ground, middle, barrel(listMiddle + listGround)])).toEqual([
    "src/model/Middle.ts imports src/model/Ground.ts, which src/index.ts lists later"
  ])
})

it("refuses a module that is not listed", () => {
  expect(Barrel.violations([ground, middle, barrel(listGround)])).toEqual([
    "src/model/Middle.ts is not listed in src/index.ts; run `npm run barrels`"
  ])
})

it("refuses a line without a module", () => {
  expect(Barrel.violations([ground, barrel(listGround + listMiddle)])).toEqual([
    "src/index.ts lists src/model/Middle.ts, which does not exist"
  ])
})

it("refuses an import of the barrel from inside", () => {
  const inward = module("src/model/Inward.ts", `import { Ground } from "../index.ts"\n`)
  const listed = barrel(`${listGround}// internal: ./model/Inward.ts\n`)
  expect(Barrel.violations([ground, inward, listed])).toEqual([
    "src/model/Inward.ts imports src/index.ts, which src/index.ts lists later"
  ])
})

it("counts a module in a comment as listed, in its place", () => {
  const later = barrel(`${listMiddle}// internal: ./model/Ground.ts\n`)
  const first = barrel(`// internal: ./model/Ground.ts\n${listMiddle}`)
  expect(Barrel.violations([ground, middle, later])).toHaveLength(1)
  expect(Barrel.violations([ground, middle, first])).toEqual([])
})

it("sorts a barrel, keeping its doc, its comments and what was in order", () => {
  const doc = "/**\n * The package.\n *\n * @module\n */\n"
  const text = `${doc}/** The middle. */\n${listMiddle}`
  const sorted = Barrel.sorted([ground, middle, barrel(text)], [])
  expect(sorted).toBe(`${doc}// internal: ./model/Ground.ts\n/** The middle. */\n${listMiddle}`)
  expect(Barrel.sorted([ground, middle, barrel(sorted)], [])).toBe(sorted)
})
