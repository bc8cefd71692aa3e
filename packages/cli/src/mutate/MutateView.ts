/**
 * What came of a trial of mutations, for people and for programs.
 *
 * @module
 */
import { type Mutate, Mutation } from "@parley/testing"

/** A trial, the bots it was of, and how many convos were asked. */
export interface Tried {
  readonly bots: ReadonlyArray<string>
  readonly convos: number
  readonly score: Mutate.Score
}

type Verdict = Mutate.Verdict
type Missed = Extract<Verdict, { readonly _tag: "Missed" }>

const seconds = (millis: number): string => `${(millis / 1_000).toFixed(1)} s`

const some = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`

const only = <Tag extends Verdict["_tag"]>(verdicts: ReadonlyArray<Verdict>, tag: Tag) =>
  verdicts.filter((one): one is Extract<Verdict, { readonly _tag: Tag }> => one._tag === tag)

const line = (
  { asked, mutation: { kind, sentence, where } }: Exclude<Verdict, { readonly _tag: "Noticed" }>
): string => {
  const passed = asked === 0 ? "no convo comes by" : `${some(asked, "convo")} went as written`
  return `  ${where === undefined ? "" : `${where}  `}${kind}  ${sentence}: ${passed}`
}

/** The mistakes that one convo would notice, together. */
const byConvo = (missed: ReadonlyArray<Missed>): ReadonlyArray<readonly [text: string, ReadonlyArray<Missed>]> => {
  const found = new Map<string, Array<Missed>>()
  for (const one of missed) found.set(one.convo.text, [...found.get(one.convo.text) ?? [], one])
  return [...found]
}

const kinds = (verdicts: ReadonlyArray<Verdict>): ReadonlyArray<string> =>
  Mutation.kinds.flatMap((kind) => {
    const own = verdicts.filter(({ mutation }) => mutation.kind === kind)
    if (own.length === 0) return []
    return [`  ${kind.padEnd(10)} ${only(own, "Noticed").length} of ${own.length}`]
  })

/** The lines of a report. */
export const render = ({ bots, convos, score }: Tried): ReadonlyArray<string> => {
  const { failed, millis, percent, played, verdicts } = score
  const [noticed, missed, unseen] = [only(verdicts, "Noticed"), only(verdicts, "Missed"), only(verdicts, "Unseen")]
  return [
    `${bots.join(", ")}: ${some(convos, "convo")} notice ${noticed.length} of ${
      some(verdicts.length, "mutation")
    } (${percent} %); ${some(played, "play")} in ${seconds(millis)}.`,
    ...kinds(verdicts),
    ...failed.flatMap(({ name, reason }) => [`${name} was not asked: it does not go as written.`, reason]),
    ...byConvo(missed).flatMap(([text, all]) => [
      "",
      "Not noticed:",
      ...all.map(line),
      "This convo would:",
      ...text.trimEnd().split("\n").map((one) => (one === "" ? "  |" : `  | ${one}`))
    ]),
    ...(unseen.length === 0 ? [] : [
      "",
      "Not noticed, and no convo was found that would; some of these may change nothing that a person can see:",
      ...unseen.map(line)
    ])
  ]
}

/** The same as data. */
export const data = ({ bots, convos, score }: Tried) => ({
  bots,
  convos,
  percent: score.percent,
  noticed: only(score.verdicts, "Noticed").length,
  missed: only(score.verdicts, "Missed").length,
  unseen: only(score.verdicts, "Unseen").length,
  played: score.played,
  millis: score.millis,
  failed: score.failed,
  mutations: score.verdicts.map((verdict) => {
    const { apply: _, by: __, elements: ___, needs: ____, ...mutation } = verdict.mutation
    switch (verdict._tag) {
      case "Noticed":
        return { ...mutation, outcome: "noticed", by: verdict.by }
      case "Missed":
        return { ...mutation, outcome: "missed", asked: verdict.asked, convo: verdict.convo.text }
      case "Unseen":
        return { ...mutation, outcome: "unseen", asked: verdict.asked }
    }
  })
})

/** The convos that would notice what was missed, each with a name for its file. */
export const convosOf = ({ score }: Tried): ReadonlyArray<{ readonly name: string; readonly text: string }> => [
  ...new Map(only(score.verdicts, "Missed").map(({ convo }) => [convo.text, convo])).values()
]
