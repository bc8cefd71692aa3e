/**
 * What must be true of a history, worked out anew from what was seen from outside: the calls with their answers, and the
 * transcript. Nothing here reads what the bot itself believes.
 *
 * @module
 */
import type { Entry } from "../../../src/emulator/Entry.ts"
import type { RecordedCall } from "../../../src/simulation/GraphCalls.ts"
import * as Club from "./club.ts"
import type { Seen, Setting, Step } from "./history.ts"

const day = 86_400_000

/** A promise that was broken, at which step. */
export interface Broken {
  readonly promise: string
  readonly at: number
  readonly why: string
}

type Promised = (seen: ReadonlyArray<Seen>, setting: Setting) => Omit<Broken, "promise"> | undefined

const textOf = ({ body }: RecordedCall): string => JSON.stringify(body ?? null)

/** Whether a call says something, rather than shows it or passes the thread. */
const isCall = ({ body, path }: RecordedCall): boolean =>
  path.endsWith("/messages") && typeof body === "object" && body !== null && !("sender_action" in body)

const isHuman = (text: string): boolean => text.startsWith(Club.eva)

/** A message of the bot: what a person of the business wrote begins with their name, by whatever road it came. */
const isBots = (entry: Entry): boolean => entry.from === "page" && !isHuman(entry.text ?? "")

const isNotice = (entry: Entry): boolean => entry.text?.startsWith(Club.notice) === true

const codes = ({ answer }: RecordedCall): { readonly code: number; readonly subcode?: number } | undefined => {
  if (answer === undefined || answer.status === 200 || !answer.body.startsWith("{")) return undefined
  const body: { readonly error?: { readonly code: number; readonly error_subcode?: number } } = JSON.parse(answer.body)
  const { code, error_subcode: subcode } = body.error ?? { code: 0 }
  return subcode === undefined ? { code } : { code, subcode }
}

/** Errors that our faults ask for, which say nothing of the rules. */
const injected = (found: { readonly code: number; readonly subcode?: number }): boolean =>
  found.subcode === undefined && [1, 100, 613].includes(found.code)

/** Another app has the thread: for the bot a matter of its own; a person of the business is told. */
const owned = ({ code, subcode }: { readonly code: number; readonly subcode?: number }): boolean =>
  code === 2018300 || subcode === 2534037

const noPolicyRefusal: Promised = (seen, setting) => {
  for (const [at, { calls }] of seen.entries()) {
    for (const call of calls) {
      const found = codes(call)
      if (found === undefined || (setting.faults && injected(found)) || owned(found)) continue
      return { at, why: `${call.path} ${textOf(call)} was refused: ${call.answer?.body}` }
    }
  }
  return undefined
}

const dropsAfter = 3_600_000

const untold: ReadonlySet<string> = new Set(["WebhookDelayed", "WebhookReordered", "EchoLost", "EchoDelayed"])

/** Webhooks that were late, lost to a bot that was down, or out of order: the bot cannot know what it was not told. */
const blindness = (seen: ReadonlyArray<Seen>): (at: number) => boolean => {
  const blind = new Set<number>()
  let downSince: number | undefined
  let isUntold = false
  for (const [at, { from, step }] of seen.entries()) {
    if (step._tag === "Crash") downSince ??= from
    if (step._tag === "Fault" && untold.has(step.fault._tag)) isUntold = true
    // What was left in the outbox is sent on before the webhooks that came meanwhile arrive.
    if (downSince !== undefined || isUntold) blind.add(at)
    if (step._tag !== "Restart") continue
    // The platform drops what a bot did not take for so long.
    if (downSince !== undefined && from - downSince >= dropsAfter) isUntold = true
    downSince = undefined
  }
  return (at) => blind.has(at)
}

const silentUnderOthers: Promised = (seen) => {
  const isBlind = blindness(seen)
  for (const [at, { calls }] of seen.entries()) {
    if (isBlind(at)) continue
    for (const call of calls) {
      const found = codes(call)
      if (found !== undefined && owned(found) && isCall(call) && !textOf(call).includes(Club.eva)) {
        return { at, why: `it tried to say ${textOf(call)} while the inbox had the thread` }
      }
    }
  }
  return undefined
}

const isFromPerson = ({ isDone, step }: Seen): boolean => isDone && step._tag === "Person" && step.act._tag !== "Reads"

const says = (step: Step, wanted: string): boolean =>
  step._tag === "Person" && (step.act._tag === "Says" && step.act.text === wanted
    || step.act._tag === "SendsPayload" && step.act.payload === wanted)

/** The steps by which a conversation that a person has through the bridge may come back, given when they last wrote. */
const comesBack = ({ calls, step, to }: Seen, since: number): boolean =>
  (step._tag === "Agent" && step.act._tag === "Returns")
  || says(step, "bot") || says(step, "PARLEY_BOT")
  || to - since >= day
  || calls.some(({ answer, path }) => path.includes("take_thread_control") && answer?.status === 200)

