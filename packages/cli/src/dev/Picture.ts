/**
 * What the page of the playground is shown: plain JSON. Moments are milliseconds since the epoch on the playground's own clock,
 * lengths are milliseconds.
 *
 * @module
 */

/** A channel that the playground has. */
export type Channel = "messenger" | "instagram"

/** A plain value. */
export type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [key: string]: Json }

/** A place in the author's source, the path as seen from where the command was started. */
export interface Source {
  readonly file: string
  readonly line: number
}

/** Everything that the page shows, as it stands at one moment. A later one replaces it whole. */
export interface Picture {
  readonly format: 1
  /** Counts up by one; a gap means that pictures in between were left out. */
  readonly seq: number
  /** `running`: the bot takes messages. `waiting`: it cannot run until a problem is mended. `starting`: it is being loaded. */
  readonly status: "starting" | "running" | "waiting"
  /** All bots of the configuration; one of them at most is `chosen`. */
  readonly bots: ReadonlyArray<BotPicture>
  /** The accounts of the business that it runs for, at least one on each channel; none while no bot runs. */
  readonly accounts: ReadonlyArray<AccountPicture>
  /** In the order in which they came; branches after the person they branched from. */
  readonly persons: ReadonlyArray<PersonPicture>
  /** The dialogues of the bot that runs. They change with a reload only: `version` of the picture's charts counts those. */
  readonly charts: ReadonlyArray<ChartPicture>
  readonly chartsVersion: number
  readonly clock: ClockPicture
  readonly faults: ReadonlyArray<FaultPicture>
  /** The worst first: what keeps the bot from running, then what failed while it ran, then advice of the type checker. */
  readonly problems: ReadonlyArray<Problem>
  /** What became of the last change of the sources; absent before the first. */
  readonly reload?: Reload
}

/** A bot of the configuration. */
export interface BotPicture {
  readonly name: string
  readonly chosen: boolean
  /** The signals that its dialogues take, for `Act` "signal"; known of the bot that runs. */
  readonly signals: ReadonlyArray<string>
}

/** An account of the business. */
export interface AccountPicture {
  readonly id: string
  readonly channel: Channel
  /** `Messenger`, `Messenger 2`. */
  readonly name: string
  /** What it was approved for. */
  readonly approvals: ReadonlyArray<string>
  /** The rules that it is under: those of the day, or those of the seed pages. */
  readonly pack: "current" | "seeds"
}

/** One person with one account of the business, and all that is known of their conversation. */
export interface PersonPicture {
  readonly id: string
  readonly name: string
  /** As the profile prints it: `en_US`. */
  readonly locale: string
  readonly channel: Channel
  /** The id of the account that they talk to. */
  readonly account: string
  /** The conversation's key in the store: `channel/account/person`. */
  readonly conversation: string
  /** Whom this one branched from, and after which turn. */
  readonly branchOf?: { readonly person: string; readonly turn: number }
  /** Every message, oldest first. Quick replies show under the last one only, and only while it is the page's. */
  readonly entries: ReadonlyArray<EntryPicture>
  /** The dots show. */
  readonly typing: boolean
  /** When the bot marked the talk as seen. */
  readonly seenAt?: number
  readonly menu: ReadonlyArray<ButtonPicture>
  /** Whether the account has "Get started", which shows while there is no conversation. */
  readonly getStarted: boolean
  /** Show while there is no conversation. */
  readonly iceBreakers: ReadonlyArray<{ readonly question: string; readonly payload: string }>
  /** May be said with a slash before them, at any time. */
  readonly commands: ReadonlyArray<{ readonly name: string; readonly description: string }>
  readonly greeting?: string
  readonly window: WindowPicture
  readonly owner: OwnerPicture
  /** Where the dialogue stands. */
  readonly place: PlacePicture
  /** Every message of the bot with its lane and its rule, oldest first; held and refused ones too. */
  readonly ledger: ReadonlyArray<LedgerPicture>
  /** How many of its messages wait until the person writes again. */
  readonly waiting: number
  /** The turns of the journal, oldest first: the last 300. */
  readonly turns: ReadonlyArray<TurnPicture>
  /** The person cannot be written to, or wants nothing unasked. */
  readonly blocked: boolean
  readonly stopped: boolean
}

/** A button that stays, of a message, a card or the menu. `web_url` and `phone_number` do nothing but show their address. */
export interface ButtonPicture {
  /** `postback`, `web_url`, `phone_number`, `account_link`, … */
  readonly type: string
  readonly title: string
  readonly payload?: string
  readonly url?: string
}

