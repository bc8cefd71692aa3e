/**
 * What a person's leave allows: one private reply, one message later, a series, the news.
 *
 * @module
 */
import { day, hour, on, permission, rule, seedsDay, today, words } from "./cases.ts"
import type { RuleCase } from "./ruleCase.ts"

const packs = [["seeds", seedsDay, "the seeds say"], ["current", today, "today"]] as const
const channels = ["messenger", "instagram"] as const

/** A comment that opened the window once, as the seeds have it, says more of a late answer than the leave that came with it. */
const late = (pack: RuleCase["pack"], elsewhere: string): string => pack === "seeds" ? "window.shut" : elsewhere

const privateReplies: ReadonlyArray<RuleCase> = packs.flatMap(([pack, at, says]) =>
  channels.flatMap((channel) => {
    const common = { channel, pack, acts: [{ act: "comment", at: 0 }], bound: 7 * day } as const
    return [
      rule({
        ...common,
        name: `${channel}: ${says}: a comment on a post or an ad is answered in private within seven days`,
        permissions: [permission("privateReply", at)],
        expected: { inside: "privateReply", outside: late(pack, "permission.expired") }
      }),
      rule({
        ...common,
        name: `${channel}: ${says}: a private reply is one message`,
        permissions: [permission("privateReply", at)],
        otherwise: { permissions: [permission("privateReply", at + 1, { usedBy: "o1", usedAt: at + 2 })] },
        expected: { inside: "privateReply", outside: late(pack, "permission.used") }
      }),
      rule({
        ...common,
        name: `${channel}: ${says}: a private reply may sell`,
        message: words("promotion"),
        permissions: [permission("privateReply", at)],
        otherwise: { permissions: [] },
        expected: { inside: "privateReply", outside: "purpose.forbidden" }
      })
    ]
  })
)

/** On Instagram the seeds let a visitor's post be answered, though it opens no window there; today's pack knows comments alone. */
const visitorPosts: ReadonlyArray<RuleCase> = channels.flatMap((channel) =>
  packs.filter(([pack]) => channel === "messenger" || pack === "seeds").flatMap(([pack, at, says]) => {
    const leave = permission("privateReply", at, { id: "p1", address: { _tag: "Post", post: "p1" } })
    const after = (rule: string): string => channel === "messenger" ? late(pack, rule) : rule
    const common = { channel, pack, acts: [{ act: "post", at: 0 }], permissions: [leave], bound: 7 * day } as const
    return [
      rule({
        ...common,
        name: `${channel}: ${says}: a visitor's post is answered in private within seven days`,
        expected: { inside: "privateReply", outside: after("permission.expired") }
      }),
      rule({
        ...common,
        name: `${channel}: ${says}: the private reply to a visitor's post is one message`,
        otherwise: { permissions: [{ ...leave, grantedAt: at + 1, usedBy: "o1", usedAt: at + 2 }] },
        expected: { inside: "privateReply", outside: after("permission.used") }
      })
    ]
  })
)

const restock = words("promotion", { topic: "restock" })

const oneTime: ReadonlyArray<RuleCase> = packs.flatMap(([pack, at, says]) => {
  const common = { channel: "messenger", pack, message: restock, cause: "initiative", bound: 300 * day } as const
  return [
    rule({
      ...common,
      name: `messenger: ${says}: leave for one message is used by one message, which may sell`,
      permissions: [permission("oneTime", at)],
      otherwise: { permissions: [permission("oneTime", at, { usedBy: "o1", usedAt: at + 1 })] },
      expected: { inside: "oneTime", outside: "permission.used" }
    }),
    rule({
      ...common,
      name: `messenger: ${says}: leave for one message is for its topic`,
      permissions: [permission("oneTime", at)],
      otherwise: { message: words("promotion", { topic: "concerts" }) },
      expected: { inside: "oneTime", outside: "permission.none" }
    }),
    rule({
      ...common,
      name: `instagram: ${says}: there are no one-time notifications`,
      channel: "instagram",
      bound: day,
      permissions: [permission("oneTime", at)],
      expected: { inside: "update", outside: "permission.none" }
    })
  ]
})

