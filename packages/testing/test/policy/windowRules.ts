/**
 * What opens the window, for how long, and what does not.
 *
 * @module
 */
import { day, hour, on, permission, rule, today } from "./cases.ts"
import type { RuleCase } from "./ruleCase.ts"

type Channel = RuleCase["channel"]

const acts: { readonly [act: string]: { readonly words: string; readonly channels: ReadonlyArray<Channel> } } = {
  message: { words: "a message", channels: ["messenger", "instagram"] },
  postback: { words: "a tap on a button such as Get Started", channels: ["messenger", "instagram"] },
  plugin: { words: "a message through a web plugin", channels: ["messenger"] },
  referral: { words: "an m.me or ig.me link into an existing conversation", channels: ["messenger", "instagram"] },
  reaction: { words: "a reaction to a message", channels: ["messenger", "instagram"] },
  adMessage: { words: "a message after a click on an ad", channels: ["messenger", "instagram"] },
  comment: { words: "a comment on a post", channels: ["messenger", "instagram"] },
  post: { words: "a visitor's post on the page", channels: ["messenger"] }
}

const each = <A>(make: (act: string, words: string, channel: Channel) => ReadonlyArray<A>): ReadonlyArray<A> =>
  Object.entries(acts).flatMap(([act, { channels, words }]) => channels.flatMap((channel) => make(act, words, channel)))

const ofSeeds = each((act, words, channel) => [
  rule({
    name: `${channel}: the seeds say: ${words} opens the window for 24 hours`,
    channel,
    pack: "seeds",
    acts: [{ act, at: 0 }],
    expected: { inside: "reply", outside: "window.shut" }
  })
])

const replied = (act: string): boolean => act === "comment" || act === "post"

const ofToday = each((act, words, channel) =>
  replied(act)
    ? [
      rule({
        name: `${channel}: today ${words} allows one private reply for seven days, and opens nothing`,
        channel,
        pack: "current",
        acts: [{ act, at: 0 }],
        permissions: [permission("privateReply", today)],
        bound: 7 * day,
        expected: { inside: "privateReply", outside: "permission.expired" }
      }),
      rule({
        name: `${channel}: the day of the first policy page without it: from 6 April 2026 ${words} opens nothing`,
        channel,
        pack: "current",
        at: on("2026-04-06") - 1,
        bound: 1,
        acts: [{ act, at: 0 }],
        otherwise: { acts: [{ act, at: 1 }] },
        expected: { inside: "reply", outside: "window.never" }
      })
    ]
    : [
      rule({
        name: act === "adMessage"
          ? `${channel}: today ${words} opens the window for seven days`
          : `${channel}: today ${words} opens the window for 24 hours`,
        channel,
        pack: "current",
        acts: [{ act, at: 0 }],
        bound: act === "adMessage" ? 7 * day : day,
        expected: { inside: "reply", outside: "window.shut" }
      })
    ]
)

/** Each channel under each pack. */
const everywhere: ReadonlyArray<readonly [Channel, RuleCase["pack"]]> = [
  ["messenger", "seeds"],
  ["messenger", "current"],
  ["instagram", "seeds"],
  ["instagram", "current"]
]

const opensNothing = (words: string, act: string | undefined, beside: string): ReadonlyArray<RuleCase> =>
  everywhere.map(([channel, pack]) =>
    rule({
      name: `${channel}: ${pack === "seeds" ? "beside the seeds" : "today"}: ${words} opens nothing`,
      channel,
      pack,
      acts: [{ act: beside, at: 0 }],
      bound: 1,
      otherwise: { acts: act === undefined ? [] : [{ act, at: 0 }] },
      expected: { inside: "reply", outside: "window.never" }
    })
  )

const ads: ReadonlyArray<RuleCase> = (["messenger", "instagram"] as const).flatMap((channel) => [
  rule({
    name: `${channel}: until 28 September 2026 a message after a click on an ad opens the window for 24 hours`,
    channel,
    pack: "current",
    at: on("2026-09-01"),
    acts: [{ act: "adMessage", at: 0 }],
    expected: { inside: "reply", outside: "window.shut" }
  }),
  rule({
    name: `${channel}: the seven days after an ad are for messages since 28 September 2026`,
    channel,
    pack: "current",
    at: on("2026-09-28") - 1,
    bound: day + 2,
    edge: "begin",
    acts: [{ act: "adMessage", at: 1 }],
    otherwise: { acts: [{ act: "adMessage", at: 0 }] },
    expected: { inside: "reply", outside: "window.shut" }
  })
])

/** An act after the end of its rule takes nothing from the window of one before it. */
const outlasting: ReadonlyArray<RuleCase> = (["comment", "post"] as const).flatMap((act) =>
  (["messenger", "instagram"] as const).flatMap((channel) =>
    acts[act]?.channels.includes(channel) !== true ? [] : [rule({
      name: `${channel}: the window of a ${act} outlasts a ${act} after the rule's end`,
      channel,
      pack: "current",
      at: on("2026-04-05") + 23 * hour,
      acts: [{ act, at: 0 }, { act, at: 2 * hour }],
      expected: { inside: "reply", outside: "window.never" }
    })]
  )
)

/** The rules of windows. */
export const cases: ReadonlyArray<RuleCase> = [
  ...ofSeeds,
  ...ofToday,
  ...ads,
  ...outlasting,
  ...opensNothing("an ad click without a message", "adReferral", "adMessage"),
  ...opensNothing("a link with no conversation yet", undefined, "referral"),
  ...opensNothing("an opt-in", "optIn", "message"),
  ...opensNothing("a delivery", "delivery", "message"),
  ...opensNothing("a read", "read", "message")
]
