/**
 * A quiz about animals: begun by a comment under a post, played against the clock, with pictures both ways.
 *
 * @module
 */
import { Answer, Dialogue, Start } from "@parley/core"
import { Schema } from "effect"
import { Park } from "./park.ts"
import { questions } from "./questions.ts"
import { languageOf, texts } from "./texts.ts"

const empty = { round: 0, askedAt: 0, points: 0, gained: 0, animal: "", ticket: "", photo: "" }

/** What is known of a game. `askedAt` is in milliseconds since the epoch. */
export const Game = Schema.Struct({
  language: Schema.Literal("de", "en"),
  /** The question that is open, counted from one. */
  round: Schema.Number,
  askedAt: Schema.Number,
  points: Schema.Number,
  /** What the last answer was worth, and which animal it was. */
  gained: Schema.Number,
  animal: Schema.String,
  ticket: Schema.String,
  photo: Schema.String
})
type Game = typeof Game.Type

/** Points that win a ticket. */
const winning = 20

const questionOf = ({ round }: Game) => questions[round - 1]

/** Ten points for an answer within ten seconds, five for any later one. */
const worth = ({ askedAt }: Game, at: number): number => at - askedAt <= 10_000 ? 10 : 5

const d = Dialogue.setup({
  id: "quiz",
  version: 1,
  context: Game,
  begin: () => ({ ...empty, language: "en" as const }),
  states: [
    "language",
    "english",
    "german",
    "rules",
    "next",
    "picture",
    "which",
    "right",
    "wrong",
    "slow",
    "score",
    "prize",
    "ticket",
    "gone",
    "photo",
    "hang",
    "hung",
    "again",
    "fresh",
    "bye",
    "human"
  ]
})

/** Shows pictures, counts points, and gives winners a ticket. */
export const quiz = d.make({
  initial: "language",
  starts: [Start.comment(/\bquiz\b/i), /\bquiz\b/i, Start.getStarted],
  commands: { agent: "human" },
  states: {
    // One message and no more: the only private answer to a comment that there is.
    language: d.choose("Animal quiz! English oder Deutsch?", {
      options: { en: "English", de: "Deutsch" },
      save: ({ key }) => ({ language: key }),
      to: { en: "english", de: "german" }
    }),
    english: d.remember({ locale: () => "en", to: "rules" }),
    german: d.remember({ locale: () => "de", to: "rules" }),
    rules: d.say(texts.rules, { to: "next" }),
    next: d.remember({
      save: ({ round }, { at }) => ({ round: round + 1, askedAt: at }),
      to: [{ when: ({ round }) => round > questions.length, to: "score" }, "picture"]
    }),
    // The platform keeps what it fetched: the next player's picture goes by its id, without being fetched again.
    picture: d.say(
      (game) => ({ content: { _tag: "Media", kind: "image", url: questionOf(game)?.picture ?? "", reuse: true } }),
      { to: "which" }
    ),
    which: d.choose(texts.which, {
      options: (game, turn) =>
        Object.entries(questionOf(game)?.answers ?? {}).map(([key, names]) => ({
          key,
          title: names[languageOf(turn)]
        })),
      save: ({ key }, game, turn) => {
        const { answers = {}, right = "" } = questionOf(game) ?? {}
        const gained = key === right ? worth(game, turn.at) : 0
        return { gained, points: game.points + gained, animal: answers[right]?.[languageOf(turn)] ?? "" }
      },
      // Once in a row: whoever is silent for a whole question is waited for at the next.
      timeout: { after: "30 seconds", to: "slow" },
      to: [{ when: ({ gained }) => gained > 0, to: "right" }, "wrong"]
    }),
    right: d.say(texts.right, { to: "next" }),
    wrong: d.say(texts.wrong, { to: "next" }),
    slow: d.say(
      (game, turn) => {
        const { answers = {}, right = "" } = questionOf(game) ?? {}
        return texts.slow({ ...game, animal: answers[right]?.[languageOf(turn)] ?? "" }, turn)
      },
      { to: "next" }
    ),
    score: d.say(texts.score, { to: [{ when: ({ points }) => points >= winning, to: "prize" }, "again"] }),
    prize: d.run("DrawTicket", {
      run: (_, { id }) => Park.ticket(id),
      // The till knows a ticket by the task's id, so drawing twice gives one.
      recovery: "rerun",
      timeout: "20 seconds",
      success: { save: (ticket) => ({ ticket }), to: "ticket" },
      failure: { AllGone: "gone", else: "human" }
    }),
    ticket: d.say(texts.ticket, { to: "photo" }),
    gone: d.end(texts.gone),
    photo: d.ask(texts.picture, {
      answer: Schema.Union(Answer.image, Answer.text),
      save: (sent) => ({ photo: typeof sent === "string" ? "" : sent.url ?? "" }),
      timeout: { after: "1 hour", to: "bye" },
      to: [{ when: ({ photo }) => photo === "", to: "bye" }, "hang"]
    }),
    hang: d.run("HangPicture", {
      run: ({ photo }, { id }) => Park.hang(photo, id),
      recovery: "rerun",
      timeout: "20 seconds",
      success: { to: "hung" },
      failure: { else: "human" }
    }),
    hung: d.end(texts.hung),
    again: d.confirm(texts.again, { yes: "fresh", no: "bye" }),
    fresh: d.remember({ save: () => empty, to: "next" }),
    bye: d.end(texts.bye),
    human: d.handover("inbox", { say: texts.human, resume: "bye" })
  }
})
