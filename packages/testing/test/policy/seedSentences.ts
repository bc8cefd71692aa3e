/**
 * What the three seed pages say that can be kept or broken, sentence by sentence in our own words, with the cases that hold it. What is
 * no matter of the moment of a send (how something is spelled, what is shown) names the test that holds it elsewhere.
 *
 * @module
 */

/** A test elsewhere: its file below `packages`, and words of its name. */
export interface HeldBy {
  readonly file: string
  readonly name: string
}

/** One sentence. `cases` are words in the names of cases; where `channels` is given, each has one. */
export interface Sentence {
  readonly page: "Send a Message" | "Send API Reference"
  readonly section: string
  readonly says: string
  readonly cases?: ReadonlyArray<string>
  readonly channels?: ReadonlyArray<"messenger" | "instagram">
  readonly tests?: ReadonlyArray<HeldBy>
}

const both = ["messenger", "instagram"] as const
const messenger = ["messenger"] as const
const instagram = ["instagram"] as const

const message = (section: string, says: string, rest: Omit<Sentence, "page" | "section" | "says">): Sentence => ({
  page: "Send a Message",
  section,
  says,
  ...rest
})

const reference = (section: string, says: string, rest: Omit<Sentence, "page" | "section" | "says">): Sentence => ({
  page: "Send API Reference",
  section,
  says,
  ...rest
})

const opens = (what: string, words: string, channels: Sentence["channels"] = both): Sentence =>
  message("acts that open the window", `${what} opens it`, {
    cases: [`the seeds say: ${words} opens the window for 24 hours`],
    channels
  })

const notice = (says: string, ...words: ReadonlyArray<string>): Sentence =>
  message("automated chat", says, { cases: words.map((one) => `the seeds say: ${one}`), channels: both })

const talk: ReadonlyArray<Sentence> = [
  message("beginning", "the person begins the conversation", {
    cases: ["beside the seeds: a link with no conversation yet opens nothing"],
    channels: both
  }),
  notice("told at the beginning of a conversation", "the notice is due at the start of a conversation"),
  notice(
    "told after a while",
    "the notice is due after a day in which nobody said anything",
    "the notice is due after a silence that the person ended",
    "what a lapse is, the bot may say"
  ),
  notice("told when people hand over", "the notice is due when a person of the business hands over to the bot"),
  message("automated chat", "California and Germany above all, people there or served there", {
    tests: [
      { file: "core/test/policy/DisclosureWhere.test.ts", name: "in California for a person who is there" },
      { file: "core/test/policy/DisclosureWhere.test.ts", name: "in Germany for a person in Berlin" },
      { file: "core/test/policy/DisclosureWhere.test.ts", name: "for everyone where the Page serves the market" }
    ]
  }),
  message("automated chat", "four examples of what to say", {
    tests: [{ file: "core/test/policy/DisclosureWords.test.ts", name: "the four wordings of the seeds stand" }]
  }),
  message("automated chat", "recommended where no law asks for it", {
    tests: [{ file: "core/test/policy/DisclosureWhere.test.ts", name: "everywhere, unless places are named" }]
  })
]

const windows: ReadonlyArray<Sentence> = [
  message("standard window", "24 hours from a person's message", {
    cases: ["the seeds say: a message opens the window for 24 hours"],
    channels: both
  }),
  message("standard window", "24 hours from a conversation through a web plugin", {
    cases: ["the seeds say: a message through a web plugin opens the window for 24 hours"],
    channels: messenger
  }),
  message("standard window", "what is sent inside it may sell", {
    cases: [
      "the seeds say: inside the window a message may sell",
      "the seeds say: inside the window an update may sell"
    ],
    channels: both
  }),
  opens("a message", "a message"),
  opens("a tap on a button such as Get Started", "a tap on a button such as Get Started"),
  opens("a click on an ad and then a message", "a message after a click on an ad"),
  message("acts that open the window", "the click alone is not on the list", {
    cases: ["beside the seeds: an ad click without a message opens nothing"],
    channels: both
  }),
  opens("a message through a plugin", "a message through a web plugin", messenger),
  opens("an m.me link to an existing conversation", "an m.me or ig.me link into an existing conversation", messenger),
  opens("an ig.me link to an existing conversation", "an m.me or ig.me link into an existing conversation", instagram),
  opens("a reaction to a message", "a reaction to a message"),
  opens("a comment on a post", "a comment on a post"),
  opens("a visitor's post", "a visitor's post on the page", messenger),
  message("acts that open the window", "nothing else is on the list", {
    cases: [
      "beside the seeds: a delivery opens nothing",
      "beside the seeds: a read opens nothing",
      "beside the seeds: an opt-in opens nothing"
    ],
    channels: both
  })
]

