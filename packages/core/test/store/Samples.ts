import type { Conversation } from "../../src/model/Conversation.ts"
import type { ConversationId } from "../../src/model/ConversationId.ts"
import type { Inbound } from "../../src/model/Inbound.ts"
import type { Loaded, TurnCommit } from "../../src/runtime/ConversationStore.ts"

/** 2026-03-02T09:00Z. */
export const at = 1_772_442_000_000

export const conversation = (person: string): ConversationId => ({ channel: "messenger", account: "page", person })

export const said = (person: string, mid: string, text = `words of ${mid}`): Inbound => ({
  id: `messenger/page/message/${mid}`,
  conversation: conversation(person),
  at,
  receivedAt: at,
  event: { _tag: "Said", mid, text }
})

/** The turn that takes the next inbound of what was loaded, and answers it with one message. */
export const turn = (loaded: Loaded, change: Partial<Conversation> = {}): TurnCommit => {
  if (loaded.next === undefined) throw new Error("There is no inbound to take a turn for")
  const { id } = loaded.conversation
  const revision = loaded.conversation.revision + 1
  return {
    conversation: { ...loaded.conversation, ...change, revision },
    expected: loaded.conversation.revision,
    inbox: { sequence: loaded.next.sequence, outcome: "done" },
    outbox: [{
      id: `${id.person}-${revision}`,
      conversation: id,
      order: revision,
      address: { _tag: "Scoped", id: id.person },
      body: { _tag: "Message", message: { content: { _tag: "Text", text: "Yes." } } },
      author: { _tag: "Bot" },
      cause: loaded.next.inbound.id,
      at
    }],
    settled: [],
    timersSet: [],
    timersCancelled: [],
    tasksStarted: [],
    tasksStopped: [],
    inbounds: [],
    journal: {
      format: 1,
      conversation: id,
      revision,
      at,
      inbound: loaded.next.inbound,
      locale: "en",
      outcome: "transitioned",
      pack: "open",
      seed: 7,
      snapshotHash: 0,
      spoken: [],
      timersSet: [],
      timersCancelled: [],
      tasksStarted: [],
      tasksStopped: []
    }
  }
}
