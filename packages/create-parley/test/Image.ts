/**
 * A Dockerfile without an engine: its COPY and RUN steps, done in folders that stand in for the stages' file systems.
 *
 * @module
 */
import { cpSync, existsSync, mkdirSync, readFileSync, statSync } from "node:fs"
import { basename, join } from "node:path"
import { succeed } from "./Running.ts"

/** One instruction, its continued lines joined. */
interface Step {
  readonly word: string
  readonly rest: string
}

/** The instructions of a Dockerfile in order. */
export const steps = (text: string): ReadonlyArray<Step> =>
  text.replaceAll(/^#.*\n/gm, "").replaceAll(/\\\n\s*/g, " ").split("\n").flatMap((line) => {
    const [, word, rest] = /^([A-Z]+)\s+(.*)$/.exec(line.trim()) ?? []
    return word === undefined || rest === undefined ? [] : [{ word, rest }]
  })

/** What a step needs to be done. */
interface Stage {
  readonly root: string
  workdir: string
  env: Record<string, string>
}

/** What was built: the folder in which the last stage works, the variables that it sets, and its command. */
export interface Image {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  readonly command: ReadonlyArray<string>
}

const words = (text: string): ReadonlyArray<string> => text.split(/\s+/).filter((word) => word !== "")

/** The contents of a folder, or a file, into a folder or to a path: as COPY does. */
const copy = (from: string, to: string, isFolder: boolean): void => {
  if (!existsSync(from)) throw new Error(`COPY ${from}: it is not there`)
  mkdirSync(isFolder ? to : join(to, ".."), { recursive: true })
  cpSync(from, isFolder && statSync(from).isFile() ? join(to, basename(from)) : to, { recursive: true })
}

/**
 * Builds the Dockerfile of a project in an empty folder, with these variables for its commands. Rejects with what a command printed when it
 * fails, and for an instruction that it does not know.
 */
export const build = async (
  project: string,
  empty: string,
  env: Readonly<Record<string, string>>
): Promise<Image> => {
  const stages = new Map<string, Stage>()
  let stage: Stage = { root: "", workdir: "/", env: {} }
  let command: ReadonlyArray<string> = []
  const inside = (path: string): string => join(stage.root, path.startsWith("/") ? "" : stage.workdir, path)
  for (const { rest, word } of steps(readFileSync(join(project, "Dockerfile"), "utf8"))) {
    switch (word) {
      case "FROM": {
        const name = /\sAS\s+(\S+)$/i.exec(rest)?.[1] ?? `stage-${stages.size}`
        stage = { root: join(empty, name), workdir: "/", env: {} }
        stages.set(name, stage)
        break
      }
      case "WORKDIR":
        stage.workdir = rest
        mkdirSync(inside("."), { recursive: true })
        break
      case "ENV":
        for (const pair of words(rest)) stage.env[pair.split("=")[0] ?? ""] = pair.split("=").slice(1).join("=")
        break
      case "COPY": {
        const from = /--from=(\S+)/.exec(rest)?.[1]
        const paths = words(rest.replaceAll(/--\S+/g, ""))
        const to = paths.at(-1) ?? "."
        const sources = paths.slice(0, -1)
        const root = from === undefined ? project : stages.get(from)?.root ?? ""
        for (const source of sources) {
          const path = join(root, source)
          copy(path, inside(to), to.endsWith("/") || sources.length > 1)
        }
        break
      }
      case "RUN":
        await succeed("sh", ["-c", rest], { cwd: inside("."), env: { HOME: empty, ...env, ...stage.env } })
        break
      case "CMD":
        command = JSON.parse(rest) as ReadonlyArray<string>
        break
      case "USER":
      case "VOLUME":
      case "EXPOSE":
      case "HEALTHCHECK":
        break
      default:
        throw new Error(`the test knows no ${word}`)
    }
  }
  return { folder: inside("."), env: stage.env, command }
}
