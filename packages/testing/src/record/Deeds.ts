/**
 * What happened to a conversation as the lines by which a convo makes it happen again.
 *
 * @module
 */
import type { Inbound } from "@parley/core"
import * as Pattern from "../convo/Pattern.ts"
import type { Act, AgentAct, Line } from "../convo/Script.ts"

/** Lines that make it happen; none where it happens by itself; or why there is no line for it. */
export type Deed = ReadonlyArray<Line> | string

const by = (...acts: ReadonlyArray<Act>): Deed => acts.map((act) => ({ _tag: "Person", act }))
const agent = (act: AgentAct): Deed => [{ _tag: "Agent", act }]

const media: ReadonlySet<string> = new Set(["image", "audio", "video", "file"])
const isMedia = (kind: string): kind is "image" | "audio" | "video" | "file" => media.has(kind)

const said = ({ attachments = [], choice, location, text }: Extract<Inbound.Event, { _tag: "Said" }>): Deed => {
  if (choice !== undefined) return text === undefined ? "a tap without a title" : by({ _tag: "Taps", title: text })
  const acts: Array<Act> = text === undefined || text === "" ? [] : [{ _tag: "Says", text: Pattern.exactly(text) }]
  if (location !== undefined) {
    acts.push({ _tag: "SharesLocation", latitude: location.latitude, longitude: location.longitude })
  }
  for (const { kind, url } of attachments) {
    if (kind === "location") continue
    if (!isMedia(kind) || url === undefined) return `an attachment of the kind "${kind}"`
    acts.push({ _tag: "SendsMedia", kind, url })
  }
  return acts.length === 0 ? "a message without content" : by(...acts)
}

const rated = ({ answers: [answer] }: Extract<Inbound.Event, { _tag: "Rated" }>): Deed => {
  if (answer === undefined) return "a survey without answers"
  const parts = [answer.score, answer.words, answer.followUp].filter((part) => part !== undefined)
  return by({ _tag: "Rates", answer: parts.join(" ") })
}

/** An agent's doings, which the channel reports. Those of the bot itself happen by themselves. */
const routed = ({ by: kind, change, toUs }: Extract<Inbound.Event, { _tag: "Routed" }>): Deed => {
  if (change === "taken" && toUs === false && kind === "inbox") return agent({ _tag: "Takes" })
  return change === "passed" && toUs === true ? agent({ _tag: "Returns" }) : []
}

/** The checkbox of a web page, or the button by which a person gives leave, as the channel names it. */
const leave = ({ change = "granted", kind, permission, ref }: Extract<Inbound.Event, { _tag: "OptedIn" }>): Deed => {
  if (permission === "news") {
    return by({ _tag: change === "granted" || change === "resumed" ? "WantsNews" : "WantsNoNews" })
  }
  if (kind === "checkbox" && ref !== undefined) return by({ _tag: "TicksCheckbox", ref })
  if (permission === undefined) return `a leave of the kind "${kind}"`
  if (change !== "granted") return "a leave that was taken back"
  return by({ _tag: "Taps", title: permission === "oneTime" ? "Notify Me" : "Get updates" })
}

/**
 * The lines that make an event happen again. `offered` are the titles that the person has seen, so that a button they tapped is
 * tapped and not spelled out.
 */
export const of = (event: Inbound.Event, offered: ReadonlySet<string>): Deed => {
  switch (event._tag) {
    case "Said":
      return said(event)
    case "Tapped":
      return by(
        event.title !== undefined && offered.has(event.title)
          ? { _tag: "Taps", title: event.title }
          : { _tag: "SendsPayload", payload: event.payload }
      )
    case "Referred":
      return event.referral.ref !== undefined
        ? by({ _tag: "Follows", ref: event.referral.ref })
        : event.referral.ad !== undefined
        ? by({ _tag: "ClicksAd", ad: event.referral.ad })
        : "a referral without a ref"
    case "OptedIn":
      return leave(event)
    case "Rated":
      return rated(event)
    case "Commented":
      if (event.text === undefined) return "a comment without words"
      return by(
        event.comment === undefined
          ? { _tag: "Posts", text: event.text }
          : { _tag: "Comments", text: event.text, ...(event.live === true ? { live: true } : {}) }
      )
    case "Reacted":
      return event.action === "react" && event.reaction !== undefined
        ? by({ _tag: "Reacts", reaction: event.reaction })
        : "a reaction that was taken back"
    case "Echoed":
      if (event.outbound !== undefined || event.by === "us") return []
      return event.text === undefined ? "an agent's message without words" : agent({ _tag: "Says", text: event.text })
    case "Written":
      return event.message.content._tag === "Text"
        ? agent({ _tag: "Says", text: event.message.content.text, bridge: true })
        : "an agent's message without words"
    case "HandedBack":
      return agent({ _tag: "Returns", bridge: true })
    case "Routed":
      return routed(event)
    case "Signalled":
      return [{ _tag: "Signal", signal: event.signal, payload: event.payload }]
    case "Read":
    case "Delivered":
    case "TimerFired":
    case "TaskSucceeded":
    case "TaskFailed":
    case "Settled":
    case "Became":
    case "Inherited":
      return []
    default:
      return `"${event._tag}"`
  }
}