const types: ReadonlyArray<Sentence> = [
  message("recipients", "a page-scoped id, a user ref, a post or a comment", {
    tests: [
      { file: "testing/test/emulator/Recipients.test.ts", name: "takes messages by the reference for 24 hours" },
      { file: "testing/test/emulator/Errors.test.ts", name: "two identifiers" }
    ]
  }),
  message("recipients", "ids of a login do not work here", {
    tests: [{ file: "testing/test/emulator/Errors.test.ts", name: "a stranger" }]
  }),
  message("messaging types", "RESPONSE answers, inside the window, and may sell", {
    cases: ["the seeds say: what answers the person goes as RESPONSE while the window is open"],
    channels: both
  }),
  message("messaging types", "UPDATE is sent unasked, inside the window, and may sell", {
    cases: ["the seeds say: what nobody asked for goes as UPDATE while the window is open"],
    channels: both
  }),
  message("messaging types", "a tagged message fits its tag and does not sell", {
    cases: ["takes a receipt at any time, and no promotion", "a plain reply has no tag"],
    channels: messenger
  }),
  message("message tags", "a person may answer by hand for seven days", {
    cases: ["the seeds say: a person of the business may give a humanAnswer for seven days after the last message"],
    channels: both
  }),
  message("message tags", "no deals, offers, coupons, discounts", {
    cases: ["the seeds say: no tag takes deals, offers, coupons or discounts"],
    channels: messenger
  }),
  message("message tags", "who wants to sell outside the window uses sponsored messages or one-time notifications", {
    cases: [
      "the seeds say: a sponsored message goes to a person who once wrote, at any time, when it is asked for",
      "the seeds say: leave for one message is used by one message, which may sell"
    ],
    channels: messenger
  }),
  message("content types", "sound, buttons, files, menus, pictures, templates, text, film", {
    tests: [
      { file: "messenger-adapter/test/outbound/Render.test.ts", name: "is media by its address" },
      { file: "messenger-adapter/test/outbound/Render.test.ts", name: "is a button template when it has buttons" }
    ]
  })
]

