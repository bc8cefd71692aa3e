/**
 * Secrets that are planted to be looked for, all that a program says of itself, and what of the secrets is found in that.
 *
 * @module
 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Tracer from "effect/Tracer"
import { createHmac } from "node:crypto"
import { inspect } from "node:util"

/**
 * The secrets of one account, in letters that an address or a text encodes; `refreshed` is what the platform gives for `token`. Each
 * ends in sixteen digits that stand nowhere else.
 */
export const secrets = {
  token: "CANARY-token/+7d1f3ce0b2a94586",
  userToken: "CANARY-user/+2b7c90d4e15f8a63",
  appSecret: "CANARY-app/+91ab5c2e7740d3f8",
  previousAppSecret: "CANARY-old/+44fe08b1c96d2a75",
  verifyToken: "CANARY-verify/+c0de6af1738b2495",
  refreshed: "CANARY-new/+e8b15d20f7c3496a"
}

/** What proves a call to come from the app: it opens nothing alone, and yet stands in no log. */
export const proof = createHmac("sha256", secrets.appSecret).update(secrets.token).digest("hex")

/** How much of a secret an excerpt may hold: as many letters as tell nothing. */
const most = 8

/** The text in base64 wherever it stands in what was encoded: the letters that depend on it alone. */
const base64 = (text: string): ReadonlyArray<string> =>
  [0, 1, 2].map((before) => {
    const encoded = Buffer.from("\0".repeat(before) + text).toString("base64")
    return encoded.slice(Math.ceil(before * 8 / 6), Math.floor((before + text.length) * 8 / 6))
  })

const formsOf = (secret: string): ReadonlyArray<string> => {
  const end = secret.slice(-16)
  const encoded = base64(end)
  return [
    ...Array.from({ length: 16 - most }, (_, index) => end.slice(index, index + most + 1)),
    ...encoded,
    ...encoded.map((one) => one.replaceAll("+", "-").replaceAll("/", "_")),
    Buffer.from(end).toString("hex")
  ]
}

const forms = Object.entries({ ...secrets, proof }).map(([name, secret]) => ({ name, forms: formsOf(secret) }))

/** What of each secret stands in texts, as it is or encoded, with the words around it. Proofs may stand where `but` names them. */
export const leaks = (texts: ReadonlyArray<string>, but?: "proof"): ReadonlyArray<string> => {
  const text = texts.join("\n\n")
  return forms.filter(({ name }) => name !== but).flatMap(({ forms, name }) => {
    const at = forms.map((form) => text.indexOf(form)).find((index) => index >= 0)
    return at === undefined ? [] : [`${name}: ${text.slice(Math.max(0, at - 200), at + 60)}`]
  })
}

const seen = { depth: 12, showHidden: true, getters: true, maxArrayLength: null, maxStringLength: null }

/** What has no end has no JSON, and what has no prototype no text. */
const orNothing = (show: () => string | undefined): string => {
  try {
    return show() ?? ""
  } catch {
    return ""
  }
}

/** All that a program says of itself, as text. */
export interface Witness {
  readonly heard: Array<string>
  /** Looks at a value as people who print it do: by `inspect`, as JSON, as text. */
  readonly hear: (what: unknown) => void
  /** Looks at how a work ends. */
  readonly hearEnd: <A, E, R>(work: Effect.Effect<A, E, R>) => Effect.Effect<void, never, R>
  /** Lets a program run under a logger that takes every level and a tracer that takes every span. */
  readonly under: <A, E, R>(program: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
}

/** Someone who hears everything. */
export const witness = (): Witness => {
  const heard: Array<string> = []
  const hear = (what: unknown): void => {
    heard.push(inspect(what, seen), orNothing(() => JSON.stringify(what)), orNothing(() => String(what)))
  }
  const hearCause = (cause: Cause.Cause<unknown>): void => {
    heard.push(Cause.pretty(cause, { renderErrorCause: true }))
    for (const error of [...Cause.failures(cause), ...Cause.defects(cause)]) hear(error)
  }
  const logger = Logger.make((options) => {
    hear([options.message, [...options.annotations], [...options.spans].map(({ label }) => label)])
    hearCause(options.cause)
    heard.push(Logger.stringLogger.log(options), Logger.jsonLogger.log(options))
  })
  const tracer = Tracer.make({
    span: (name, parent, context, links, startTime, kind) => {
      const attributes = new Map<string, unknown>()
      return {
        _tag: "Span",
        spanId: name,
        traceId: "t",
        name,
        sampled: true,
        parent,
        context,
        links,
        kind,
        attributes,
        status: { _tag: "Started", startTime },
        end: (_, exit) => {
          hear([name, [...attributes]])
          if (Exit.isFailure(exit)) hearCause(exit.cause)
          else hear(exit.value)
        },
        attribute: (key, value) => void attributes.set(key, value),
        event: (event, _, given) => hear([event, given]),
        addLinks: () => undefined
      }
    },
    context: (execution) => execution()
  })
  return {
    heard,
    hear,
    hearEnd: (work) =>
      Effect.map(Effect.exit(Effect.withSpan(work, "work")), (exit) => {
        hear(exit)
        if (Exit.isFailure(exit)) hearCause(exit.cause)
      }),
    under: (program) =>
      program.pipe(
        Effect.withTracer(tracer),
        Effect.provide(Logger.replace(Logger.defaultLogger, logger)),
        Logger.withMinimumLogLevel(LogLevel.All)
      )
  }
}
