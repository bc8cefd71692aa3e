/**
 * Where the person writes, with the menu of the business beside it.
 *
 * @module
 */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks"
import type { ButtonPicture, PersonPicture } from "../../../src/dev/Protocol.ts"
import { useDesk } from "../desk/Desk.ts"
import { Icon } from "../frame/Icon.tsx"
import * as Choices from "./Choices.ts"

const Menu = ({ close, menu }: { readonly menu: ReadonlyArray<ButtonPicture>; readonly close: () => void }) => {
  const desk = useDesk()
  return (
    <div class="menu" role="group" aria-label="Menu of the business">
      {menu.map((button, index) => (
        <button
          key={index}
          type="button"
          class="push"
          onClick={() => {
            close()
            if (button.type === "web_url") {
              desk.tell({
                kind: "good",
                words: `Opens on the person's phone: ${button.url ?? ""}`
              })
            } else void desk.act({ act: "postback", payload: button.payload ?? "", title: button.title })
          }}
        >
          {button.title}
        </button>
      ))}
    </div>
  )
}

/** The commands of the bot that begin with what is being typed after a slash. */
const Commands = ({ commands, done, typed }: {
  readonly commands: PersonPicture["commands"]
  readonly typed: string
  readonly done: () => void
}) => {
  const desk = useDesk()
  const found = commands.filter(({ name }) => `/${name}`.startsWith(typed))
  if (!typed.startsWith("/") || found.length === 0) return null
  return (
    <div class="menu" role="group" aria-label="Commands">
      {found.map(({ description, name }) => (
        <button
          key={name}
          type="button"
          class="push"
          onClick={() => {
            done()
            void desk.act({ act: "command", name })
          }}
        >
          {`/${name}`}
          <small>{description}</small>
        </button>
      ))}
    </div>
  )
}

/** The composer. Enter sends, Shift and Enter makes a new line, Alt and a number taps. */
export const Composer = ({ live, person }: { readonly person: PersonPicture; readonly live: boolean }) => {
  const desk = useDesk()
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState("")
  const field = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    if (matchMedia("(hover: hover)").matches) field.current?.focus()
  }, [person.id])
  useEffect(() => {
    // Read when a key is pressed: what was offered a moment ago may be gone.
    const listen = (event: KeyboardEvent) => {
      const now = desk.person.value
      if (!event.altKey || now === undefined || desk.past.value !== undefined) return
      if (event.code === "KeyM" && now.menu.length > 0) {
        event.preventDefault()
        setOpen((was) => !was)
        return
      }
      const place = /^Digit([1-9])$/.exec(event.code)?.[1]
      const choice = place === undefined ? undefined : Choices.offered(now)[Number(place) - 1]
      if (choice === undefined) return
      event.preventDefault()
      void desk.act(choice.deed)
    }
    document.addEventListener("keydown", listen)
    return () => document.removeEventListener("keydown", listen)
  }, [desk])
  const send = async () => {
    const text = typed.trim()
    if (text === "") return
    setTyped("")
    // What was not sent is not lost.
    if (!await desk.act({ act: "say", text })) setTyped((since) => since === "" ? text : since)
  }
  return (
    <>
      {open && live ? <Menu menu={person.menu} close={() => setOpen(false)} /> : null}
      {live
        ? (
          <Commands
            commands={person.commands}
            typed={typed}
            done={() => {
              setTyped("")
              field.current?.focus()
            }}
          />
        )
        : null}
      <form
        class="composer"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        {person.menu.length === 0 ? null : (
          <button
            type="button"
            class="button plain"
            aria-label="Menu"
            aria-expanded={open}
            aria-keyshortcuts="Alt+M"
            disabled={!live}
            onClick={() => setOpen(!open)}
          >
            <Icon name="menu" />
          </button>
        )}
        <button
          type="button"
          class="button plain"
          aria-label="Send something else"
          title="Send something else"
          disabled={!live}
          onClick={() => desk.show("events")}
        >
          <Icon name="attach" />
        </button>
        <textarea
          ref={field}
          rows={1}
          aria-label={`Message as ${person.name}`}
          placeholder={live ? `Message as ${person.name}` : "This is the past"}
          disabled={!live}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return
            event.preventDefault()
            void send()
          }}
        />
        <button type="submit" class="button main" aria-label="Send" disabled={!live}>
          <Icon name="send" />
        </button>
      </form>
    </>
  )
}