const others: ReadonlyArray<Sentence> = [
  message("news", "for publishers who are registered", {
    cases: ["the seeds say: news need a registered publisher"],
    channels: messenger
  }),
  message("news", "without promotion, to people who subscribed", {
    cases: [
      "the seeds say: news go to a person who subscribed, without promotion",
      "the seeds say: news need a subscription"
    ],
    channels: messenger
  }),
  message("news", "not on Instagram", {
    cases: ["the seeds say: there are no news messages"],
    channels: instagram
  }),
  message("one-time notifications", "one message after the window, if the person agrees", {
    cases: [
      "the seeds say: leave for one message is used by one message, which may sell",
      "the seeds say: leave for one message is for its topic"
    ],
    channels: messenger
  }),
  message("one-time notifications", "not on Instagram", {
    cases: ["the seeds say: there are no one-time notifications"],
    channels: instagram
  }),
  message("private replies", "to a comment on a post or an ad, within seven days", {
    cases: ["the seeds say: a comment on a post or an ad is answered in private within seven days"],
    channels: both
  }),
  message("private replies", "to a visitor's post, within seven days", {
    cases: ["the seeds say: a visitor's post is answered in private within seven days"],
    channels: both
  }),
  message("private replies", "one message alone", {
    cases: [
      "the seeds say: a private reply is one message",
      "the seeds say: the private reply to a visitor's post is one message"
    ],
    channels: both
  }),
  message("private replies", "has a link to the post or comment by itself", {
    tests: [{ file: "testing/test/emulator/Leaves.test.ts", name: "needs no window, and opens none" }]
  }),
  message("one-time notifications", "the permission is asked of the person", {
    cases: ["the seeds say: leave for one message is asked for inside the window"],
    channels: messenger
  }),
  message("marketing messages", "several messages that may sell and come again, if the person agrees", {
    cases: ["the seeds say: leave for a series lasts for several messages, which may sell, until the person stops it"],
    channels: both
  }),
  message("sponsored messages", "selling or not, to a person who once wrote", {
    cases: [
      "the seeds say: a sponsored message goes to a person who once wrote, at any time, when it is asked for",
      "the seeds say: a sponsored message may sell or not"
    ],
    channels: messenger
  }),
  message("sponsored messages", "show the word Sponsored", {
    tests: [{
      file: "testing/test/emulator/Leaves.test.ts",
      name: "goes to a person who once wrote, and says that it is one"
    }]
  }),
  message("sponsored messages", "not on Instagram", {
    cases: ["the seeds say: there are no sponsored messages"],
    channels: instagram
  })
]

const parameters: ReadonlyArray<Sentence> = [
  reference("limits", "tags do not sell", {
    cases: ["the seeds say: no tag takes deals, offers, coupons or discounts"],
    channels: messenger
  }),
  reference("limits", "nor does the answer of a person", {
    cases: ["the seeds say: HUMAN_AGENT takes no promotion"],
    channels: both
  }),
  reference("limits", "no recipient_id for a user ref or a phone number", {
    tests: [{ file: "testing/test/emulator/Recipients.test.ts", name: "which name nobody and are not echoed" }]
  }),
  reference("message", "text of fewer than 2000 characters, metadata of at most 1000", {
    tests: [
      { file: "testing/test/emulator/Errors.test.ts", name: "a text of 2000 characters where fewer are asked for" },
      { file: "testing/test/emulator/Errors.test.ts", name: "metadata of 1001 characters" }
    ]
  }),
  reference("messaging_type", "a confirmation or a status asked for goes as RESPONSE", {
    cases: [
      "a bookingConfirmation asked for inside the window goes as RESPONSE, without a tag",
      "a applicationStatus asked for inside the window goes as RESPONSE, without a tag",
      "a shipping asked for inside the window goes as RESPONSE, without a tag"
    ],
    channels: messenger
  }),
  reference("notification_type", "NO_PUSH, REGULAR unless told, SILENT_PUSH", {
    tests: [
      {
        file: "messenger-adapter/test/outbound/Render.test.ts",
        name: "carries quick replies, the author's metadata and the kind of notification"
      },
      { file: "testing/test/emulator/Recipients.test.ts", name: "sees how loudly a message came" }
    ]
  }),
  reference("sender_action", "a request of its own", {
    tests: [{ file: "testing/test/emulator/Errors.test.ts", name: "a message and a sender action together" }]
  })
]

const allowed = (tag: string, ...purposes: ReadonlyArray<string>): Sentence =>
  reference(tag, `takes ${purposes.join(", ")}`, {
    cases: purposes.map((purpose) => `the seeds say: ${tag} takes a ${purpose} at any time, and no promotion`),
    channels: messenger
  })

const forbidden = (tag: string, says: string, ...words: ReadonlyArray<string>): Sentence =>
  reference(tag, says, { cases: words.map((one) => `the seeds say: ${one}`), channels: messenger })

