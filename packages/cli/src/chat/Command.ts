/**
 * What a person types into the terminal chat: words for the bot, or a command for the chat itself.
 *
 * @module
 */
import * as Duration from "effect/Duration"
import * as Option from "effect/Option"

/** A line, understood. `Mistake` carries a sentence for the person. */
export type Command =
  | { readonly _tag: "Say"; readonly text: string }
  | { readonly _tag: "Tap"; readonly number: number }
  | { readonly _tag: "Wait"; readonly length: Duration.Duration }
  | { readonly _tag: "State" }
  | { readonly _tag: "Window" }
  | { readonly _tag: "Help" }
  | { readonly _tag: "Quit" }
  | { readonly _tag: "Nothing" }
  | { readonly _tag: "Mistake"; readonly problem: string }

/** What `/help` prints. */
export const help = [
  "Type to the bot; a number taps the button or quick reply of that number.",
  "  /wait 25h   move the clock on (s, m, h, d)",
  "  /state      where the dialogue stands, its timers and tasks",
  "  /window     until when the bot may write",
  "  /quit       leave; the conversation is kept"
].join("\n")

const units: { readonly [unit: string]: Duration.Unit } = {
  ms: "millis",
  s: "seconds",
  m: "minutes",
  min: "minutes",
  h: "hours",
  d: "days"
}

/** Reads a length such as `25h`, `90 s`, `10 minutes` or `2d`. */
const length = (text: string): Option.Option<Duration.Duration> => {
  const found = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(text.trim())
  const amount = Number(found?.[1])
  const word = found?.[2]?.toLowerCase()
  if (word === undefined || !Number.isFinite(amount)) return Option.none()
  const unit = units[word]
    ?? (["second", "minute", "hour", "day", "week"] as const).map((name) => `${name}s` as const)
      .find((name) => name === word || name.slice(0, -1) === word)
  return unit === undefined ? Option.none() : Option.some(Duration.decode(`${amount} ${unit}`))
}

const known: { readonly [name: string]: Command } = {
  "/state": { _tag: "State" },
  "/window": { _tag: "Window" },
  "/help": { _tag: "Help" },
  "/quit": { _tag: "Quit" },
  "/exit": { _tag: "Quit" }
}

/** Understands a line. `choices` is how many buttons the last message offers. */
export const parse = (line: string, choices: number): Command => {
  const text = line.trim()
  if (text === "") return { _tag: "Nothing" }
  if (/^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= choices) {
    return { _tag: "Tap", number: Number(text) }
  }
  if (!text.startsWith("/")) return { _tag: "Say", text }
  const [name = "", ...rest] = text.split(/\s+/)
  if (name === "/wait") {
    return Option.match(length(rest.join(" ")), {
      onNone: () => ({ _tag: "Mistake", problem: "/wait needs a length: /wait 10m, /wait 25h, /wait 3d" }),
      onSome: (found) => ({ _tag: "Wait", length: found })
    })
  }
  return known[name] ?? { _tag: "Mistake", problem: `${name} is no command. /help lists them.` }
}
