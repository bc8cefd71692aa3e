/**
 * The pages on the lanes, each made from one row: what it is for, the rule as the packs of today have it, a dialogue, and a convo.
 *
 * @module
 */
import type { PolicyPack } from "@parley/core"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as Pack from "../../packages/core/src/policy/PolicyPack.ts"
import * as InstagramPack from "../../packages/messenger-adapter/src/policy/InstagramPack.ts"
import * as MessengerPack from "../../packages/messenger-adapter/src/policy/MessengerPack.ts"
import * as SeedPacks from "../../packages/messenger-adapter/src/policy/SeedPacks.ts"
import * as Examples from "./Examples.ts"
import type * as Links from "./Links.ts"

/** What a page says beside the rule: the name of its file, and what was not said by the rule itself. */
interface Row {
  readonly file: string
  readonly lane: PolicyPack.LaneRule["lane"]
  readonly caption: string
  readonly words: ReadonlyArray<string>
  readonly dialogue: string
  readonly convos: ReadonlyArray<string>
}

const rows: ReadonlyArray<Row> = [
  {
    file: "reply",
    lane: "reply",
    caption: "an answer inside the window",
    words: [
      "The person has just done something, and the bot answers: at once, after the tasks that this began, or after the refusal of words that "
      + "answered. It travels as `RESPONSE`.",
      "Plain words (`say`, `ask`, `choose`, `end`…) are replies. Words that a timer or a signal could reach when the window is shut do not "
      + "compile; put `notify` there."
    ],
    dialogue: "order",
    convos: ["reply"]
  },
  {
    file: "update",
    lane: "update",
    caption: "our own initiative, inside the window",
    words: [
      "A timer came due, or your application told the bot something, while the window is open. It travels as `UPDATE`. Nothing but the name "
      + "differs from a reply: anything may be said, and it may sell."
    ],
    dialogue: "order",
    convos: ["update"]
  },
  {
    file: "human-agent",
    lane: "humanAgent",
    caption: "a person of the business, up to seven days later",
    words: [
      "A person of the business answers what could not be settled within the window. It travels as `MESSAGE_TAG` with `HUMAN_AGENT`, and "
      + "needs Meta's review: [what a Human Agent review must show](../human-agent-review.md).",
      "No dialogue can use it. Only the [inbox bridge](../people.md#the-inbox-bridge) signs as a person: the compiler refuses anything else, "
      + "and the rule does too."
    ],
    dialogue: "order",
    convos: ["human-agent"]
  },
  {
    file: "tagged",
    lane: "tagged",
    caption: "a survey, up to seven days later",
    words: [
      "Of the message tags that a bot could use one is left: `CUSTOMER_FEEDBACK`, for a survey form and nothing else. `ACCOUNT_UPDATE`, "
      + "`CONFIRMED_EVENT_UPDATE` and `POST_PURCHASE_UPDATE` ended on 27 April 2026; their uses are those of [utility](utility.md). You "
      + "never name a tag: you say what the message is for."
    ],
    dialogue: "visit",
    convos: ["tagged"]
  },
  {
    file: "utility",
    lane: "utility",
    caption: "an approved template, at any time",
    words: [
      "News of an order, an account or an appointment, in words that Meta approved before. It travels as `UTILITY`. Give the message a "
      + "`utility` template and the account the approval `utility`; [templates by name](../policy.md#templates-by-name) says how they are declared "
      + "and handed in.",
      "While the window is open the words of the dialogue go instead, and no template is spent."
    ],
    dialogue: "order",
    convos: ["utility"]
  },
  {
    file: "one-time",
    lane: "oneTime",
    caption: "one message that the person asked for",
    words: [
      "The person tapped the button under a request, while the window was open. One message on that topic may follow within a year, and it "
      + "may sell. Meta's page of it is gone from its site: the rule stands as long as it is taken."
    ],
    dialogue: "restock",
    convos: ["one-time"]
  },
  {
    file: "recurring",
    lane: "recurring",
    caption: "a series that the person asked for",
    words: [
      "The person gave leave for a series on a topic: 48 hours lie between two of its messages. Since 10 February 2026 only people in Australia, "
      + "the European Union, Japan, Korea and the United Kingdom; a person of unknown place counts as outside "
      + "([where a person is](../policy.md#where-a-person-is))."
    ],
    dialogue: "offers",
    convos: ["recurring"]
  },
  {
    file: "private-reply",
    lane: "privateReply",
    caption: "one answer to a comment",
    words: [
      "A comment opens no window: it allows one message in private, within seven days. Meta puts a link to the comment into it. When the notice "
      + "that one speaks with a machine is due, it stands in the same message."
    ],
    dialogue: "price",
    convos: ["private-reply"]
  },
  {
    file: "news",
    lane: "news",
    caption: "a registered publisher, to subscribers",
    words: [
      "For publishers in Meta's index of news pages, to people who subscribed. Meta calls it \"under development\"; see "
      + "[News](../policy.md#news) for what is known."
    ],
    dialogue: "paper",
    convos: ["news"]
  },
  {
    file: "sponsored",
    lane: "sponsored",
    caption: "an advertisement, until 31 July 2024",
    words: [
      "It ended on 31 July 2024. It is here because the rules of a day can be asked for, and because the pages of 2023 and 2024 have it. Ask "
      + "for leave inside the window instead ([one-time](one-time.md), [recurring](recurring.md)), or reach people by an ad that opens a "
      + "conversation."
    ],
    dialogue: "sale",
    convos: ["sponsored", "sponsored-today"]
  }
]

