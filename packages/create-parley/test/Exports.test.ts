import { expect, it } from "vitest"
import * as Names from "../../../scripts/architecture/Names.ts"
import * as Sources from "../../../scripts/architecture/Sources.ts"

it("no name comes or goes unseen (`npm run exports` when it should)", async () => {
  await expect(Names.listing(Sources.read("create-parley"))).toMatchFileSnapshot("exports.txt")
})
