/**
 * The options of the adapter from the environment, for one account.
 *
 * | variable | holds |
 * |---|---|
 * | `PARLEY_MESSENGER_PAGE_ID` | the page's id |
 * | `PARLEY_MESSENGER_PAGE_TOKEN` | the page's access token |
 * | `PARLEY_MESSENGER_APP_SECRET` | the app's secret |
 * | `PARLEY_MESSENGER_VERIFY_TOKEN` | the text that you gave Meta for the webhook |
 * | `PARLEY_MESSENGER_PREVIOUS_APP_SECRET` | optional: the secret before a reset |
 * | `PARLEY_MESSENGER_APP_ID` | optional: the app's id |
 * | `PARLEY_MESSENGER_APPROVALS` | optional: `humanAgent,utility` |
 * | `PARLEY_MESSENGER_TEMPLATES` | optional: `order_left/en, order_left/de`, the approved templates with their languages |
 * | `PARLEY_MESSENGER_GRAPH_URL` | optional: another Graph API, such as an emulator |
 * | `PARLEY_MESSENGER_GRAPH_VERSION` | optional: `v26.0` |
 * | `PARLEY_MESSENGER_PATH` | optional: `/webhook` |
 * | `PARLEY_MESSENGER_DATA_DELETION_URL` | optional: the public address of the data deletion callback; asks for the app's id |
 * | `PARLEY_MESSENGER_USER_TOKEN` | optional: the token of a user with a role on the app, for pictures of templates |
 * | `PARLEY_MESSENGER_PACK` | optional: `current`, or `seeds` for the rules of the seed pages alone |
 *
 * @module
 */
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { MessengerConfigError, type Problem } from "./MessengerConfigError.ts"
import * as MessengerSettings from "./MessengerSettings.ts"
import * as Packs from "./policy/Packs.ts"

const prefix = "PARLEY_MESSENGER_"

const variables: { readonly [field: string]: string } = {
  id: "PAGE_ID",
  token: "PAGE_TOKEN",
  appSecret: "APP_SECRET",
  previousAppSecret: "PREVIOUS_APP_SECRET",
  appId: "APP_ID",
  approvals: "APPROVALS",
  templates: "TEMPLATES",
  verifyToken: "VERIFY_TOKEN",
  graphBaseUrl: "GRAPH_URL",
  graphVersion: "GRAPH_VERSION",
  path: "PATH",
  "dataDeletion.url": "DATA_DELETION_URL",
  // Where the environment names none, Meta finds them by the app's id.
  "dataDeletion.conversations": "APP_ID",
  userToken: "USER_TOKEN",
  pack: "PACK"
}

const nameOf: MessengerSettings.Name = (field) => prefix + (variables[field] ?? field)

const text = (field: string): Config.Config<Option.Option<string>> =>
  Config.map(Config.option(Config.string(nameOf(field))), Option.filter((value) => value !== ""))

const secret = (field: string): Config.Config<Option.Option<Redacted.Redacted>> =>
  Config.map(
    Config.option(Config.redacted(nameOf(field))),
    Option.filter((value) => Redacted.value(value) !== "")
  )

const all = Config.all({
  id: text("id"),
  token: secret("token"),
  appSecret: secret("appSecret"),
  previousAppSecret: secret("previousAppSecret"),
  appId: text("appId"),
  approvals: text("approvals"),
  templates: text("templates"),
  verifyToken: secret("verifyToken"),
  graphBaseUrl: text("graphBaseUrl"),
  graphVersion: text("graphVersion"),
  path: text("path"),
  dataDeletion: text("dataDeletion.url"),
  userToken: secret("userToken"),
  pack: text("pack")
})

type Read = Config.Config.Success<typeof all>

/** A present value as an option record, an absent one as none. */
const given = <K extends string, A>(key: K, value: Option.Option<A>): { readonly [P in K]?: A } =>
  // The key is a literal, so the record has exactly this one property.
  Option.isSome(value) ? { [key]: value.value } as { readonly [P in K]?: A } : {}

const namesIn = (list: string): ReadonlyArray<string> =>
  list.split(",").map((name) => name.trim()).filter((name) => name !== "")

/** A template from `name/language`. */
const templateOf = (text: string): ReadonlyArray<MessengerSettings.TemplateOptions> => {
  const [, name, language] = /^([^/\s]+)\/([^/\s]+)$/.exec(text) ?? []
  return name === undefined || language === undefined ? [] : [{ name, languages: [language] }]
}

const templateProblems = (list: string): ReadonlyArray<Problem> =>
  namesIn(list).filter((text) => templateOf(text).length === 0).map((text) => ({
    setting: nameOf("templates"),
    problem: `has "${text}", which names no template with its language`,
    cure: "write each as name/language, order_left/en for one"
  }))

const optionsOf = (read: Read): MessengerSettings.Options => ({
  accounts: [{
    channel: "messenger",
    id: Option.getOrElse(read.id, () => ""),
    token: Option.getOrElse(read.token, () => ""),
    appSecret: Option.getOrElse(read.appSecret, () => ""),
    ...given("previousAppSecret", read.previousAppSecret),
    ...given("appId", read.appId),
    ...given("userToken", read.userToken),
    ...given("approvals", Option.map(read.approvals, (list) => namesIn(list).filter(MessengerSettings.isApproval))),
    ...given("templates", Option.map(read.templates, (list) => namesIn(list).flatMap(templateOf)))
  }],
  ...given("verifyToken", read.verifyToken),
  ...given("graphBaseUrl", read.graphBaseUrl),
  ...given("graphVersion", read.graphVersion),
  ...given("path", read.path),
  ...given("dataDeletion", Option.map(read.dataDeletion, (url) => ({ url }))),
  ...given("pack", Option.filter(read.pack, Packs.isName))
})

/** From the environment the verify token is asked for: who runs a bot this way has a webhook to register. */
const missingVerifyToken = {
  setting: nameOf("verifyToken"),
  problem: "is missing",
  cure: "choose any text, and give Meta the same one when you register the webhook"
}

const ownProblems = (read: Read): ReadonlyArray<Problem> => [
  ...(Option.isSome(read.verifyToken) ? [] : [missingVerifyToken]),
  ...Option.toArray(
    Option.flatMapNullable(read.pack, (pack) => MessengerSettings.packNameProblem(nameOf("pack"), pack))
  ),
  ...MessengerSettings.approvalProblems(
    nameOf("approvals"),
    namesIn(Option.getOrElse(read.approvals, () => ""))
  ),
  ...templateProblems(Option.getOrElse(read.templates, () => ""))
]

const check = (read: Read): Either.Either<MessengerSettings.Settings, MessengerConfigError> => {
  const checked = MessengerSettings.check(optionsOf(read), nameOf)
  const [first, ...rest] = ownProblems(read)
  if (first === undefined) return checked
  const others = Either.isLeft(checked) ? checked.left.problems : []
  return Either.left(new MessengerConfigError({ problems: [first, ...rest, ...others] }))
}

/** The settings that the environment (or another `ConfigProvider`) gives; every missing or malformed one at once. */
export const settings: Effect.Effect<MessengerSettings.Settings, MessengerConfigError> = Effect.flatMap(
  Effect.mapError(all, () =>
    new MessengerConfigError({
      problems: [{ setting: `${prefix}*`, problem: "cannot be read", cure: "check the ConfigProvider" }]
    })),
  check
)
