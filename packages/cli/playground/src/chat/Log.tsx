/**
 * The talk: every message in order, the dots, and the replies that can be tapped.
 *
 * @module
 */
import { useLayoutEffect, useRef } from "preact/hooks"
import type { EntryPicture, PersonPicture } from "../../../src/dev/Protocol.ts"
import { useDesk } from "../desk/Desk.ts"
import * as Length from "../frame/Length.ts"
import * as Choices from "./Choices.ts"
import { Face } from "./Medium.tsx"
import { Said } from "./Said.tsx"

const pause = 3_600_000
const nearEnd = 160

const speaker = (entry: EntryPicture): string =>
  entry.persona?.name ?? (entry.from === "human" ? "A person of the business" : "")

const Hello = ({ live, person }: { readonly person: PersonPicture; readonly live: boolean }) => {
  const desk = useDesk()
  const bot = desk.picture.value?.bots.find(({ chosen }) => chosen)?.name ?? "the bot"
  return (
    <div class="hello">
      <span class="face" aria-hidden="true">{bot.slice(0, 1).toUpperCase()}</span>
      <h3>{bot}</h3>
      <p>{person.greeting ?? "Write something, and the bot answers as it would on a phone."}</p>
      {person.getStarted && person.iceBreakers.length === 0
        ? (
          <button
            type="button"
            class="button main"
            disabled={!live}
            onClick={() => void desk.act({ act: "getStarted" })}
          >
            Get started
          </button>
        )
        : null}
      <div class="replies">
        {person.iceBreakers.map(({ payload, question }, index) => (
          <button
            key={question}
            type="button"
            class="reply"
            disabled={!live}
            aria-keyshortcuts={Choices.key(index)}
            onClick={() => void desk.act({ act: "postback", payload, title: question })}
          >
            {question}
          </button>
        ))}
      </div>
    </div>
  )
}

const Replies = ({ live, person }: { readonly person: PersonPicture; readonly live: boolean }) => {
  const desk = useDesk()
  const replies = Choices.replies(person)
  const before = Choices.offered(person).length - replies.length
  if (replies.length === 0) return null
  return (
    <div class="replies" role="group" aria-label="Replies">
      {replies.map((reply, index) => (
        <button
          key={index}
          type="button"
          class="reply"
          disabled={!live}
          aria-keyshortcuts={Choices.key(before + index)}
          onClick={() => void desk.act(Choices.ofReply(reply))}
        >
          <Face url={reply.imageUrl} />
          {Choices.label(reply)}
        </button>
      ))}
    </div>
  )
}

const receipt = (person: PersonPicture): string => {
  const last = person.entries.at(-1)
  if (last === undefined) return ""
  if (last.from !== "person") return last.read === true ? "Read" : ""
  return person.seenAt !== undefined && person.seenAt >= last.at ? "Seen" : "Delivered"
}

/** The talk of a person; it stays at its end while the reader does. */
export const Log = ({ live, person }: { readonly person: PersonPicture; readonly live: boolean }) => {
  const box = useRef<HTMLDivElement>(null)
  const stays = useRef(true)
  const top = useRef(0)
  const count = person.entries.length
  const all = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    // The talk grows by what is said, by pictures that arrive, and by tiles in their stead; its place shrinks under a notice.
    const grown = new ResizeObserver(() => {
      if (box.current !== null && stays.current) box.current.scrollTop = box.current.scrollHeight
    })
    for (const part of [all.current, box.current]) if (part !== null) grown.observe(part)
    return () => grown.disconnect()
  }, [])
  const quote = (mid: string | undefined) => {
    const quoted = mid === undefined ? undefined : person.entries.find((entry) => entry.mid === mid)?.text
    return quoted === undefined ? {} : { quoted }
  }
  return (
    <div
      class="log"
      ref={box}
      role="log"
      tabIndex={0}
      aria-label={`Talk with ${person.name}`}
      onScroll={(event) => {
        const { clientHeight, scrollHeight, scrollTop } = event.currentTarget
        const isNear = scrollHeight - scrollTop - clientHeight < nearEnd
        // Only a way up leaves the end. Between our own scroll and its event the talk may have grown by more than is near.
        stays.current = isNear || (stays.current && scrollTop >= top.current)
        top.current = scrollTop
      }}
    >
      <div class="said-all" ref={all}>
        {count === 0 ? <Hello person={person} live={live} /> : null}
        {person.entries.map((entry, index) => {
          const before = person.entries[index - 1]
          const isLater = before === undefined || entry.at - before.at >= pause
          const name = speaker(entry)
          return (
            <>
              {isLater
                ? <p class="when" key={`when ${entry.mid}`}>{`${Length.day(entry.at)}, ${Length.hour(entry.at)}`}</p>
                : null}
              <Said
                key={entry.mid}
                entry={entry}
                live={live}
                name={before !== undefined && speaker(before) === name && before.from === entry.from ? "" : name}
                {...quote(entry.replyTo)}
              />
            </>
          )
        })}
        {person.typing
          ? (
            <div class="said bot">
              <span class="bubble typing">
                <i />
                <i />
                <i />
                <span class="hidden">typing</span>
              </span>
            </div>
          )
          : null}
        {receipt(person) === ""
          ? null
          : <span class={`mark ${person.entries.at(-1)?.from === "person" ? "own" : ""}`}>{receipt(person)}</span>}
        <Replies person={person} live={live} />
      </div>
    </div>
  )
}