const oneTimeToken = rule({
  name: "messenger: today the token of a one-time notification lives a year",
  channel: "messenger",
  pack: "current",
  bound: 365 * day,
  message: restock,
  cause: "initiative",
  permissions: [permission("oneTime", today)],
  expected: { inside: "oneTime", outside: "permission.expired" }
})

const cadence = (name: string, at: number, every: number, region?: string): ReadonlyArray<RuleCase> =>
  channels.map((channel) =>
    rule({
      name: `${channel}: ${name}`,
      channel,
      pack: "current",
      at,
      bound: every,
      edge: "begin",
      acts: [{ act: "message", at: -2 * day }],
      message: restock,
      cause: "initiative",
      permissions: [
        permission("recurring", at - day, {
          usedBy: "o1",
          usedAt: at,
          ...(region === undefined ? {} : { region })
        })
      ],
      expected: { inside: "recurring", outside: "permission.tooSoon" }
    })
  )

const cooled = on("2025-09-01")

/** The pause is that of the day on which the next message goes out. */
const longerPause: ReadonlyArray<RuleCase> = channels.map((channel) =>
  rule({
    name: `${channel}: the pause of 48 hours begins on 1 September 2025, also for a series that is under way`,
    channel,
    pack: "current",
    at: cooled - day - hour,
    bound: day + hour,
    acts: [{ act: "message", at: -2 * day }],
    message: restock,
    cause: "initiative",
    permissions: [permission("recurring", cooled - 3 * day, { usedBy: "o1", usedAt: cooled - day - hour })],
    expected: { inside: "recurring", outside: "permission.tooSoon" }
  })
)

const ended = on("2026-02-10")
const regions = ["AU", "EU", "JP", "KR", "UK", "GB", "DE", "ES-CT", "RE"]
const elsewhere = ["US", "CH", "NO", "TR"]

const series: ReadonlyArray<RuleCase> = channels.flatMap((channel) => {
  const common = { channel, message: restock, cause: "initiative" } as const
  return [
    rule({
      ...common,
      name:
        `${channel}: the seeds say: leave for a series lasts for several messages, which may sell, until the person stops it`,
      pack: "seeds",
      bound: 300 * day,
      permissions: [permission("recurring", seedsDay, { usedBy: "o1", usedAt: seedsDay + day })],
      otherwise: { permissions: [permission("recurring", seedsDay, { stoppedAt: seedsDay + day })] },
      expected: { inside: "recurring", outside: "permission.stopped" }
    }),
    rule({
      ...common,
      name: `${channel}: a series ended on 10 February 2026 for a person of unknown place`,
      pack: "current",
      at: ended - 30 * day,
      bound: 30 * day,
      permissions: [permission("recurring", ended - 30 * day)],
      expected: { inside: "recurring", outside: "permission.region" }
    }),
    ...regions.map((region) =>
      rule({
        ...common,
        name: `${channel}: a series goes on in ${region}, and not in the United States`,
        pack: "current",
        bound: 30 * day,
        permissions: [permission("recurring", today, { region })],
        otherwise: { permissions: [permission("recurring", today, { region: "US" })] },
        expected: { inside: "recurring", outside: "permission.region" }
      })
    ),
    ...elsewhere.map((region) =>
      rule({
        ...common,
        name: `${channel}: a series goes on in the European Union, and not in ${region}`,
        pack: "current",
        bound: 30 * day,
        permissions: [permission("recurring", today, { region: "EU" })],
        otherwise: { permissions: [permission("recurring", today, { region })] },
        expected: { inside: "recurring", outside: "permission.region" }
      })
    ),
    rule({
      ...common,
      name: `${channel}: a series ends when the platform says so`,
      pack: "current",
      bound: 30 * day,
      permissions: [permission("recurring", today, { region: "JP", expiresAt: today + 30 * day })],
      expected: { inside: "recurring", outside: "permission.expired" }
    })
  ]
})

