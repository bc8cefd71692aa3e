/**
 * The convos below some paths, by the configuration that each belongs to.
 *
 * @module
 */
import { Bots } from "@parley/testing"
import { readdirSync, statSync } from "node:fs"
import { dirname, join, resolve } from "node:path"

/** Some convos, and the configuration that names their bots. */
export interface Group {
  readonly config: Bots.Config
  /** The folder of the configuration, where the sources are. */
  readonly folder: string
  readonly files: ReadonlyArray<string>
}

const below = (path: string): ReadonlyArray<string> =>
  statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".convo") && !entry.parentPath.includes("node_modules"))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
    : [path]

/** The convos below some files and folders. Rejects when one has no configuration above it, or cannot be read. */
export const groups = async (paths: ReadonlyArray<string>): Promise<ReadonlyArray<Group>> => {
  const byConfig = new Map<string, Array<string>>()
  for (const file of paths.flatMap((path) => below(resolve(path)))) {
    const config = Bots.find(dirname(file)) ?? file
    byConfig.set(config, [...byConfig.get(config) ?? [], file])
  }
  return Promise.all(
    [...byConfig].map(async ([path, files]) => ({ config: await Bots.load(path), folder: dirname(path), files }))
  )
}
