/**
 * Carries webhooks to the app: one worker for each page, in order, again until they are answered.
 *
 * @module
 */
import type * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { createSecretKey } from "node:crypto"
import type { Pending } from "./Pending.ts"
import * as Queue from "./Queue.ts"
import * as Rules from "./Rules.ts"
import type { RetryOptions } from "./Settings.ts"
import * as Subscriptions from "./Subscriptions.ts"
import * as WebhookBody from "./WebhookBody.ts"
import type { PageState, World } from "./World.ts"

/** A request to the app, in the shape of a server's. Header names are in lower case. */
export interface WebhookRequest {
  readonly method: string
  /** Path and query. */
  readonly url: string
  /** Where it goes when the app subscribed with an address of its own; else where the page was told. */
  readonly origin?: string
  readonly headers: { readonly [name: string]: string }
  readonly body: Uint8Array
}

/** The app's answer. */
export interface WebhookAnswer {
  readonly status: number
  readonly body?: string
}

/** Takes a webhook to the app of a page. A failure counts as no answer. */
export type Deliver = (request: WebhookRequest, page: string) => Effect.Effect<WebhookAnswer, unknown>

/** The workers of an emulator. */
export interface Deliveries {
  /** Events being sent or ready to be sent now; those put off are not counted. */
  readonly busy: () => number
  /** Waits until nothing is being sent or ready. */
  readonly idle: Effect.Effect<void>
}

const asleep = () => {}

const forger = createSecretKey(Buffer.from("not the app secret"))

