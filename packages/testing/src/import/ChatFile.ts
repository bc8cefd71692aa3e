/**
 * Bot Framework's `.chat` files, from which Chatdown makes transcripts, as convos.
 *
 * The format is that of Chatdown in botbuilder-tools and bf-cli, as far as the head of its README shows it (read 2026-11-21).
 *
 * @module
 */
import { Nearest } from "@parley/core"
import * as Pattern from "../convo/Pattern.ts"
import * as Span from "../convo/Span.ts"
import { Gathered, type Imported, kindOf, rows, sends } from "./Imported.ts"

/** What an import needs to know besides the file. */
export interface Options {
  /** The name of the bot that the convo is for. */
  readonly bot: string
}

/** One message, as it stands in the file. */
interface Part {
  readonly who: "user" | "bot"
  readonly rows: Array<{ readonly line: number; readonly text: string }>
}

const refused: { readonly [name: string]: string } = {
  AttachmentLayout: "a line of a bot tells words and buttons",
  ConversationUpdate: "where the person opens the conversation, a convo says > (get started)",
  ContactRelationUpdate: "where the person opens the conversation, a convo says > (get started)",
  MembersAdded: "where the person opens the conversation, a convo says > (get started)",
  MembersRemoved: "a conversation has one person and one bot",
  DeleteUserData: "a convo begins without records of the person",
  EndOfConversation: "where the dialogue has ended a convo says = (none)",
  Event: "what comes from outside is a line of its own: signal NAME",
  HandOff: "where an agent takes over a convo says @ agent takes",
  Handoff: "where an agent takes over a convo says @ agent takes",
  InputHint: "no channel of ours shows it",
  Invoke: "what comes from outside is a line of its own: signal NAME",
  MessageReaction: "a convo says > (reacts love) and the like",
  MessageDelete: "a convo has no line for it",
  MessageUpdate: "a convo has no line for it",
  Ping: "a convo has no line for it",
  Speak: "no channel of ours speaks",
  TextFormat: "words are compared as they are read"
}

const cards = /^(Hero|Thumbnail|Receipt|Signin|SignIn|OAuth|Animation|Media|Audio|Video|Adaptive)?Card$/i

/** `[Name]`, `[Name=value]`, and the beginning of a card that goes on for lines. */
const activity = /\[\s*([A-Za-z]+)\s*(?:=\s*([^\]]*))?\]/g

class Reading extends Gathered {
  /** The titles of the last message of the bot. */
  private offered: ReadonlyArray<string> = []
  /** What the bot sends besides words: on its channel a message of its own. */
  private shown: ReadonlyArray<string> = []

