/**
 * `npm create parley`: asks or takes flags, writes a project, installs, runs its tests, and says what to do next.
 *
 * @module
 */
import { readFileSync } from "node:fs"
import { join, relative, resolve } from "node:path"
import * as Asking from "./Asking.ts"
import { npm } from "./Npm.ts"
import * as Project from "./Project.ts"
import { Refusal } from "./Refusal.ts"
import * as Target from "./Target.ts"
import * as Template from "./Template.ts"
import * as Wish from "./Wish.ts"

/** Where it runs. */
export interface Surroundings {
  readonly args: ReadonlyArray<string>
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Where to ask; without it what is missing is refused, unless `--yes` takes what is usual. */
  readonly terminal?: Asking.Terminal
  readonly print: (text: string) => void
}

/** This package: `src` and `dist` stand in it, beside the templates. */
const own = join(import.meta.dirname, "..")

interface Choice {
  readonly template: Template.Template
  readonly folder: string
}

const choose = async (
  wish: Wish.Wish,
  templates: ReadonlyArray<Template.Template>,
  ask: Asking.Ask
): Promise<Choice> => {
  const first = templates[0]?.name ?? ""
  const template = Template.chosen(templates, wish.template ?? await ask("Which one?", first))
  return { template, folder: wish.folder ?? await ask("In which folder?", `${template.name}-bot`) }
}

/** Asks for what is missing where there is a terminal. */
const chosen = async (
  wish: Wish.Wish,
  templates: ReadonlyArray<Template.Template>,
  { print, terminal }: Surroundings
): Promise<Choice> => {
  const complete = wish.folder !== undefined && wish.template !== undefined
  if (wish.yes || complete) return choose(wish, templates, (_, usual) => Promise.resolve(usual))
  if (terminal === undefined) {
    throw new Refusal(
      `here is no terminal to ask at. Say it all: npm create parley my-bot -- --template ${
        wish.template ?? templates[0]?.name ?? ""
      }\n\n${Template.listing(templates)}`
    )
  }
  if (wish.template === undefined) {
    print(`Bots to start from, in order of learning:\n\n${Template.listing(templates)}\n`)
  }
  return Asking.asking(terminal, (ask) => choose(wish, templates, ask))
}

/** What to type next, in a folder as one sees it from here. */
const next = (folder: string, installed: boolean): string =>
  [
    "Next:",
    "",
    ...(folder === "" ? [] : [`  cd ${folder}`]),
    ...(installed ? [] : ["  npm install"]),
    "  npm run dev     talk to it on a page of your own machine, and watch what it does",
    "  npm test        its conversations, played in milliseconds",
    "",
    "README.md says what to look at, and how to put it on a real page."
  ].join("\n")

const make = async (wish: Wish.Wish, around: Surroundings): Promise<void> => {
  const { cwd, env, print } = around
  const { folder: wished, template } = await chosen(wish, Template.list(join(own, "templates")), around)
  const folder = resolve(cwd, wished)
  Target.assertFree(folder)
  const name = Target.nameFor(folder, wish.name)

  Project.write(template, { folder, name, settings: join(own, "project") })
  print(`${name}: ${template.title} is in ${folder}.`)
  const there = relative(cwd, folder)
  if (wish.install) {
    print("Installing what it needs …")
    if (!await npm(folder, ["install", "--no-audit", "--no-fund"], env)) {
      throw new Refusal(
        `npm could not install; what it said is above. The files are there. Mend it, and then: ${
          there === "" ? "" : `cd ${there} && `
        }npm install`
      )
    }
    print("Running its tests …")
    if (!await npm(folder, ["test"], env)) {
      throw new Refusal(
        `its tests failed; what they said is above. That should not be: please tell us, with those lines.`
      )
    }
  }
  print(`\n${next(there, wish.install)}`)
}

const version = (): string => {
  // Our own file.
  const { version } = JSON.parse(readFileSync(join(own, "package.json"), "utf8")) as { readonly version: string }
  return version
}

/** Runs the command; resolves with its exit code: 0, or 1 when no bot was made, whose reason is printed. */
export const main = async (around: Surroundings): Promise<number> => {
  try {
    const wish = Wish.read(around.args)
    if (wish.show === "help") around.print(Wish.help)
    else if (wish.show === "version") around.print(version())
    else if (wish.show === "list") around.print(Template.listing(Template.list(join(own, "templates"))))
    else await make(wish, around)
    return 0
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    around.print(`create-parley: ${error.message}`)
    return 1
  }
}
