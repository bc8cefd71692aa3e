/**
 * The parts of a bot do not fit together.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import type { Definition } from "../dialogue/Definition.ts"
import * as Route from "../dialogue/Route.ts"
import * as Disclosure from "../policy/Disclosure.ts"
import * as PolicyPack from "../policy/PolicyPack.ts"
import type { BotDefinition } from "./BotDefinition.ts"
import * as InboxAccess from "./InboxAccess.ts"
import type { Service as Transport } from "./Transport.ts"

/** Why a bot cannot run: every problem at once, each with its cure. */
export class BotProblem extends Schema.TaggedError<BotProblem>()("BotProblem", {
  problems: Schema.Array(Schema.String)
}) {
  override get message() {
    return this.problems.length === 1
      ? `The bot cannot run: ${this.problems[0]}`
      : ["The bot cannot run:", ...this.problems.map((problem) => `- ${problem}`)].join("\n")
  }
}

/** The services of a bot could not be built. */
export const fromServices = (error: unknown): BotProblem => {
  const reason = error instanceof Error ? error.message : String(error)
  return new BotProblem({ problems: [`its services could not be built: ${reason}`] })
}

/** As much of a machine as it takes to find what its states say of themselves. */
interface Node {
  readonly path: ReadonlyArray<string>
  readonly meta?: unknown
  readonly states: { readonly [key: string]: Node }
}

/** The other dialogues that the states under a node lead to by name; a function tells its own only when it is run. */
const ledTo = (node: Node): ReadonlyArray<{ readonly state: string; readonly dialogue: string }> => {
  // What an author of a raw machine writes here may be anything; the word `goto` writes the id.
  const { meta } = node
  const own = typeof meta === "object" && meta !== null && "word" in meta && meta.word === "goto" && "dialogue" in meta
      && typeof meta.dialogue === "string"
    ? [{ state: node.path.join("."), dialogue: meta.dialogue }]
    : []
  return [...own, ...Object.values(node.states).flatMap(ledTo)]
}

/** Every `goto` that leads to a dialogue that the bot does not have. */
const strays = (dialogues: ReadonlyArray<Definition>): ReadonlyArray<string> =>
  dialogues.flatMap(({ id, machine }) =>
    ledTo(machine.root)
      .filter(({ dialogue }) => !dialogues.some((one) => one.id === dialogue))
      .map(({ dialogue, state }) =>
        `state "${state}" of dialogue "${id}" leads to dialogue "${dialogue}", which it does not have; `
        + "add it to `dialogues`"
      )
  )

const repeated = (names: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index))
]

/** All that is wrong with the parts of a bot; without transports, all that is wrong wherever it runs. */
export const find = (
  definition: BotDefinition<unknown>,
  given?: ReadonlyArray<Transport>
): ReadonlyArray<string> => {
  const transports = given ?? []
  const problems: Array<string> = []
  if (definition.dialogues.length === 0) problems.push("it has no dialogue; give it one in `dialogues`")
  if (given?.length === 0) problems.push("it has no transport; give it one in `transports`")
  problems.push(...Route.check(definition.dialogues).map((problem) => problem.message))
  const { fallback } = definition
  if (typeof fallback === "object" && !definition.dialogues.some((dialogue) => dialogue.id === fallback.dialogue)) {
    problems.push(`its fallback is dialogue "${fallback.dialogue}", which it does not have; add it to \`dialogues\``)
  }
  problems.push(...strays(definition.dialogues))
  const paths = transports.flatMap(({ beside = [], path }) => [path, ...beside.map((one) => one.path)])
  for (const path of repeated(paths)) {
    problems.push(`two transports answer at ${path}; give each a path of its own`)
  }
  if (definition.disclosure !== false) {
    problems.push(...Disclosure.problems(definition.disclosure, [definition.locale]))
  }
  if (definition.inbox !== undefined) {
    const path = definition.inbox.path ?? "/inbox"
    const weak = InboxAccess.tokenProblem(definition.inbox.token)
    if (weak !== undefined) problems.push(weak)
    if (!path.startsWith("/")) problems.push(`the inbox bridge's \`path\` "${path}" is no path; begin it with a slash`)
    if (paths.includes(path)) {
      problems.push(`the inbox bridge and a transport both answer at ${path}; give the bridge another \`path\``)
    }
  }
  for (const { pack } of transports) {
    problems.push(
      ...PolicyPack.check(pack).map((problem) => `the rules "${pack.name}": ${problem.problem}; ${problem.cure}`)
    )
  }
  const accounts = transports.flatMap((transport) => transport.accounts)
  for (const account of repeated(accounts.map((one) => `${one.channel}/${one.account}`))) {
    problems.push(`the account ${account} is served twice; leave one out`)
  }
  return problems
}
