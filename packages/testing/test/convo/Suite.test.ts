import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import * as Suite from "../../src/convo/Suite.ts"

const folder = fileURLToPath(new URL("../plugin", import.meta.url))
const convo = (name: string) => join(folder, "convos", `${name}.convo`)

describe("a suite", () => {
  it("finds convos by file, by folder and by pattern", () => {
    expect(Suite.files(convo("hello"))).toEqual([convo("hello")])
    expect(Suite.files(folder)).toEqual([convo("hello"), convo("wrong")])
    expect(Suite.files(`${folder}/**`)).toEqual([convo("hello"), convo("wrong")])
    expect(Suite.files(`${folder}/*/h*.convo`)).toEqual([convo("hello")])
    expect(Suite.files(`${folder}/**/wron?.convo`)).toEqual([convo("wrong")])
    expect(() => Suite.files(`${folder}/*.convo`)).toThrow("There are no *.convo files that fit")
  })

  it("checks a file for any test runner, with the bots of the nearest configuration", async () => {
    await expect(Suite.check(convo("hello"))).resolves.toBeUndefined()
    await expect(Suite.check(convo("wrong"))).rejects.toThrow("wrong.convo:7 The bot said something else.")
  })
})
