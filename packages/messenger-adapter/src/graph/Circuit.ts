/**
 * The circuit of an account: open while the platform takes nothing of it. Whoever wants to send waits meanwhile, one message
 * at a time tries, and the first that passes closes it.
 *
 * @module
 */

/** What a message is told that wants to go: go; or wait until then. */
export type Answer = { readonly _tag: "Go" } | {
  readonly _tag: "Wait"
  readonly until: number
  readonly reason: string
}

/**
 * What a refusal of the account did: the circuit opened, its trial failed by another cause than before, it was open already, or it
 * is this message that is at fault.
 */
export type Trip = "opened" | "changed" | "open" | "own fault"

/** A refusal of a message. `random`, from 0 to below 1, spreads the trials; `cause` tells one trouble from another. */
export interface Refusal {
  readonly message: string
  readonly cause: string
  readonly reason: string
  readonly now: number
  readonly random: number
}

/** Circuits by name: one for an account, and one for each feature that it was refused. */
export interface Circuit {
  /** Whether any of them is open. */
  readonly isOpen: () => boolean
  /** Whether a message may go. One that may is the trial of an open circuit: it has to end in `passed`, `tripped` or `left`. */
  readonly ask: (name: string, now: number) => Answer
  /** A message was refused for a reason that is the account's. */
  readonly tripped: (name: string, refusal: Refusal) => Trip
  /** A message passed; says whether that closed the circuit. */
  readonly passed: (name: string) => boolean
  /** A trial ended without telling anything about the account. */
  readonly left: (name: string, now: number) => void
  /** From when the next trial may go; `undefined` where the circuit is closed. */
  readonly until: (name: string) => number | undefined
}

/** The first wait, doubled for each trial that fails, and the longest. Half of it is by chance. */
const first = 5_000
const longest = 60_000

/** A trial whose end nobody told counts as failed after this long. */
const trialFor = 60_000

/** Messages remembered at most that were refused. */
const capacity = 10_000

/** How often a message may open the circuit anew that others had closed, before it is taken for the cause. */
const chances = 3

interface Open {
  readonly cause: string
  readonly reason: string
  readonly failures: number
  readonly until: number
  readonly trial: boolean
}

interface Refused {
  readonly epoch: number
  readonly times: number
}

const go: Answer = { _tag: "Go" }

/** Closed circuits. */
export const make = (): Circuit => {
  const open = new Map<string, Open>()
  const refused = new Map<string, Refused>()
  /** Counts how often circuits closed: what is refused in two epochs was passed by others in between. */
  let epoch = 0

  const remember = (message: string): number => {
    const before = refused.get(message)
    const times = before === undefined ? 1 : before.epoch === epoch ? before.times : before.times + 1
    refused.delete(message)
    refused.set(message, { epoch, times })
    if (refused.size > capacity) {
      const oldest = refused.keys().next()
      if (oldest.done !== true) refused.delete(oldest.value)
    }
    return times
  }

  return {
    isOpen: () => open.size > 0,
    ask: (name, now) => {
      const found = open.get(name)
      if (found === undefined) return go
      if (now < found.until) return { _tag: "Wait", until: found.until, reason: found.reason }
      open.set(name, { ...found, until: now + trialFor, trial: true })
      return go
    },
    tripped: (name, { cause, message, now, random, reason }) => {
      const found = open.get(name)
      if (remember(message) > chances) {
        refused.delete(message)
        if (found?.trial === true) open.set(name, { ...found, until: now, trial: false })
        return "own fault"
      }
      const failures = found === undefined ? 1 : found.trial ? found.failures + 1 : found.failures
      const bound = Math.min(first * 2 ** (failures - 1), longest)
      // Others that were under way when it opened do not put the trial off.
      const until = found !== undefined && !found.trial ? found.until : now + Math.round(bound * (1 + random) / 2)
      // Nor is what they were refused for news: they left before the trial.
      const news = found === undefined || found.trial
      open.set(name, { cause: news ? cause : found.cause, reason, failures, until, trial: false })
      if (found === undefined) return "opened"
      return news && found.cause !== cause ? "changed" : "open"
    },
    passed: (name) => {
      if (!open.delete(name)) return false
      epoch += 1
      return true
    },
    left: (name, now) => {
      const found = open.get(name)
      if (found?.trial === true) open.set(name, { ...found, until: now, trial: false })
    },
    until: (name) => open.get(name)?.until
  }
}
