/** Writes conversations into a store until it is killed, and says on its output what was acknowledged. */
import * as Effect from "effect/Effect"
import { writeSync } from "node:fs"
import * as SqliteStore from "../../src/store/SqliteStore.ts"
import * as Samples from "./Samples.ts"

const [file = "", round = ""] = process.argv.slice(2)

const say = (words: string) => Effect.sync(() => writeSync(1, `${words}\n`))

const person = (name: string) =>
  Effect.gen(function*() {
    const store = yield* SqliteStore.make(file)
    yield* Effect.forEach(Array.from({ length: 5 }, (_, index) => `${name}${index}`), (one) =>
      Effect.gen(function*() {
        for (let number = 0;; number++) {
          const inbound = Samples.said(one, `${round}-${one}-${number}`)
          yield* store.accept([inbound])
          yield* say(`accepted ${inbound.id}`)
          const loaded = yield* store.load(inbound.conversation)
          const committed = yield* store.commit(Samples.turn(loaded))
          if (committed._tag === "Committed") yield* say(`committed ${one} ${loaded.conversation.revision + 1}`)
          const claim = yield* store.claimOutbox(inbound.conversation, Samples.at)
          if (claim._tag !== "Claimed") continue
          const outbound = claim.row.outbound.id
          yield* store.settle([{ outbound, receipt: { _tag: "Sent" }, inbounds: [] }])
          yield* say(`sent ${outbound}`)
        }
      }), { concurrency: "unbounded" })
  })

Effect.runFork(Effect.scoped(person("p")))
