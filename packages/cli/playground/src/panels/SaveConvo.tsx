/**
 * Keeps a talk, or a part of it, as a convo among the bot's tests.
 *
 * @module
 */
import type { RefObject } from "preact"
import { useState } from "preact/hooks"
import { useDesk } from "../desk/Desk.ts"

const nameOf = (words: string): string => words.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "")

/** The window that asks for a name. `turn` is the last turn that is kept; the whole talk unless given. */
export const SaveConvo = ({ dialog, turn }: {
  readonly dialog: RefObject<HTMLDialogElement | null>
  readonly turn: number | undefined
}) => {
  const desk = useDesk()
  const [wrong, setWrong] = useState(false)
  const person = desk.person.value
  const usual = nameOf(`${person?.place.dialogue ?? "talk"}-${person?.name ?? ""}`)
  const save = async (form: HTMLFormElement) => {
    const given = new FormData(form).get("name")
    const name = typeof given === "string" && given.trim() !== "" ? given.trim() : usual
    if (!/^[\w-]+$/.test(name)) return setWrong(true)
    setWrong(false)
    if (await desk.save(name, turn)) dialog.current?.close()
  }
  return (
    <dialog
      ref={dialog}
      aria-labelledby="save-title"
      onClose={(event) => event.currentTarget.querySelector("form")?.reset()}
    >
      <h2 id="save-title">{turn === undefined ? "Save the talk as a convo" : `Save up to turn ${turn} as a convo`}</h2>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void save(event.currentTarget)
        }}
      >
        <label>
          Name of the file
          <input class="field" name="name" autocomplete="off" placeholder={usual} aria-describedby="save-about" />
        </label>
        <p id="save-about" class={wrong ? "reason" : "hint"}>
          {wrong
            ? "Letters, digits, - and _ only."
            : "It is written into the bot's folder of tests and played at once. A file that is there is never written over."}
        </p>
        <div class="row end">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>Cancel</button>
          <button type="submit" class="button main">Save</button>
        </div>
      </form>
    </dialog>
  )
}