const notThere = (tag: string, ...purposes: ReadonlyArray<string>): Sentence =>
  reference(tag, "is not there on Instagram", {
    cases: purposes.map((purpose) => `the seeds say: no tag but HUMAN_AGENT, so a ${purpose} waits`),
    channels: instagram
  })

const noSurvey = "no tag but one invites to a survey"

const tags: ReadonlyArray<Sentence> = [
  allowed("ACCOUNT_UPDATE", "applicationStatus", "suspiciousActivity"),
  forbidden(
    "ACCOUNT_UPDATE",
    "nothing that comes again and again",
    "ACCOUNT_UPDATE takes no statement, bill or list that comes again and again",
    "ACCOUNT_UPDATE takes no status that comes again and again"
  ),
  forbidden("ACCOUNT_UPDATE", "no invitation to a survey", noSurvey),
  notThere("ACCOUNT_UPDATE", "applicationStatus", "suspiciousActivity"),
  allowed("CONFIRMED_EVENT_UPDATE", "eventReminder", "bookingConfirmation", "travelUpdate"),
  forbidden(
    "CONFIRMED_EVENT_UPDATE",
    "no event that the person did not sign up for",
    "CONFIRMED_EVENT_UPDATE takes no event that the person did not sign up for"
  ),
  forbidden(
    "CONFIRMED_EVENT_UPDATE",
    "no event that is over",
    "CONFIRMED_EVENT_UPDATE takes no event that is over",
    "a reminder travels until its event has been"
  ),
  forbidden("CONFIRMED_EVENT_UPDATE", "no invitation to a survey", noSurvey),
  notThere("CONFIRMED_EVENT_UPDATE", "eventReminder", "bookingConfirmation", "travelUpdate"),
  reference("CUSTOMER_FEEDBACK", "a survey on a purchase, an event or a product, within seven days", {
    cases: ["purchaseFeedback", "eventFeedback", "productReview"].map((purpose) =>
      `the seeds say: CUSTOMER_FEEDBACK takes a ${purpose} for seven days after the person's last message`
    ),
    channels: messenger
  }),
  forbidden(
    "CUSTOMER_FEEDBACK",
    "with the feedback template alone, any other use fails",
    "CUSTOMER_FEEDBACK goes with the customer feedback template alone",
    "outside the window the customer feedback template goes with CUSTOMER_FEEDBACK alone"
  ),
  notThere("CUSTOMER_FEEDBACK", "purchaseFeedback", "eventFeedback", "productReview"),
  reference("HUMAN_AGENT", "answers of people within seven days; the only tag of Instagram", {
    cases: ["humanAnswer", "reply"].map((purpose) =>
      `the seeds say: a person of the business may give a ${purpose} for seven days after the last message`
    ),
    channels: both
  }),
  reference("HUMAN_AGENT", "needs an approval, which the development mode has not", {
    cases: ["the seeds say: HUMAN_AGENT needs the account's approval"],
    channels: both
  }),
  reference("HUMAN_AGENT", "no automatic messages, nothing that has no bearing on the question", {
    cases: [
      "the seeds say: HUMAN_AGENT takes no automatic message",
      "the seeds say: HUMAN_AGENT takes nothing that has no bearing on the person's question"
    ],
    channels: both
  }),
  allowed("POST_PURCHASE_UPDATE", "receipt", "shipping", "orderAction"),
  forbidden("POST_PURCHASE_UPDATE", "no selling on the side", "POST_PURCHASE_UPDATE sells nothing on the side"),
  forbidden("POST_PURCHASE_UPDATE", "no invitation to a survey", noSurvey),
  notThere("POST_PURCHASE_UPDATE", "receipt", "shipping", "orderAction"),
  reference("tags", "the lists of what is forbidden do not end", {
    cases: ["the forbidden uses are not all that is forbidden: a plain reply has no tag"],
    channels: messenger
  })
]

/** The sentences. */
export const sentences: ReadonlyArray<Sentence> = [...talk, ...windows, ...types, ...others, ...parameters, ...tags]
