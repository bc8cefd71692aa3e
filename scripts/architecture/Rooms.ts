/**
 * Rooms are the folders of `src`. An arrow points at what is imported; what no arrow allows is refused, type imports too.
 *
 * @module
 */
import type { Module, Package } from "./Sources.ts"

/** For each room, the rooms it may import. Files directly in `src` assemble the package: they import any, none imports them. */
export type Arrows = Readonly<Record<string, ReadonlyArray<string>>>

/** A package that some modules may not import, and the reason that is printed. */
export interface Ban {
  readonly from: RegExp
  readonly never: RegExp
  readonly because: string
}

const room = (path: string): string => /^src\/([^/]+)\//.exec(path)?.[1] ?? "."

/** Every import against the arrows, and every room without one. */
export const violations = (src: ReadonlyArray<Module>, arrows: Arrows): ReadonlyArray<string> =>
  src.flatMap((module) => {
    const own = room(module.path)
    if (own === ".") return []
    const allowed = arrows[own]
    if (allowed === undefined) return [`${module.path} is in a room without arrows`]
    return module.internal.filter((target) => room(target) !== own && !allowed.includes(room(target))).map((target) =>
      `${module.path} imports ${target}: nothing points from ${own} to ${room(target)}`
    )
  })

/** Every import of a banned package. */
export const banned = (modules: ReadonlyArray<Module>, bans: ReadonlyArray<Ban>): ReadonlyArray<string> =>
  modules.flatMap((module) =>
    bans.filter((ban) => ban.from.test(module.path)).flatMap((ban) =>
      module.external.filter((name) => ban.never.test(name)).map((name) =>
        `${module.path} imports ${name}: ${ban.because}`
      )
    )
  )

/** The packages of the house, the ground first: each may name those before it. */
const packages = ["@parley/core", "@parley/messenger-adapter", "@parley/testing", "@parley/cli"]

/**
 * Every import or dependency on a later package, in sources and tests, and every path that leaves the package. Tests may
 * import their own package by name, as a user does.
 */
export const packageViolations = (own: Package): ReadonlyArray<string> => {
  const later = packages.slice(packages.indexOf(own.name))
  const isTest = (module: Module) => module.path.startsWith("test/")
  const isOwn = (name: string) => name === own.name || name.startsWith(`${own.name}/`)
  const isLater = (name: string) => later.some((other) => name === other || name.startsWith(`${other}/`))
  const gates = /^\.\.\/\.\.\/scripts\/(?:architecture\/|processes\.ts$|canaries\.ts$)/
  return [
    ...own.dependencies.filter(isLater).map((name) => `${own.name} depends on ${name}`),
    ...[...own.src, ...own.test].flatMap((module) => [
      ...module.external.filter((name) => isLater(name) && !(isTest(module) && isOwn(name))).map((name) =>
        `${module.path} imports ${name}`
      ),
      ...module.internal.filter((target) => target.startsWith("..") && !(isTest(module) && gates.test(target))).map((
        target
      ) => `${module.path} imports ${target}, outside of its package`)
    ])
  ]
}

/** Every cycle of imports, once, written as the way around. */
export const cycles = (modules: ReadonlyArray<Module>): ReadonlyArray<string> => {
  const byPath = new Map(modules.map((module) => [module.path, module]))
  const done = new Set<string>()
  const found: Array<string> = []
  const visit = (path: string, way: ReadonlyArray<string>): void => {
    const start = way.indexOf(path)
    if (start >= 0) {
      found.push([...way.slice(start), path].join(" → "))
      return
    }
    if (done.has(path)) return
    for (const target of byPath.get(path)?.internal ?? []) visit(target, [...way, path])
    done.add(path)
  }
  for (const path of byPath.keys()) visit(path, [])
  return found
}
