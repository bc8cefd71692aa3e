/** What the compiler refuses of messages that are written out, and what it leaves to the check before the send. */
import * as Schema from "effect/Schema"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import type * as Message from "../../src/model/Message.ts"
import * as Show from "../../src/model/Show.ts"

const known: string = "of any length"
const many: ReadonlyArray<Message.Button> = []
const twenty = "12345678901234567890"
const over20 = "123456789012345678901"
const eighty = "12345678901234567890123456789012345678901234567890123456789012345678901234567890"
const over80 = "123456789012345678901234567890123456789012345678901234567890123456789012345678901"
const go = { _tag: "Postback", title: twenty, payload: "go" } as const
const yes = { title: twenty, payload: "y" } as const

export const texts: ReadonlyArray<Message.Message> = [
  Show.text("Hello"),
  Show.text(known, { buttons: [go, go, { _tag: "LogIn", url: known }], persona: "Lea", notification: "silent" }),
  Show.text("Hello", { buttons: many, quickReplies: [yes, { title: known, payload: known }] }),
  Show.text("Hello", { quickReplies: [yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes] })
]
// @ts-expect-error there are at most three buttons
Show.text("Hello", { buttons: [go, go, go, go] })
// @ts-expect-error a title has at most 20 characters
Show.text("Hello", { buttons: [go, { _tag: "Link", title: over20, url: known }] })
// @ts-expect-error there is no such button
Show.text("Hello", { buttons: [{ _tag: "Opens", title: "x" }] })
// @ts-expect-error a title has at most 20 characters
Show.text("Hello", { quickReplies: [{ title: over20, payload: "p" }] })
// @ts-expect-error there are at most thirteen quick replies
Show.text("Hello", { quickReplies: [yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes] })
// @ts-expect-error there is no such option
Show.text("Hello", { personna: "Lea" })

export const rows: ReadonlyArray<Message.Message> = [
  Show.cards([{ title: eighty, subtitle: eighty, buttons: [go, go, go] }], { sharable: true, quickReplies: [yes] }),
  Show.cards([{ title: known, subtitle: known, buttons: many }, { title: "x", imageUrl: known, url: known }])
]
// @ts-expect-error a title has at most 80 characters
Show.cards([{ title: "x", subtitle: "s" }, { title: over80, subtitle: "s" }])
// @ts-expect-error a subtitle has at most 80 characters
Show.cards([{ title: "x", subtitle: over80 }])
// @ts-expect-error a card has at most three buttons
Show.cards([{ title: "x", buttons: [go, go, go, go] }])
// @ts-expect-error a button's title has at most 20 characters
Show.cards([{ title: "x", buttons: [{ _tag: "Link", title: over20, url: known }] }])
// @ts-expect-error there is no such field
Show.cards([{ title: "x", subtitel: "s" }])
// @ts-expect-error there is at least one card
Show.cards([])

const d = Dialogue.setup({
  id: "shop",
  version: 1,
  context: Schema.Struct({ name: Schema.optionalWith(Schema.String, { default: () => "" }) }),
  states: ["thank", "end"]
})

/** A dialogue says it like any words, made of what it knows. */
export const shop = d.make({
  initial: "thank",
  states: {
    thank: d.say(
      [Show.text("Thanks!", { buttons: [go] }), ({ name }) => Show.cards([{ title: name, subtitle: "s" }])],
      {
        to: "end"
      }
    ),
    end: d.end()
  }
})