const today = Date.parse("2026-11-21T00:00:00Z")

const packs = [
  ["Messenger", Pack.on(MessengerPack.messengerPack, today)],
  ["Instagram", Pack.on(InstagramPack.instagramPack, today)],
  ["Messenger, by the pages of 2023 and 2024", Pack.on(SeedPacks.seedsMessengerPack, today)]
] as const

const length = (millis: number): string => {
  const hours = millis / 3_600_000
  return hours >= 48 && hours % 24 === 0 ? `${hours / 24} days` : `${hours} hours`
}

const list = (names: ReadonlyArray<string>): string => names.map((name) => `\`${name}\``).join(", ")

const authors = { any: "anyone", bot: "the bot", human: "a person of the business" } as const
const contents = { any: "any", template: "an approved template", survey: "a survey form" } as const

/** When a lane is open, by its rule alone. */
const when = ({ after, window, within }: PolicyPack.LaneRule): string => {
  if (window === "open") return "the window is open"
  if (after === undefined) return "at any time"
  const acts = `the last of ${list(after)}`
  return within === undefined
    ? `at any time after the first of ${list(after)}`
    : `within ${length(within)} after ${acts}`
}

const leave = (permission: PolicyPack.PermissionRule): string =>
  [
    permission.uses === "one" ? "one message" : "a series",
    ...(permission.acts === undefined ? [] : [`from ${list(permission.acts)}`]),
    ...(permission.lasts === undefined ? [] : [`for ${length(permission.lasts)}`]),
    ...(permission.every === undefined ? [] : [`${length(permission.every)} apart`]),
    ...(permission.regions === undefined ? [] : [`in ${permission.regions.join(", ")}`])
  ].join(", ")

const facts = (rule: PolicyPack.LaneRule, view: Pack.View): ReadonlyArray<readonly [string, string]> => [
  ["when", when(rule)],
  ["who writes", authors[rule.author]],
  ["purposes", rule.purposes === "any" ? "any" : list(rule.purposes)],
  ["content", contents[rule.content]],
  ["may sell", rule.promotional ? "yes" : "no"],
  ...(rule.approval === undefined ? [] : [["the account needs", `the approval \`${rule.approval}\``] as const]),
  ...(rule.wish === undefined ? [] : [["the message asks for it", `\`${rule.wish}: true\``] as const]),
  ...view.permissions.filter(({ kind }) => kind === rule.permission).map((found) =>
    ["the person's leave", leave(found)] as const
  ),
  ["source", `${rule.source.page}, read on ${rule.source.read}`]
]