const asking = (kind: "oneTime" | "recurring") =>
  words(undefined, {
    content: { _tag: "Request", permission: kind, topic: "restock", title: "Restock", payload: "restock" }
  })

const requests: ReadonlyArray<RuleCase> = [
  ...channels.flatMap((channel) => [
    ...packs.map(([pack, , says]) =>
      rule({
        name: `${channel}: ${
          pack === "seeds" ? "beside the seeds" : says
        }: leave for a series is asked for inside the window`,
        channel,
        pack,
        message: asking("recurring"),
        region: "JP",
        expected: { inside: "reply", outside: "window.shut" }
      })
    ),
    rule({
      name: `${channel}: today leave for a series is asked for where a series goes on, and not elsewhere`,
      channel,
      pack: "current",
      bound: hour,
      message: asking("recurring"),
      region: "KR",
      otherwise: { region: "US" },
      expected: { inside: "reply", outside: "content.request" }
    }),
    rule({
      name: `${channel}: today leave for a series is asked for in a country of the European Union`,
      channel,
      pack: "current",
      bound: hour,
      message: asking("recurring"),
      region: "DE",
      otherwise: { region: "CH" },
      expected: { inside: "reply", outside: "content.request" }
    }),
    rule({
      name: `${channel}: leave for a series is asked for until 10 February 2026 where the person's place is unknown`,
      channel,
      pack: "current",
      at: ended - hour,
      bound: hour,
      message: asking("recurring"),
      expected: { inside: "reply", outside: "content.request" }
    })
  ]),
  ...packs.map(([pack, , says]) =>
    rule({
      name: `messenger: ${says}: leave for one message is asked for inside the window`,
      channel: "messenger",
      pack,
      message: asking("oneTime"),
      expected: { inside: "reply", outside: "window.shut" }
    })
  )
]

const news: ReadonlyArray<RuleCase> = packs.flatMap(([pack, at, says]) => {
  const common = { pack, message: words("news"), cause: "initiative", approvals: ["news"], bound: 30 * day } as const
  return [
    rule({
      ...common,
      name: `messenger: ${says}: news go to a person who subscribed, without promotion`,
      channel: "messenger",
      permissions: [permission("news", at)],
      otherwise: { message: words("news", { promotional: true }) },
      expected: { inside: "news", outside: "message.promotes" }
    }),
    rule({
      ...common,
      name: `messenger: ${says}: news need a registered publisher`,
      channel: "messenger",
      permissions: [permission("news", at)],
      otherwise: { approvals: [] },
      expected: { inside: "news", outside: "approval.news" }
    }),
    rule({
      ...common,
      name: `messenger: ${says}: news need a subscription`,
      channel: "messenger",
      permissions: [permission("news", at)],
      otherwise: { permissions: [] },
      expected: { inside: "news", outside: "permission.none" }
    }),
    rule({
      ...common,
      name: `instagram: ${says}: there are no news messages`,
      channel: "instagram",
      bound: day,
      permissions: [permission("news", at)],
      expected: { inside: "update", outside: "lane.absent" }
    })
  ]
})

/** The rules of permissions. */
export const cases: ReadonlyArray<RuleCase> = [
  ...privateReplies,
  ...visitorPosts,
  ...oneTime,
  oneTimeToken,
  ...cadence("two messages of a series lie 24 hours apart", on("2025-06-01"), day),
  ...cadence("since 1 September 2025 two messages of a series lie 48 hours apart", on("2025-10-01"), 2 * day),
  ...cadence("where a series goes on, two of its messages lie 48 hours apart", today, 2 * day, "JP"),
  ...longerPause,
  ...series,
  ...requests,
  ...news
]