const silentUnderBridge: Promised = (seen) => {
  const isBlind = blindness(seen)
  let since: number | undefined
  for (const [at, one] of seen.entries()) {
    if (since !== undefined && comesBack(one, since)) since = undefined
    for (const entry of isBlind(at) ? [] : one.entries) {
      if (isBots(entry) && since !== undefined) {
        return { at, why: `it said "${entry.text}" while Eva had the conversation` }
      }
    }
    if (one.step._tag === "Agent" && one.step.act._tag === "Says") since = one.to
  }
  return undefined
}

/** Words count from their turn, and are seen once the bot has typed them. */
const typing = 25_000

/** When either side last did something, as far as can be seen from outside. */
class Silence {
  last: number | undefined
  /** Whether nobody did anything for a day before this moment, give or take `slack`. */
  isOver(now: number, slack: number): boolean {
    return this.last !== undefined && now - this.last >= day + slack
  }
  ends(now: number): void {
    this.last = Math.max(this.last ?? 0, now)
  }
}

/**
 * The notice comes before the bot's first words, after a day in which neither side did anything, and after a person of the
 * business wrote; a template may go before it. Where sends fail, the bot has said what nobody saw, and silence cannot be told
 * from outside; a signal counts as something that was said, for the same reason.
 */
const disclosed: Promised = (seen, { faults }) => {
  const isBlind = blindness(seen)
  let isDue = true
  const silence = new Silence()
  for (const [at, one] of seen.entries()) {
    if (isFromPerson(one)) {
      if (!faults && silence.isOver(one.from, 0)) isDue = true
      silence.ends(one.from)
    }
    for (const entry of one.entries) {
      if (entry.from === "page" && !isBots(entry) && !isBlind(at)) isDue = true
      if (isBots(entry)) {
        if (!faults && silence.isOver(entry.at, typing)) isDue = true
        if (isNotice(entry)) isDue = false
        else if (isDue && entry.kind !== "utility") return { at, why: `it said "${entry.text}" before its notice` }
      }
      silence.ends(entry.at)
    }
    // An attempt that failed was one to speak all the same.
    if (one.step._tag === "Signal" || one.calls.some(isCall)) silence.ends(one.to)
  }
  return undefined
}

/** The notice is not said twice for one reason. A lost answer may double it. */
const notDoubled: Promised = (seen, setting) => {
  if (setting.faults) return undefined
  let isDue = true
  const silence = new Silence()
  for (const [at, one] of seen.entries()) {
    if (silence.isOver(one.from, -typing) || one.step._tag === "Agent") isDue = true
    if (isFromPerson(one)) silence.ends(one.from)
    for (const entry of one.entries) {
      if (silence.isOver(entry.at, -typing)) isDue = true
      silence.ends(entry.at)
      // Passing the thread to the inbox and taking it back is a reason of its own.
      if (one.calls.some(({ path }) => path.includes("thread_control"))) isDue = true
      if (!isBots(entry) || !isNotice(entry)) continue
      if (!isDue) return { at, why: "the notice came again, and nothing had made it due" }
      isDue = false
    }
  }
  return undefined
}

const numberOf = (text: string | undefined, word: string): number | undefined => {
  const found = text?.match(new RegExp(`${word} (\\d+)\\.$`))
  return found?.[1] === undefined ? undefined : Number(found[1])
}

const lastsFor = 3 * day

const heldOnceInOrder: Promised = (seen, { faults }) => {
  const said = new Set<number>()
  const signalled = new Map<number, number>()
  let latest = 0
  for (const [at, { entries, step, to }] of seen.entries()) {
    if (step._tag === "Signal") signalled.set(step.number, to)
    for (const entry of entries) {
      const number = isBots(entry) ? numberOf(entry.text, "News") : undefined
      if (number === undefined) continue
      if (said.has(number)) return { at, why: `News ${number} came twice` }
      said.add(number)
      const isLate = step._tag !== "Signal" || step.number !== number
      if (isLate && number < latest) return { at, why: `News ${number} came after News ${latest}, and both had waited` }
      if (isLate) latest = number
      const since = signalled.get(number)
      // What was said and could not be sent for long is not what waited.
      if (!faults && since !== undefined && entry.at >= since + lastsFor + typing) {
        return { at, why: `News ${number} came after its time` }
      }
    }
  }
  return undefined
}

const humanAgentForHumans: Promised = (seen) => {
  for (const [at, { calls, entries }] of seen.entries()) {
    const tagged = calls.find((call) => textOf(call).includes("HUMAN_AGENT") && !textOf(call).includes(Club.eva))
    if (tagged !== undefined) return { at, why: `${textOf(tagged)} was not written by a person` }
    const entry = entries.find(({ tag, text }) => tag === "HUMAN_AGENT" && !isHuman(text ?? ""))
    if (entry !== undefined) return { at, why: `"${entry.text}" was not written by a person` }
  }
  return undefined
}

