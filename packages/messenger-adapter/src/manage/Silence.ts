/**
 * Notices that webhooks have stopped: messages go out, and nothing comes in any more, not even their echoes.
 *
 * @module
 */
import type { Outbound, Transport } from "@parley/core"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"

/** An account whose webhook is silent, and since when messages went out unheard, in milliseconds since 1970. */
export interface Silent {
  readonly channel: string
  readonly account: string
  readonly since: number
}

/** When silence is told, and to whom. */
export interface Options {
  /** 6 hours unless given: an echo follows a message within seconds. */
  readonly after?: Duration.DurationInput
  /** Called once for each silence; the log unless given. */
  readonly alert?: (silent: Silent) => Effect.Effect<void>
}

/** What to tell about a silent account. */
export const describe = ({ account, channel, since }: Silent): string =>
  `${channel}/${account}: messages go out, and no webhook has come since ${
    DateTime.formatIso(DateTime.unsafeMake(since))
  }; `
  + "run `parley resubscribe`, see whether the callback address answers, then `parley reconcile`"

/**
 * What is known of one account: how many webhooks came, when the first message went out after which nothing was heard, and whether
 * somebody listens or has told.
 */
interface Ear {
  webhooks: number
  unheardSince: number | undefined
  stage: "idle" | "listening" | "told"
}

/** Whether the platform repeats a message to us: it does for people with an id. */
const isEchoed = ({ address, body }: Outbound.Outbound): boolean => address._tag === "Scoped" && body._tag === "Message"

/**
 * The same transport, with an ear on its webhooks. When messages went out and for `after` no webhook of the account came, it is told
 * once; the next webhook ends the silence. A quiet day on which nothing is sent is no silence.
 */
export const watch = <T extends Transport.Service>(
  transport: T,
  options: Options = {}
): Effect.Effect<T, never, Scope.Scope> =>
  Effect.map(Effect.scope, (scope) => {
    const after = Duration.toMillis(options.after ?? "6 hours")
    const alert = options.alert ?? ((silent) => Effect.logError(describe(silent)))
    const ears = new Map<string, Ear>()

    /** One fiber for an account at a time, however much is sent: it sleeps to the earliest moment at which it may be silent. */
    const listen = (account: string, ear: Ear): Effect.Effect<void> =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => {
        const since = ear.unheardSince
        if (since === undefined) {
          ear.stage = "idle"
          return Effect.void
        }
        const left = since + after - now
        if (left > 0) {
          return Effect.zipRight(Effect.sleep(Duration.millis(left)), Effect.suspend(() => listen(account, ear)))
        }
        ear.stage = "told"
        return alert({ channel: transport.channel, account, since })
      })

    const earOf = (account: string): Ear => {
      const ear = ears.get(account) ?? { webhooks: 0, unheardSince: undefined, stage: "idle" }
      ears.set(account, ear)
      return ear
    }

    const heard = (account: string): void => {
      const ear = earOf(account)
      ear.webhooks += 1
      ear.unheardSince = undefined
      if (ear.stage === "told") ear.stage = "idle"
    }

    /** The echo of a message may be here before the answer to the call that sent it. */
    const sent = (account: string, webhooksBefore: number): Effect.Effect<void> =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => {
        const ear = earOf(account)
        if (ear.webhooks !== webhooksBefore) return Effect.void
        ear.unheardSince ??= now
        if (ear.stage !== "idle") return Effect.void
        ear.stage = "listening"
        return Effect.asVoid(Effect.forkIn(listen(account, ear), scope))
      })

    return {
      ...transport,
      handle: (request: Transport.Request, accept: Transport.Accept) =>
        transport.handle(request, (batch) => {
          for (const { conversation } of batch) heard(conversation.account)
          return accept(batch)
        }),
      send: (outbound: Outbound.Outbound) =>
        Effect.suspend(() => {
          const { account } = outbound.conversation
          const { webhooks } = earOf(account)
          return Effect.tap(
            transport.send(outbound),
            (receipt) => receipt._tag === "Sent" && isEchoed(outbound) ? sent(account, webhooks) : Effect.void
          )
        })
    }
  })
