/**
 * What people and people of the business do on the page, done to the emulated platform.
 *
 * @module
 */
import type { ConversationStore } from "@parley/core"
import type { Emulator } from "@parley/testing"
import * as Effect from "effect/Effect"
import type { Act, Acted } from "./Protocol.ts"
import { Refused } from "./Refused.ts"
import type { Scene, Somebody } from "./Scene.ts"

type Done = Effect.Effect<Acted, Refused>

const done: Acted = { ok: true }

const notNow = ({ message }: { readonly message: string }) => new Refused({ code: "not now", reason: message })

const unknown = ({ message }: { readonly message: string }) => new Refused({ code: "unknown", reason: message })

const broken = ({ message }: ConversationStore.StoreError) => new Refused({ code: "broken", reason: message })

const said = (mid: Effect.Effect<string>): Done => Effect.map(mid, (mid) => ({ ok: true, mid }))

const plainly = <A>(effect: Effect.Effect<A>): Done => Effect.as(effect, done)

const optIn = (person: Emulator.Person, { kind, topic }: Extract<Act, { readonly act: "optIn" }>): Done => {
  switch (kind) {
    case "plugin":
      return plainly(person.optsIn(topic ?? ""))
    case "once":
      return plainly(person.agreesToOneNotification(topic ?? ""))
    case "series":
      return plainly(person.agreesToSeries(topic ?? "Updates"))
    case "news":
      return plainly(person.wantsNews)
  }
}

const ad = (person: Emulator.Person, { adId, ref, text }: Extract<Act, { readonly act: "ad" }>): Done => {
  const clicked = { adId, ...(ref === undefined ? {} : { ref }) }
  return text === undefined ? plainly(person.clicksAd(clicked)) : said(person.says(text, { ad: clicked }))
}

/** A signal goes its own way: what is said because of it shows in the picture. */
const signal = (scene: Scene, { id }: Somebody, act: Extract<Act, { readonly act: "signal" }>): Done => {
  const names = scene.definition().dialogues.flatMap(({ signals }) => Object.keys(signals))
  if (!names.includes(act.name)) {
    const known = names.length === 0 ? "this bot takes none" : `there is ${names.join(", ")}`
    return Effect.fail(new Refused({ code: "unknown", reason: `There is no signal "${act.name}": ${known}.` }))
  }
  return plainly(Effect.forkDaemon(Effect.ignoreLogged(
    scene.session.bot().signal({ name: act.name, payload: act.payload ?? {}, to: id })
  )))
}

const inbox = (scene: Scene, { person }: Somebody, use: (inbox: Emulator.Inbox) => Effect.Effect<unknown>): Done =>
  plainly(Effect.flatMap(scene.session.emulator.inbox(person), use))

/** Does what an act says. */
export const perform = (scene: Scene, somebody: Somebody, act: Act): Done => {
  const { id, person } = somebody
  switch (act.act) {
    case "say":
      return said(person.says(act.text, act.replyTo === undefined ? {} : { replyTo: act.replyTo }))
    case "command":
      return said(person.says(act.name, { commands: [act.name] }))
    case "tap":
      return Effect.mapBoth(person.taps(act.what), {
        onFailure: notNow,
        onSuccess: (tapped) => "token" in tapped ? done : { ok: true, ...tapped }
      })
    case "postback":
      return said(person.postback(act.payload, act.title))
    case "getStarted":
      return said(person.getStarted(act.ref === undefined ? {} : { ref: act.ref }))
    case "attachment":
      return said(person.sends({ type: act.type, url: act.url }))
    case "sticker":
      return said(person.sends({ type: "sticker", id: act.id }))
    case "location": {
      const { latitude, longitude, title } = act
      return said(
        person.sends({ type: "location", latitude, longitude, ...(title === undefined ? {} : { title }) })
      )
    }
    case "reaction":
      return Effect.mapBoth(
        act.emoji === undefined ? person.unreacts(act.mid) : person.reacts(act.mid, act.emoji),
        { onFailure: unknown, onSuccess: () => done }
      )
    case "edit":
      return Effect.mapBoth(person.edits(act.mid, act.text), { onFailure: unknown, onSuccess: () => done })
    case "unsend":
      return Effect.mapBoth(person.unsends(act.mid), { onFailure: unknown, onSuccess: () => done })
    case "read":
      return plainly(person.reads)
    case "referral":
      return plainly(person.follows(act.ref))
    case "ad":
      return ad(person, act)
    case "comment":
      return plainly(person.comments(act.text, act.on))
    case "post":
      return plainly(person.posts(act.text))
    case "optIn":
      return optIn(person, act)
    case "rate":
      return Effect.mapBoth(person.rates(act.answer), { onFailure: notNow, onSuccess: () => done })
    case "block":
      return plainly(act.on ? person.blocks : person.unblocks)
    case "takeOver":
      return inbox(scene, somebody, (inbox) => inbox.takes())
    case "humanSays":
      return inbox(scene, somebody, (inbox) => inbox.says(act.text))
    case "giveBack":
      return inbox(scene, somebody, (inbox) => inbox.passes())
    case "signal":
      return signal(scene, somebody, act)
    case "withdraw":
      return Effect.mapBoth(scene.session.bot().withdraw(id), { onFailure: broken, onSuccess: () => done })
    case "forget":
      return Effect.mapBoth(scene.session.bot().forget(id), {
        onFailure: broken,
        onSuccess: () => {
          scene.history.forget(id)
          return done
        }
      })
  }
}

/** Does again on another person's phone what the first one said and tapped, each time once the bot has answered. */
export const again = (scene: Scene, from: Emulator.Person, to: Emulator.Person): Effect.Effect<void> =>
  Effect.forEach(
    from.transcript.filter((entry) => entry.from === "person" && entry.unsent !== true),
    (entry) => {
      const wanted = entry.text ?? entry.payload ?? ""
      const [media] = entry.media ?? []
      const offered = to.tappable.length > 0
      const act = entry.kind === "postback" || (entry.payload !== undefined && offered)
        ? Effect.catchAll(
          to.taps(wanted),
          () => entry.payload === undefined ? to.says(wanted) : to.postback(entry.payload, wanted)
        )
        : media?.url !== undefined && (media.type === "image" || media.type === "audio" || media.type === "video"
            || media.type === "file")
        ? to.sends({ type: media.type, url: media.url })
        : to.says(wanted)
      return wanted === "" && media === undefined
        ? Effect.void
        : Effect.zipRight(act, Effect.ignore(scene.session.settle))
    },
    { discard: true }
  )