/** Starts the workers; they end with the scope. */
export const make = (
  world: World,
  deliver: Deliver,
  clock: Clock.Clock,
  retry: RetryOptions
): Effect.Effect<Deliveries, never, Scope.Scope> =>
  Effect.suspend(() => {
    const immediate = retry.immediate ?? 2
    const pauses = retry.pauses ?? [500, 1000, 2000, 5000]
    const giveUpAfter = retry.giveUpAfter ?? 3_600_000
    const alertAfter = retry.alertAfter ?? 900_000
    const unsubscribeAfter = retry.unsubscribeAfter ?? 3_600_000
    const slashes = world.strict.escapeSlashes ?? true
    const legacy = world.strict.legacySignature ?? false
    const states = [...world.pages.values()]
    const paths = new Map(states.map((state) => [state, path(state.page.webhookUrl)]))
    const flying = new Map<PageState, number>()
    const failingSince = new Map<number, number>()
    /** Since when a page's webhooks have had no answer at all. */
    const silentSince = new Map<PageState, { readonly at: number; alerted: boolean }>()
    let waiters: Array<() => void> = []

    const busy = () => {
      let count = 0
      for (const state of states) {
        count += flying.get(state) ?? 0
        if (state.pending.length > 0 && Queue.next(state, world.now()) !== undefined) count += 1
      }
      return count
    }

    const post = (state: PageState, events: ReadonlyArray<Pending>): Effect.Effect<boolean> => {
      const body = WebhookBody.encode(WebhookBody.envelope(state.page.channel, state.page.id, events), slashes)
      const secret = events[0]?.forged === true ? forger : state.secret
      const sentAt = clock.unsafeCurrentTimeMillis()
      const request: WebhookRequest = {
        method: "POST",
        ...addressOf(state, paths.get(state) ?? "/webhook"),
        headers: {
          "content-type": "application/json",
          "user-agent": "facebookexternalua",
          "x-hub-signature-256": WebhookBody.signature(secret, body),
          ...(legacy ? { "x-hub-signature": WebhookBody.legacySignature(secret, body) } : {})
        },
        body
      }
      return Effect.matchCause(Effect.suspend(() => deliver(request, state.page.id)), {
        onFailure: () => false,
        // A late answer counts as none, as the platform's five seconds do; the app may see the event twice.
        onSuccess: ({ status }) =>
          status >= 200 && status < 300 && clock.unsafeCurrentTimeMillis() - sentAt <= Rules.answerWithin
      })
    }

    const alert = (state: PageState, kind: "failing" | "disabled"): Effect.Effect<void> => {
      world.alerts.push({ kind, page: state.page.id, at: world.now() })
      const words = kind === "failing"
        ? "no webhook was answered for a quarter of an hour; after an hour the app is unsubscribed"
        : "no webhook was answered for an hour: the app is unsubscribed, and hears nothing until it calls subscribed_apps"
      return Effect.logWarning(`Page ${state.page.id}: ${words}.`)
    }

    /** Alerts after a quarter of an hour without an answer, and unsubscribes the app from the page after an hour. */
    const unanswered = (state: PageState, base: number): Effect.Effect<void> | undefined => {
      const silent = silentSince.get(state) ?? { at: base, alerted: false }
      silentSince.set(state, silent)
      if (base - silent.at >= unsubscribeAfter) {
        silentSince.delete(state)
        for (const { seq } of state.pending) failingSince.delete(seq)
        Queue.drop(world, state, state.pending.slice())
        Subscriptions.uninstall(world, state)
        return alert(state, "disabled")
      }
      if (silent.alerted || base - silent.at < alertAfter) return undefined
      silent.alerted = true
      return alert(state, "failing")
    }

    const settle = (state: PageState, events: ReadonlyArray<Pending>, answered: boolean): Effect.Effect<void> => {
      flying.delete(state)
      const first = events[0]
      if (first === undefined) return Effect.void
      let told: Effect.Effect<void> | undefined
      if (answered) {
        failingSince.delete(first.seq)
        silentSince.delete(state)
        Queue.answered(world, state, events)
      } else {
        // Measured on the given clock: a jump of the emulator's own offset is not an hour of failure.
        const base = clock.unsafeCurrentTimeMillis()
        const since = failingSince.get(first.seq) ?? base
        failingSince.set(first.seq, since)
        if (base - since >= giveUpAfter) {
          failingSince.delete(first.seq)
          Queue.drop(world, state, events)
        } else {
          const late = first.attempts - immediate
          const pause = late < 0 ? 0 : pauses[Math.min(late, pauses.length - 1)] ?? 0
          Queue.putOff(state, events, pause === 0 ? 0 : world.now() + pause)
        }
        told = unanswered(state, base)
      }
      world.commit()
      return told ?? Effect.void
    }

    const sendNext = (state: PageState, events: ReadonlyArray<Pending>): Effect.Effect<void> => {
      flying.set(state, events.length)
      return Effect.flatMap(post(state, events), (answered) => settle(state, events, answered))
    }

    const woken = (state: PageState): Effect.Effect<void> =>
      Effect.async<void>((resume) => {
        // The fiber may have given way since it looked: what came in between must not be slept on.
        if (Queue.next(state, world.now()) !== undefined) return resume(Effect.void)
        const wake = () => {
          state.wake = asleep
          resume(Effect.void)
        }
        state.wake = wake
      })

    const rest = (state: PageState): Effect.Effect<void> => {
      if (waiters.length > 0 && busy() === 0) {
        const resting = waiters
        waiters = []
        for (const waiter of resting) waiter()
      }
      const at = Queue.nextAt(state)
      if (at === undefined) return woken(state)
      return Effect.raceFirst(clock.sleep(Duration.millis(Math.max(1, at - world.now()))), woken(state))
    }

    const work = (state: PageState): Effect.Effect<never> =>
      Effect.suspend(() => {
        const events = Queue.next(state, world.now())
        return Effect.flatMap(events === undefined ? rest(state) : sendNext(state, events), () => work(state))
      })

    const deliveries: Deliveries = {
      busy,
      idle: Effect.async<void>((resume) => {
        if (busy() === 0) resume(Effect.void)
        else waiters.push(() => resume(Effect.void))
      })
    }
    return Effect.as(Effect.forEach(states, (state) => Effect.forkScoped(work(state)), { discard: true }), deliveries)
  })

/** Where a page's webhooks go: where the app subscribed, else the path that the page was made with. */
const addressOf = (
  { subscription }: PageState,
  path: string
): { readonly url: string; readonly origin?: string } => {
  if (subscription === undefined) return { url: path }
  const { origin, pathname, search } = new URL(subscription.callbackUrl)
  return { url: `${pathname}${search}`, origin }
}

/** The path of a webhook address, or the default one. */
const path = (webhookUrl: string | undefined): string => {
  if (webhookUrl === undefined) return "/webhook"
  const { pathname, search } = new URL(webhookUrl, "http://localhost")
  return `${pathname}${search}`
}