/** A reply under the last message. */
export interface QuickReplyPicture {
  readonly title: string
  readonly kind: "text" | "user_phone_number" | "user_email"
  readonly payload?: string
  readonly imageUrl?: string
}

/** A card; several side by side are a carousel. */
export interface CardPicture {
  readonly title: string
  readonly subtitle?: string
  readonly imageUrl?: string
  readonly buttons: ReadonlyArray<ButtonPicture>
}

/** A picture, a recording, a file, a place, a sticker. */
export interface MediaPicture {
  /** `image`, `audio`, `video`, `file`, `sticker`, `location`. */
  readonly type: string
  readonly url?: string
}

/** One message as the person sees it, or what they tapped. */
export interface EntryPicture {
  readonly mid: string
  readonly at: number
  /** `human`: a person of the business wrote it. */
  readonly from: "person" | "bot" | "human"
  readonly kind: "text" | "media" | "buttons" | "cards" | "template" | "utility" | "postback"
  readonly text?: string
  readonly quickReplies?: ReadonlyArray<QuickReplyPicture>
  readonly buttons?: ReadonlyArray<ButtonPicture>
  readonly cards?: ReadonlyArray<CardPicture>
  readonly media?: ReadonlyArray<MediaPicture>
  /** The template's name: `receipt`, `coupon`, or a utility template's own. */
  readonly template?: string
  /** The template as it was sent, for those that have no field of their own here (a receipt's lines, for one). */
  readonly raw?: Json
  readonly replyTo?: string
  readonly persona?: { readonly name: string; readonly picture?: string }
  readonly sponsored?: true
  /** A request for leave to write later; its title is `text`. It is tapped by the title of its button. */
  readonly request?: { readonly kind: string; readonly button: string; readonly agreed: boolean }
  /** A survey; `open` while it is not filled in. */
  readonly survey?: { readonly question: string; readonly kind: string; readonly open: boolean }
  /** The emoji that the person put under it, and the bot's. */
  readonly reaction?: string
  readonly botReaction?: string
  readonly edited?: true
  readonly unsent?: true
  /** What the bot knows of its own message. */
  readonly mark?: {
    readonly lane?: string
    readonly tag?: string
    /** It says that one speaks with a machine. */
    readonly discloses?: true
    /** The turn that said it. */
    readonly turn: number
  }
  /** The person has read it. */
  readonly read?: true
}

/** The time in which the bot may write without a tag. `until` is absent before the person's first act. */
export interface WindowPicture {
  readonly open: boolean
  readonly until?: number
  /** How long it is from the act that opened it, for a bar that closes. */
  readonly length?: number
}

/** Who may speak for the business. */
export interface OwnerPicture {
  readonly who: "bot" | "human" | "app"
  readonly since?: number
  readonly why?: string
}

/** Where a dialogue stands, and how it came there. */
export interface PlacePicture {
  /** Absent while none is active. */
  readonly dialogue?: string
  readonly version?: number
  /** The paths of all active states, outer ones before inner ones. */
  readonly states: ReadonlyArray<string>
  /** The author's context, as it is stored. */
  readonly context?: Json
  /** The ids of the ways of the chart that the last turn took, in order. */
  readonly taken: ReadonlyArray<string>
  /** The guards that the last turn asked, in order. */
  readonly guards: ReadonlyArray<GuardPicture>
  readonly timers: ReadonlyArray<TimerPicture>
  readonly tasks: ReadonlyArray<TaskPicture>
}

/** A guard that was asked. */
export interface GuardPicture {
  /** Its state; empty for the dialogue as a whole. */
  readonly state: string
  readonly guard: string
  readonly to: string
  /** Its answer, or what it threw. */
  readonly answer: boolean | string
  /** What it read, with the values: `size 26`. */
  readonly read: ReadonlyArray<string>
}

/** A timer that runs. */
export interface TimerPicture {
  readonly id: string
  readonly setAt: number
  readonly due: number
  /** The state that it belongs to, where that is known. */
  readonly state?: string
}

/** A task that runs. */
export interface TaskPicture {
  readonly id: string
  readonly name: string
  readonly startedAt: number
  /** The state that it belongs to. */
  readonly state?: string
}

/** One message in the ledger. */
export interface LedgerPicture {
  readonly at: number
  readonly turn: number
  readonly author: string
  readonly words: string
  readonly purpose: string
  readonly verdict: "sent" | "held" | "dropped" | "refused"
  /** How the sending ended: `sent`, `waiting`, `failed`, `unknown`…, and the verdict for what was never sent. */
  readonly outcome: string
  readonly lane?: string
  readonly tag?: string
  readonly rule?: string
  /** What opened the window, and when: the evidence. */
  readonly act?: string
  readonly actAt?: number
  readonly until?: number
  readonly permission?: string
  readonly discloses?: true
  readonly pack: string
  readonly mid?: string
  /** Why it was refused or held, in a sentence. */
  readonly reason?: string
}

