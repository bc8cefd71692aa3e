import { expect, it } from "vitest"

it("a usual test", () => expect(1 + 1).toBe(2))
