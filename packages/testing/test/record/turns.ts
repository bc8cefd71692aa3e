/**
 * Turns of a conversation, as a journal keeps them.
 *
 * @module
 */
import type { Inbound, JournalEntry, Json } from "@parley/core"

const conversation = { channel: "messenger", account: "1", person: "778899001122" }

/** A person writes. */
export const said = (text: string): Inbound.Event => ({ _tag: "Said", mid: "m_1", text })

/** A task ends. */
export const task = (output: Json.Json): Inbound.Event => ({ _tag: "TaskSucceeded", task: "find", revision: 1, output })

/** The turns of events, each with what was said to it. */
export const turns = (
  told: ReadonlyArray<readonly [event: Inbound.Event, reply: string]>
): ReadonlyArray<JournalEntry.JournalEntry> =>
  told.map(([event, reply], index) => ({
    format: 1,
    conversation,
    revision: index + 1,
    at: 1000 * index,
    inbound: {
      id: `messenger/1/message/${conversation.person}/${index}`,
      conversation,
      at: 1000 * index,
      receivedAt: 1000 * index,
      act: "message",
      raw: { from: conversation.person },
      event
    },
    locale: "en",
    dialogue: { id: "pizza", version: 1 },
    state: "size",
    outcome: "transitioned",
    pack: "messenger",
    seed: 1,
    snapshotHash: 1,
    spoken: [{
      outbound: `messenger/1/${conversation.person}:${index + 1}.1`,
      body: { _tag: "Message", message: { content: { _tag: "Text", text: reply } } },
      verdict: "sent"
    }],
    timersSet: [],
    timersCancelled: [],
    tasksStarted: [],
    tasksStopped: []
  }))