const unwanted = /(News|Sent|Drop|Try|Deal|Part) \d+\.$|^Are you there|^Remember us|^There is news/

/** Whether the person was heard by the bot, and not by somebody else who had the conversation. */
const wasAnswered = (one: Seen, word: RegExp): boolean =>
  one.entries.some((entry) => isBots(entry) && word.test(entry.text ?? ""))

/** Where sends fail, the bot's word that it will be quiet may come long after the person's. */
const quietAfterStop: Promised = (seen, { faults }) => {
  let isStopped = false
  if (faults) return undefined
  for (const [at, one] of seen.entries()) {
    if (says(one.step, "start again") || says(one.step, "PARLEY_START")) isStopped = false
    const late = one.entries.find((entry) => isBots(entry) && unwanted.test(entry.text ?? ""))
    if (isStopped && late !== undefined) {
      return { at, why: `it said "${late.text}" to a person who wants nothing of the kind` }
    }
    if (wasAnswered(one, /I will only answer you/)) isStopped = true
  }
  return undefined
}

/** How soon an automated bot answers what a person writes or taps (platform reference, responsiveness). */
const answersWithin = 30_000

const asksForAnswer = ({ isDone, isOurs, step }: Seen): boolean =>
  isDone && isOurs && step._tag === "Person" && ["Says", "SendsPayload", "Taps"].includes(step.act._tag)

/**
 * Whoever writes or taps while the bot has the conversation is answered in time. Where sends fail nobody can be; and when a person of
 * the business comes in before the time is over, theirs is the answer.
 */
const answered: Promised = (seen, { faults }) => {
  if (faults) return undefined
  let isBridged = false
  for (const [at, one] of seen.entries()) {
    const wasBridged = isBridged
    // Who speaks has the conversation: seen from outside, nothing else is certain.
    if (one.entries.some(isBots)) isBridged = false
    if (one.step._tag === "Agent" && one.step.act._tag === "Says") isBridged = true
    if (wasBridged || isBridged || !asksForAnswer(one)) continue
    const until = one.from + answersWithin
    const meanwhile: Array<Seen> = []
    for (let next = at; next < seen.length && (seen[next]?.from ?? until) < until; next++) {
      const later = seen[next]
      if (later !== undefined) meanwhile.push(later)
    }
    const isOver = (meanwhile.at(-1)?.to ?? 0) >= until
    if (!isOver || meanwhile.some(({ step }) => step._tag === "Agent")) continue
    const isAnswered = meanwhile.some(({ entries }) =>
      entries.some((entry) => isBots(entry) && entry.at >= one.from && entry.at <= until)
    )
    if (!isAnswered) return { at, why: `nobody answered ${JSON.stringify(one.step)} within half a minute` }
  }
  return undefined
}

const promises: { readonly [promise: string]: Promised } = {
  "the platform refuses no message by its rules": noPolicyRefusal,
  "nothing is tried while the inbox has the thread": silentUnderOthers,
  "the bot is silent while somebody writes through the bridge": silentUnderBridge,
  "the notice precedes the bot's words whenever it is due": disclosed,
  "the notice is not said twice for one reason": notDoubled,
  "words that waited come once, in order, and in their time": heldOnceInOrder,
  "HUMAN_AGENT is only on what a person wrote": humanAgentForHumans,
  "who wants no messages gets none but answers": quietAfterStop,
  "whoever writes to the bot is answered within half a minute": answered
}

/** The first promise that a history breaks. */
export const broken = (seen: ReadonlyArray<Seen>, setting: Setting): Broken | undefined => {
  for (const [promise, look] of Object.entries(promises)) {
    const found = look(seen, setting)
    if (found !== undefined) return { promise, ...found }
  }
  return undefined
}

const line = ({ calls, entries, from, step }: Seen): string =>
  [
    `${new Date(from).toISOString()}  ${JSON.stringify(step)}`,
    ...calls.map((call) =>
      `    ${call.path.split("/").at(-1)} ${textOf(call).slice(0, 200)} => ${call.answer?.status ?? "no answer"}`
      + (call.answer === undefined || call.answer.status === 200 ? "" : ` ${call.answer.body.slice(0, 120)}`)
    ),
    ...entries.map((entry) => `    ${entry.from} ${entry.appId ?? ""}: ${entry.text ?? entry.kind}`)
  ].join("\n")

/** What was broken, with the way there, for people. */
export const describe = (found: Broken, seen: ReadonlyArray<Seen>, setting: Setting): string =>
  [
    `${found.promise}: ${found.why}`,
    JSON.stringify(setting),
    ...seen.slice(Math.max(0, found.at - 12), found.at + 1).map(line)
  ].join("\n")
