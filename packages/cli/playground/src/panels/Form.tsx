/**
 * A small form of one line: its fields, and the buttons that do something with them.
 *
 * @module
 */
import type { ComponentChildren } from "preact"
import { useDesk } from "../desk/Desk.ts"

/** What was typed, by the name of the field; a field without a word gives what stands in it as an example. */
export type Typed = (name: string) => string

/** What a button does with what was typed. */
export interface Does {
  readonly label: string
  readonly run: (typed: Typed) => unknown
}

/** A field of words. */
export interface Asked {
  readonly name: string
  readonly label: string
  readonly example: string
}

/** A group of things that can be done, under one heading. */
export const Group = ({ children, title }: { readonly title: string; readonly children: ComponentChildren }) => (
  <section class="group" aria-label={title}>
    <h3>{title}</h3>
    {children}
  </section>
)

/** The fields in a row, then the buttons; Enter in a field presses the first. Nothing is done in the past. */
export const Form = (
  { asks = [], does }: { readonly asks?: ReadonlyArray<Asked>; readonly does: ReadonlyArray<Does> }
) => {
  const live = useDesk().past.value === undefined
  const typedIn = (form: HTMLFormElement): Typed => (name) => {
    const value = new FormData(form).get(name)
    return typeof value === "string" && value.trim() !== ""
      ? value.trim()
      : asks.find((ask) => ask.name === name)?.example ?? ""
  }
  return (
    <form
      class="line"
      onSubmit={(event) => {
        event.preventDefault()
        const index = event.submitter instanceof HTMLButtonElement ? Number(event.submitter.value) : 0
        does[index]?.run(typedIn(event.currentTarget))
      }}
    >
      {asks.map((ask) => (
        <input
          key={ask.name}
          class="field"
          name={ask.name}
          aria-label={ask.label}
          placeholder={ask.example}
          autocomplete="off"
        />
      ))}
      {does.map(({ label }, index) => (
        <button key={label} type="submit" class="button" value={index} disabled={!live}>{label}</button>
      ))}
    </form>
  )
}
