/**
 * What to change so that a lane takes a message, for each thing that stands between them.
 *
 * @module
 */
import type { LaneRule } from "./PolicyPack.ts"
import * as Obstacle from "./Obstacle.ts"
import * as Permissions from "./Permissions.ts"
import * as Sentence from "./Sentence.ts"
import * as Window from "./Window.ts"

const wait = "wait until the person writes"

const byPerson = (rule: LaneRule, { conversation, view }: Obstacle.Case): string => {
  const last = rule.within === undefined ? undefined : Window.lastAct(conversation.acts, view, rule.after)
  return last === undefined || rule.within === undefined
    ? "let a person write it in the inbox"
    : `let a person write it in the inbox within ${Sentence.span(rule.within)}, until ${
      Sentence.moment(last.at + rule.within)
    }`
}

const leave = (rule: LaneRule, matter: Obstacle.Case): string | undefined => {
  if (rule.permission === "news") return "the person has to subscribe to the news"
  // Nobody can make a person comment, and leave can be asked of one who has written.
  if (rule.permission === "privateReply" || Obstacle.isStranger(matter)) return undefined
  const { topic } = matter.message
  if (topic !== undefined) return `ask the person's leave on "${topic}" while the window is open`
  const given = matter.conversation.permissions.find((one) => one.kind === rule.permission && one.topic !== undefined)
  return given === undefined
    ? "ask the person's leave on a topic while the window is open, and name the topic"
    : `name the topic on which the person gave leave, such as "${given.topic}"`
}

const pause = (rule: LaneRule, matter: Obstacle.Case): string | undefined => {
  const dead = rule.permission === undefined ? undefined : Obstacle.deadPermission(rule.permission, matter)
  const at = dead === undefined ? undefined : Permissions.nextAt(dead, matter.view, matter.time)
  return at === undefined ? undefined : `wait until ${Sentence.moment(at)}`
}

const cure = (obstacle: Obstacle.Name, rule: LaneRule, matter: Obstacle.Case): string | undefined => {
  switch (obstacle) {
    case "window.shut":
      return wait
    case "author.human":
      return byPerson(rule, matter)
    case "author.bot":
      return "let the bot say it"
    case "purpose.unlisted":
      return rule.content === "survey" && matter.message.content._tag === "Survey" && rule.purposes !== "any"
        ? `give the survey one of the purposes ${rule.purposes.join(", ")}`
        : undefined
    case "message.promotes":
      return matter.message.promotional === true ? "leave the promotion out" : undefined
    case "message.recurs":
      return matter.message.recurs === true ? "send nothing that comes again and again" : undefined
    case "message.sponsored":
      return matter.promotes ? "mark the message as `sponsored`" : undefined
    case "content.template":
      return matter.message.content._tag === "Template" ? undefined : "give the message an approved template"
    case "content.survey":
      return rule.content === "survey" ? "ask with a survey form" : undefined
    case "request.given":
    case "request.tooSoon":
      return Obstacle.requestWords(matter).cure
    case "template.unknown":
    case "template.language":
    case "template.unapproved":
    case "template.parameters":
      return Obstacle.templateWords(matter).cure
    case "approval":
      return `get the approval "${rule.approval}" for the account and name it among its approvals${
        rule.stage === undefined ? "" : ` (the page calls it ${rule.stage})`
      }`
    case "permission.none":
    case "permission.used":
    case "permission.expired":
      return leave(rule, matter)
    case "permission.tooSoon":
      return pause(rule, matter)
    case "permission.stopped":
      return "the person has to take it up again"
    case "window.never":
    case "window.old":
    case "purpose.forbidden":
    case "message.past":
    case "content.request":
    case "permission.region":
      return undefined
  }
}

/** What to change so that the lane takes the message, or `undefined` when nothing the business does would help. */
export const of = (rule: LaneRule, found: number, matter: Obstacle.Case): string | undefined => {
  const cures: Array<string> = []
  for (const name of Obstacle.named(found)) {
    const one = cure(name, rule, matter)
    if (one === undefined) return undefined
    cures.push(one)
  }
  return `${Sentence.name(rule)}: ${cures.join(", and ")}`
}

/** The way out that is always there: the person writes, and the window opens. */
export const waiting = (rule: LaneRule): string => `${Sentence.name(rule)}: ${wait}`
