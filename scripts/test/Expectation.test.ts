import { expect, it } from "vitest"
import * as Expectation from "../docs/Expectation.ts"

it("accepts what the example says", async () => {
  await expect(Expectation.equal("a:1", () => Promise.resolve({ a: [1] }), () => ({ a: [1] }))).resolves.toBeUndefined()
  await expect(Expectation.throws("a:1", () => Promise.reject(new Error("no way")), "no")).resolves.toBeUndefined()
})

it("refuses another value, naming the place and both", async () => {
  await expect(Expectation.equal("a:1", () => 1, () => 2)).rejects.toThrow("a:1: gives 1, not 2")
})

it("refuses another error, and none", async () => {
  await expect(Expectation.throws("a:1", () => Promise.reject(new Error("a")), "b")).rejects.toThrow(
    `throws "a", not "b"`
  )
  await expect(Expectation.throws("a:1", () => 1, "b")).rejects.toThrow(`gives 1, not an error that says "b"`)
})
