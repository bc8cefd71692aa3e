/**
 * Any convo that can be written.
 */
import type { Json } from "@parley/core"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import * as LineParser from "../../src/convo/LineParser.ts"
import * as Pattern from "../../src/convo/Pattern.ts"
import * as Printer from "../../src/convo/Printer.ts"
import type { Act, Approval, Line, PersonLine, Script, StateLine, TaskCourse, Trouble } from "../../src/convo/Script.ts"

const raw = FastCheck.stringMatching(/^[A-Za-zé?!,.#\]{}0-9]( ?[A-Za-zé?!,.#[\](){}0-9])*$/)
const pattern = FastCheck.oneof(
  { weight: 5, arbitrary: raw },
  {
    weight: 1,
    arbitrary: FastCheck.constantFrom("/^Order \\d+$/", "/a\\/b/i", "/[/]/", "/x/g", "... and {id}", "a\\nb")
  }
).filter((text) => typeof Pattern.compile(text) !== "string")
const sign = FastCheck.constantFrom("a", "]", "[", "\\", " ", "#", "é", "{", "/", "...", "👍🏽")
const title = FastCheck.string({ minLength: 1, unit: sign })
  .filter((text) => !/\s{2}/.test(text) && text !== "..." && text.trim() === text)
const word = FastCheck.stringMatching(/^[A-Za-z][A-Za-z0-9_.]*$/)
const name = word.filter((who) => who !== "agent" && who !== "bridge")
const path = FastCheck.stringMatching(/^\/[a-z_/]*$/)
const number = FastCheck.nat(1000)
const moment = FastCheck.constantFrom("2026-03-02T09:00Z", "2026-03-09T09:00:30.500Z")
const mark = FastCheck.constantFrom("disclosure", "reply", "humanAgent", "tag:ACCOUNT_UPDATE", "label:Sponsored")

// JSON there and back, so that what JSON cannot say (a negative zero) is not asked of a text.
const json: FastCheck.Arbitrary<Json.Json> = FastCheck.jsonValue().map((value) =>
  JSON.parse(JSON.stringify(value)) as Json.Json
)
const record = FastCheck.dictionary(word, json)

/** The record with those fields only that are there. */
const some = <A extends object>(model: { readonly [Key in keyof A]-?: FastCheck.Arbitrary<A[Key]> }) =>
  FastCheck.record(model, { requiredKeys: [] }) as FastCheck.Arbitrary<A>

const acts: FastCheck.Arbitrary<Act> = FastCheck.oneof(
  raw.map((text): Act => ({ _tag: "Says", text })),
  FastCheck.constantFrom<Act>(
    { _tag: "Says", text: "\\(get started)" },
    { _tag: "Says", text: "(half" },
    { _tag: "Says", text: "[half" }
  ),
  title.map((text): Act => ({ _tag: "Taps", title: text })),
  word.map((payload): Act => ({ _tag: "SendsPayload", payload })),
  FastCheck.tuple(FastCheck.constantFrom("image" as const, "audio" as const, "video" as const, "file" as const), path)
    .map(([kind, url]): Act => ({ _tag: "SendsMedia", kind, url })),
  FastCheck.tuple(number, number).map(([latitude, longitude]): Act => ({
    _tag: "SharesLocation",
    latitude: latitude / 8,
    longitude: -longitude / 8 || 0
  })),
  word.map((ref): Act => ({ _tag: "Follows", ref })),
  word.map((ref): Act => ({ _tag: "TicksCheckbox", ref })),
  FastCheck.constantFrom<Act>({ _tag: "Reacts", reaction: "❤" }),
  FastCheck.tuple(word, FastCheck.boolean()).map(([text, live]): Act => ({
    _tag: "Comments",
    text,
    ...(live ? { live } : {})
  })),
  word.map((text): Act => ({ _tag: "Posts", text })),
  word.map((ad): Act => ({ _tag: "ClicksAd", ad })),
  word.map((answer): Act => ({ _tag: "Rates", answer })),
  FastCheck.constantFrom(
    ...["GetsStarted", "WantsNews", "WantsNoNews", "Blocks", "Unblocks", "Reads"] as const
  ).map((_tag): Act => ({ _tag }))
)
const persons = acts.map((act): PersonLine => ({ _tag: "Person", act }))

const bots = FastCheck.tuple(
  pattern,
  some<{ options: ReadonlyArray<string>; marks: ReadonlyArray<string> }>({
    options: FastCheck.array(FastCheck.oneof(title, FastCheck.constant("..."))),
    marks: FastCheck.array(mark, { minLength: 1 })
  })
).map(([text, more]) => ({ _tag: "Bot" as const, expected: { text, ...more } }))

const states = FastCheck.tuple(
  FastCheck.option(word, { nil: undefined }),
  some<{ context: { readonly [key: string]: Json.Json } }>({ context: record })
).map(([state, more]): StateLine => ({ _tag: "State", state, ...more }))

const courses: FastCheck.Arbitrary<TaskCourse> = FastCheck.oneof(
  FastCheck.tuple(word, some<{ fields: { readonly [name: string]: Json.Json } }>({ fields: record })).map((
    [failure, more]
  ): TaskCourse => ({ _tag: "Fails", failure, ...more })),
  FastCheck.constant<TaskCourse>({ _tag: "Breaks" }),
  json.map((result): TaskCourse => ({ _tag: "Gives", result })),
  FastCheck.nat(100_000).map((millis): TaskCourse => ({ _tag: "Takes", millis }))
)

const troubles: FastCheck.Arbitrary<Trouble> = FastCheck.oneof(
  FastCheck.constantFrom(
    ...["Crash", "Restart", "LoseAnswer", "LoseEcho", "Duplicate"] as const
  ).map((_tag): Trouble => ({ _tag })),
  number.map((status): Trouble => ({ _tag: "Status", status })),
  number.map((code): Trouble => ({ _tag: "Code", code })),
  number.map((count): Trouble => ({ _tag: "Batch", count })),
  number.map((count): Trouble => ({ _tag: "Reorder", count })),
  FastCheck.tuple(word, courses).map(([task, course]): Trouble => ({ _tag: "Task", task, course }))
)

const window = some<{ window: "open" | "closed" }>({
  window: FastCheck.constantFrom("open" as const, "closed" as const)
})
const held = some<{ held: number }>({ held: FastCheck.nat(20) })
const forbidden = FastCheck.oneof(
  FastCheck.constantFrom(
    { _tag: "Send" as const },
    { _tag: "Taker" as const },
    { _tag: "Sign" as const, sign: "typing" as const },
    { _tag: "Sign" as const, sign: "seen" as const }
  ),
  path.map((path) => ({ _tag: "Call" as const, method: "POST", path }))
)

/** Any line but a header that stands alone. */
export const lines: FastCheck.Arbitrary<Line> = FastCheck.oneof(
  persons,
  bots,
  states,
  FastCheck.constantFrom<Line>({ _tag: "Blank" }, { _tag: "Comment", text: "note" }, { _tag: "Comment", text: "" }),
  FastCheck.constantFrom<Line>({ _tag: "Shown", sign: "typing" }, { _tag: "Shown", sign: "seen" }),
  FastCheck.tuple(FastCheck.nat(10_000_000_000), window).map(([millis, more]): Line => ({
    _tag: "Time",
    move: { _tag: "For", millis },
    ...more
  })),
  FastCheck.constantFrom<Line>({ _tag: "Time", move: { _tag: "For", millis: 86_400_000, written: "24h" } }),
  FastCheck.tuple(moment, window).map(([at, more]): Line => ({ _tag: "Time", move: { _tag: "Until", at }, ...more })),
  FastCheck.tuple(forbidden, held).map(([forbidden, more]): Line => ({ _tag: "Not", forbidden, ...more })),
  FastCheck.tuple(path, some<{ body: Json.Json }>({ body: json })).map(([path, more]): Line => ({
    _tag: "Call",
    method: "POST",
    path,
    ...more
  })),
  troubles.map((trouble): Line => ({ _tag: "Trouble", trouble })),
  FastCheck.tuple(name, FastCheck.oneof(persons, bots, states)).map(([who, line]): Line => ({
    _tag: "Other",
    who,
    line
  })),
  FastCheck.tuple(raw, FastCheck.boolean()).map(([text, bridge]): Line => ({
    _tag: "Agent",
    act: { _tag: "Says", text, ...(bridge ? { bridge } : {}) }
  })),
  FastCheck.constantFrom<Line>(
    { _tag: "Agent", act: { _tag: "Takes" } },
    { _tag: "Agent", act: { _tag: "Returns" } },
    { _tag: "Agent", act: { _tag: "Returns", bridge: true } }
  ),
  FastCheck.tuple(word, some<{ payload: Json.Json }>({ payload: json })).map(([signal, more]): Line => ({
    _tag: "Signal",
    signal,
    ...more
  }))
).filter((line) => Either.isRight(LineParser.parse(Printer.line(line))))

const headers = FastCheck.record({
  bot: word,
  person: FastCheck.constantFrom("Ana", "Ana María"),
  locale: FastCheck.constantFrom("es_ES", "en"),
  start: moment,
  seed: FastCheck.nat(),
  channel: FastCheck.constantFrom("messenger" as const, "instagram" as const),
  pack: FastCheck.constantFrom("current" as const, "seeds" as const),
  approvals: FastCheck.uniqueArray(FastCheck.constantFrom<Approval>("humanAgent", "utility", "news")),
  templates: FastCheck.uniqueArray(word.filter((name) => name !== "none"))
}, { requiredKeys: ["bot"] })

const above = FastCheck.array(
  FastCheck.constantFrom<Line>({ _tag: "Blank" }, { _tag: "Comment", text: "A large pizza" }),
  { maxLength: 3 }
)

/** Any convo. */
export const scripts: FastCheck.Arbitrary<Script> = FastCheck.tuple(above, headers, FastCheck.array(lines))
  .map(([first, header, rest]) => ({ lines: [...first, { _tag: "Header", ...header }, ...rest] }))
