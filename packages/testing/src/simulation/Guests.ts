/**
 * As whom people are known before the channel knows them: who ticks a checkbox on a web page is a guest with a reference, until they
 * write.
 *
 * @module
 */
import type { ConversationId } from "@parley/core"
import { Person } from "@parley/messenger-adapter"

/** The guests that people of one simulation were. */
export class Guests {
  private readonly references = new Map<string, ReadonlyArray<string>>()

  /** Somebody ticks a checkbox with this `ref`; gives the reference by which the page knows them from then on. */
  tick(psid: string, ref: string): string {
    const before = this.references.get(psid) ?? []
    const reference = `${ref}.${psid}.${before.length + 1}`
    this.references.set(psid, [...before, reference])
    return reference
  }

  /** Every conversation that may be this one's: its own, then those of the guests that the person was, the last one first. */
  all(id: ConversationId.ConversationId): ReadonlyArray<ConversationId.ConversationId> {
    const references = this.references.get(id.person)
    if (references === undefined) return [id]
    return [id, ...references.toReversed().map((one) => ({ ...id, person: Person.fromReference(one) }))]
  }
}
