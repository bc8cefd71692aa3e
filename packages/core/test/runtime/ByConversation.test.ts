import * as FastCheck from "effect/FastCheck"
import { expect, test } from "vitest"
import type { ConversationId } from "../../src/model/ConversationId.ts"
import * as Key from "../../src/model/ConversationId.ts"
import * as ByConversation from "../../src/runtime/ByConversation.ts"

const name = FastCheck.constantFrom("a", "b", "a/b", "*", "messenger")

const id: FastCheck.Arbitrary<ConversationId> = FastCheck.record({ channel: name, account: name, person: name })

const deed = FastCheck.record({ id, value: FastCheck.option(FastCheck.integer(), { nil: undefined }) })

test("what is kept by conversation is what a map by key would hold, whatever is set and deleted", () => {
  FastCheck.assert(FastCheck.property(FastCheck.array(deed, { maxLength: 40 }), (deeds) => {
    const byKey = new Map<Key.Key, number>()
    const byConversation = ByConversation.make<number>()

    for (const { id, value } of deeds) {
      if (value === undefined) {
        byKey.delete(Key.key(id))
        byConversation.delete(id)
      } else {
        byKey.set(Key.key(id), value)
        // A conversation is who it is, and not the object that says so.
        byConversation.set({ ...id }, value)
      }
    }

    const asked = deeds.map((one) => one.id)
    expect(asked.map((one) => byConversation.get(one))).toEqual(asked.map((one) => byKey.get(Key.key(one))))
  }))
})