  part({ rows: told, who }: Part): void {
    const words: Array<string> = []
    const at = told[0]?.line ?? 1
    let options: ReadonlyArray<string> | undefined
    let silent = false
    let inCard = false
    for (const { line, text } of told) {
      if (inCard) {
        inCard = !text.includes("]")
        continue
      }
      const opens = /\[\s*([A-Za-z]+)\s*$/.exec(text)?.[1]
      if (opens !== undefined && cards.test(opens)) {
        this.card(line, opens)
        inCard = true
        continue
      }
      const rest = text.replace(activity, (whole: string, name: string, value: string | undefined, column: number) => {
        const done = this.activity(name, value?.trim() ?? "", { who, line, column: column + 1 })
        if (done === undefined) return whole
        if (done !== "done") options = done
        silent = true
        return ""
      })
      // A line on which something else stood is not an empty line of the message.
      if (rest.trim() !== "" || rest === text) words.push(rest.trim())
    }
    const said = words.join("\n").trim()
    if (said === "" && options === undefined) {
      if (!silent) this.refuse(at, `The ${who} says nothing; write the words after the colon.`)
    } else if (who === "bot") this.bot(said, options ?? [])
    else this.user(said)
    for (const sent of this.shown) this.add({ _tag: "Bot", expected: { text: Pattern.exactly(sent) } })
    this.shown = []
  }

  private bot(said: string, options: ReadonlyArray<string>): void {
    this.offered = options
    this.add({
      _tag: "Bot",
      expected: { text: said === "" ? "..." : Pattern.exactly(said), ...(options.length === 0 ? {} : { options }) }
    })
  }

  private user(said: string): void {
    if (said === "") return
    this.add({
      _tag: "Person",
      act: this.offered.includes(said) ? { _tag: "Taps", title: said } : { _tag: "Says", text: Pattern.exactly(said) }
    })
  }

  private card(line: number, name: string, column = 1): void {
    this.refuse(line, `[${name}] has no counterpart; write its words, and its buttons as [Suggestions=a|b].`, column)
  }

  /** What an activity does: buttons of the message, or something else; `undefined` when it is only words in brackets. */
  private activity(
    name: string,
    value: string,
    { column, line, who }: { readonly who: Part["who"]; readonly line: number; readonly column: number }
  ): ReadonlyArray<string> | "done" | undefined {
    switch (name.toLowerCase()) {
      case "typing":
        if (who === "bot") this.add({ _tag: "Shown", sign: "typing" })
        else this.refuse(line, "[Typing] of a person has no counterpart: the channel does not tell it to bots.", column)
        return "done"
      case "delay": {
        const millis = /^\d+$/.test(value) ? Number(value) : undefined
        if (millis === undefined) this.refuse(line, "[Delay] needs whole milliseconds: [Delay=3000].", column)
        else if (who === "user") this.add({ _tag: "Time", move: { _tag: "For", millis } })
        else this.add({ _tag: "Comment", text: `The bot takes ${Span.encode(millis)}; that is not compared.` })
        return "done"
      }
      case "suggestions":
        if (who === "user") this.refuse(line, "[Suggestions] are the bot's to make.", column)
        return value.split("|").map((one) => one.trim()).filter((one) => one !== "")
      case "attachment": {
        const [url = "", type] = value.split(/\s+/)
        if (who === "user") this.add({ _tag: "Person", act: sends(url, type) })
        else this.shown = [...this.shown, `(${kindOf(url, type)} ${url})`]
        return "done"
      }
    }
    if (cards.test(name)) {
      this.card(line, name, column)
      return "done"
    }
    const known = Object.keys(refused).find((one) => one.toLowerCase() === name.toLowerCase())
    if (known === undefined) return undefined
    this.refuse(line, `[${name}] has no counterpart: ${refused[known]}.`, column)
    return "done"
  }
}

const settings = ["user", "bot"]

/** The convo that a `.chat` file holds, or everything in it that has no counterpart. Never throws. */
export const read = (text: string, options: Options): Imported => {
  const reading = new Reading()
  const names = { user: "user", bot: "bot" }
  const comments: Array<string> = []
  const parts: Array<Part> = []
  rows(text).forEach((row, index) => {
    const line = index + 1
    const comment = /^>\s?(.*)$/.exec(row)?.[1]
    if (comment !== undefined) {
      // Comments between messages go to the top: a convo's place for what it is about.
      comments.push(comment.trimEnd())
      return
    }
    const [, setting, value = ""] = parts.length === 0 ? /^(\w+)\s*=\s*(.*)$/.exec(row) ?? [] : []
    if (setting === "user" || setting === "bot") {
      names[setting] = value.trim()
      return
    }
    if (setting !== undefined) {
      return reading.refuse(
        line,
        `"${setting}" has no counterpart; there is user= and bot=.${Nearest.hint(setting, settings)}`
      )
    }
    const [, name, said = ""] = /^([^:[\]]+):\s*(.*)$/.exec(row) ?? []
    const who = (["user", "bot"] as const).find((one) =>
      name?.trim().toLowerCase() === one || name?.trim() === names[one]
    )
    if (who !== undefined) parts.push({ who, rows: [{ line, text: said }] })
    else if (parts.length > 0) parts.at(-1)?.rows.push({ line, text: row.trimEnd() })
    else if (row.trim() !== "") {
      reading.refuse(line, `Nobody says this. Begin with "${names.user}:" or "${names.bot}:".`)
    }
  })
  for (const comment of comments) reading.add({ _tag: "Comment", text: comment })
  const isWord = /^\S+$/.test(names.user) && names.user !== "user"
  reading.add({ _tag: "Header", bot: options.bot, ...(isWord ? { person: names.user } : {}) })
  if (parts.length === 0) reading.refuse(1, "Nobody says anything: this is no .chat file.")
  for (const part of parts) reading.part(part)
  return reading.end()
}