/** One turn of the journal. */
export interface TurnPicture {
  /** Its number in the conversation, from 1 on: what `BranchWish` and `GET /api/past` name. */
  readonly turn: number
  readonly at: number
  /** What came in: `Said`, `Tapped`, `TimerFired`, `TaskSucceeded`, `Settled`, … */
  readonly kind: string
  /** The same for a reader: `"hi"`, `[Large]`, `timer`, `PlaceOrder done`. */
  readonly title: string
  /** `person`: an act of theirs; `business`: of a person of the business; `time`: timers; `work`: tasks; `channel`: receipts and the like. */
  readonly by: "person" | "business" | "time" | "work" | "signal" | "channel"
  readonly outcome: "transitioned" | "ignored" | "recorded" | "parked" | "quarantined"
  readonly dialogue?: string
  readonly states: ReadonlyArray<string>
  /** How many messages it said, with those held back. */
  readonly said: number
  readonly error?: string
}

/** A dialogue as a drawing: states and the ways between them. */
export interface ChartPicture {
  readonly dialogue: string
  readonly version: number
  readonly initial: string
  readonly states: ReadonlyArray<StatePicture>
  readonly ways: ReadonlyArray<WayPicture>
  readonly source?: Source
}

/** A state. `by`: the author's, or the repair kit's, which a drawing may leave out. */
export interface StatePicture {
  /** Joined by dots; a state with `parent` stands inside that one. */
  readonly path: string
  readonly parent?: string
  /** How it was made: `ask`, `choose`, `run`, `handover`, … */
  readonly word: string
  readonly type: "atomic" | "compound" | "parallel" | "final" | "history"
  readonly by: "author" | "kit"
  /** What it says, as far as that is known without saying it: `…` stands for what depends on the conversation. */
  readonly words: ReadonlyArray<string>
  /** The titles of what it offers. */
  readonly options: ReadonlyArray<string>
  /** The keys of its options, in the same order. */
  readonly keys?: ReadonlyArray<string>
  /** The task that it runs. */
  readonly task?: string
  /** How long its timer is; `dynamic` where the context decides. */
  readonly timer?: number | "dynamic"
  readonly source?: Source
}

/** A way from a state to another. `from` is empty for one that leads on from anywhere; `to` is absent for one that stays. */
export interface WayPicture {
  readonly id: string
  readonly from: string
  readonly to?: string
  /** What takes it, for an arrow: `Large`, `yes`, `after 10m`, `SoldOut`. */
  readonly label: string
  readonly by: "author" | "kit"
}

/** The clock. A page lets `now` run on by itself while it is `real`. */
export interface ClockPicture {
  readonly mode: "real" | "paused"
  readonly now: number
  /** How far it was turned ahead of the real time; less than 0 after a pause. */
  readonly ahead: number
  /** The next thing that happens by itself. */
  readonly next?: { readonly due: number; readonly person: string; readonly state?: string }
}

/** Something that is set to go wrong. */
export interface FaultPicture {
  readonly channel: Channel
  readonly account: string
  /** In words: `503 for the next message`. */
  readonly label: string
  /** `standing` until it is lifted; `waiting` until it strikes. */
  readonly kind: "standing" | "waiting"
}

/** Something that the author should mend. */
export interface Problem {
  /** `load`: the bot cannot be loaded. `dialogue`: its parts do not fit. `types`: the type checker complains. `failed`: a turn or a task failed. `port`, `page`: the server's own. */
  readonly kind: "load" | "dialogue" | "types" | "failed" | "port" | "page"
  readonly message: string
  /** What helps, where more than the message is known. */
  readonly cure?: string
  readonly source?: Source
  readonly at: number
}

/** What became of a change of the sources. */
export interface Reload {
  /** Counts up by one with each change. */
  readonly number: number
  readonly at: number
  /** The files that changed. */
  readonly files: ReadonlyArray<string>
  /**
   * `kept`: every conversation goes on where it was. `begun anew`: the dialogue of some begins again, as it asks for (`unmigratable:
   * "restart"`). `stuck`: some cannot go on with the new sources (`reasons`); they wait until the sources can read them again, or until they
   * are forgotten. `refused`: the new sources cannot run, and the bot goes on as it was, or waits (`reasons`).
   */
  readonly outcome: "kept" | "begun anew" | "stuck" | "refused"
  readonly reasons: ReadonlyArray<{ readonly person?: string; readonly reason: string }>
}