/** The rules that stand for a lane today; those of the old pages where none does. */
const standing = ({ lane }: Row) => {
  const found = packs.map(([name, view]) => ({ name, view, rules: view.lanes.filter((rule) => rule.lane === lane) }))
  const now = found.slice(0, 2).filter(({ rules }) => rules.length > 0)
  return now.length > 0 ? now : found.slice(2)
}

const table = (row: Row): string => {
  const columns = standing(row).flatMap(({ name, rules, view }) =>
    rules.map((rule) => ({ name, rule, facts: new Map(facts(rule, view)) }))
  )
  const names = [...new Set(columns.flatMap((column) => [...column.facts.keys()]))]
  const line = (cells: ReadonlyArray<string>) => `| ${cells.join(" | ")} |`
  return [
    line(["", ...columns.map(({ name }) => name)]),
    `|---|${columns.map(() => "---|").join("")}`,
    line(["rule", ...columns.map(({ rule }) => `\`${rule.id}\``)]),
    ...names.map((name) => line([name, ...columns.map((column) => column.facts.get(name) ?? "")]))
  ].join("\n")
}

const refusals = (row: Row): ReadonlyArray<string> => {
  const lines = standing(row).flatMap(({ rules }) =>
    rules.flatMap(({ forbids }) => forbids.map((one) => `- \`${one.purpose}\`: ${one.row}`))
  )
  return lines.length === 0 ? [] : ["It refuses, and cites:", [...new Set(lines)].join("\n")]
}

const home = join(Examples.root, "docs", "lanes")
const read = (...path: ReadonlyArray<string>): string => readFileSync(join(home, ...path), "utf8").trimEnd()

const page = (row: Row): Links.Page => ({
  path: `docs/lanes/${row.file}.md`,
  text: `${
    [
      "<!-- made by `npm run docs:sync` -->",
      `# \`${row.lane}\`: ${row.caption}`,
      ...row.words,
      "## The rule",
      table(row),
      ...refusals(row),
      `## ${row.convos.length === 1 ? "A convo" : "Two convos"}`,
      `With [this dialogue](#the-dialogue); \`npm run replay -- docs/lanes/convos\` plays all of them in a clone.`,
      ...row.convos.map((name) => `\`\`\`convo\n${read("convos", `${name}.convo`)}\n\`\`\``),
      "## The dialogue",
      `\`\`\`ts\n${read("src", `${row.dialogue}.ts`)}\n\`\`\``
    ].join("\n\n")
  }\n`
})

const contentsPage = (): Links.Page => ({
  path: "docs/lanes/README.md",
  text: `${
    [
      "<!-- made by `npm run docs:sync` -->",
      "# The lanes",
      "A lane is one way in which a message may travel. [Policy](../policy.md) says how one is chosen; here is each of them with its rule, the "
      + "page on which the rule was read, and a conversation that shows it.",
      [
        "| lane | for | Messenger | Instagram |",
        "|---|---|---|---|",
        ...rows.map((row) => {
          const has = packs.slice(0, 2).map(([, view]) =>
            view.lanes.some(({ lane }) => lane === row.lane) ? "yes" : "no"
          )
          return `| [\`${row.lane}\`](${row.file}.md) | ${row.caption} | ${has.join(" | ")} |`
        })
      ].join("\n")
    ].join("\n\n")
  }\n`
})

/** The pages, as they should be today. */
export const pages = (): ReadonlyArray<Links.Page> => [contentsPage(), ...rows.map(page)]

/** The lanes that have a page. */
export const lanes: ReadonlyArray<string> = rows.map(({ lane }) => lane)

/** The convos that a page shows, by the names of their files. */
export const convos: ReadonlyArray<string> = rows.flatMap((row) => row.convos.map((name) => `${name}.convo`))
