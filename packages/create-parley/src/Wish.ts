/**
 * What was asked for on the command line.
 *
 * @module
 */
import { parseArgs } from "node:util"
import { Refusal } from "./Refusal.ts"

/** What was asked for; what was left out is absent. */
export interface Wish {
  readonly show?: "help" | "version" | "list"
  readonly folder?: string
  readonly template?: string
  /** The name in package.json. */
  readonly name?: string
  readonly install: boolean
  /** Whether to take what is usual without asking. */
  readonly yes: boolean
}

/** What `--help` prints. */
export const help = `npm create parley [folder] -- [options]

Makes a folder with a bot to start from, installs what it needs, and runs its tests.

  --template NAME   the bot to start from: a name or a number of the list
  --name NAME       the name in package.json; that of the folder unless given
  --no-install      only writes the files
  --yes             takes what is usual without asking: the first template, in a folder of its name
  --list            lists the templates in order of learning
  --version         the version
  --help            this

npm keeps options for itself unless two dashes stand before them.`

const parsed = (args: ReadonlyArray<string>) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        template: { type: "string", short: "t" },
        name: { type: "string" },
        "no-install": { type: "boolean", default: false },
        yes: { type: "boolean", short: "y", default: false },
        list: { type: "boolean", default: false },
        version: { type: "boolean", short: "v", default: false },
        help: { type: "boolean", short: "h", default: false }
      }
    })
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : String(error)}\n\n${help}`)
  }
}

/** Reads a command line. Throws `Refusal` for an option that there is not, and for two folders. */
export const read = (args: ReadonlyArray<string>): Wish => {
  const { positionals: [folder, ...more], values } = parsed(args)
  if (more.length > 0) {
    throw new Refusal(`one folder at a time: "${folder}", and then again for "${more.join("\", \"")}".`)
  }
  const show = (["help", "version", "list"] as const).find((one) => values[one])
  return {
    ...(show === undefined ? {} : { show }),
    ...(folder === undefined ? {} : { folder }),
    ...(values.template === undefined ? {} : { template: values.template }),
    ...(values.name === undefined ? {} : { name: values.name }),
    install: !values["no-install"],
    yes: values.yes
  }
}
