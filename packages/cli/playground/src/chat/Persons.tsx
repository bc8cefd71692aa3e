/**
 * Who talks to the bot: a tab for each, and a way for somebody new to come.
 *
 * @module
 */
import { useRef } from "preact/hooks"
import { useDesk } from "../desk/Desk.ts"
import { Icon } from "../frame/Icon.tsx"
import { Tabs } from "../frame/Tabs.tsx"

const locales = ["en_US", "es_ES", "fr_FR", "de_DE", "pt_BR", "it_IT", "ja_JP", "ar_AR"] as const

const read = (form: HTMLFormElement, name: string): string => {
  const value = new FormData(form).get(name)
  return typeof value === "string" ? value.trim() : ""
}

const Newcomer = () => {
  const desk = useDesk()
  const dialog = useRef<HTMLDialogElement>(null)
  const count = desk.picture.value?.persons.length ?? 0
  const accounts = desk.picture.value?.accounts ?? []
  const here = desk.person.value?.account
  return (
    <>
      <button
        type="button"
        class="button plain"
        aria-label="Somebody new"
        title="Somebody new"
        onClick={() => dialog.current?.showModal()}
      >
        <Icon name="plus" />
      </button>
      <dialog
        ref={dialog}
        aria-labelledby="new-title"
        onClose={(event) => event.currentTarget.querySelector("form")?.reset()}
      >
        <h2 id="new-title">Somebody new</h2>
        <form
          method="dialog"
          class="form"
          onSubmit={(event) => {
            const name = read(event.currentTarget, "name")
            const account = read(event.currentTarget, "account")
            void desk.newPerson({
              name: name === "" ? `Person ${count + 1}` : name,
              locale: read(event.currentTarget, "locale"),
              ...(account === "" ? {} : { account })
            })
          }}
        >
          <label>
            Name<input class="field" name="name" autocomplete="off" placeholder={`Person ${count + 1}`} />
          </label>
          <label>
            Language of the profile
            <select class="field" name="locale">
              {locales.map((locale) => <option key={locale}>{locale}</option>)}
            </select>
          </label>
          <label>
            Writes to
            <select class="field" name="account" value={here ?? ""}>
              {accounts.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
            </select>
          </label>
          <div class="row end">
            <button type="button" class="button" onClick={() => dialog.current?.close()}>Cancel</button>
            <button type="submit" class="button main">Add</button>
          </div>
        </form>
      </dialog>
    </>
  )
}

/** The row of persons. */
export const Persons = () => {
  const desk = useDesk()
  const persons = desk.picture.value?.persons ?? []
  const person = desk.person.value
  if (person === undefined) return null
  const accounts = desk.picture.value?.accounts ?? []
  const twins = (name: string) => persons.filter((other) => other.name === name).length > 1
  const at = (id: string) => {
    const index = accounts.findIndex((one) => one.id === id)
    return index < 1 ? "" : ` (${accounts[index]?.name ?? ""})`
  }
  return (
    <div class="persons">
      <Tabs
        name="Persons"
        kind="people"
        panel="phone"
        tabs={persons.map(({ account, branchOf, id, name }) => ({
          id,
          label: twins(name) ? `${name}${at(account)}` : name,
          ...(branchOf === undefined ? {} : { icon: "branch" as const })
        }))}
        chosen={person.id}
        choose={desk.choose}
      />
      <Newcomer />
    </div>
  )
}
