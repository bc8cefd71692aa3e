/**
 * Completes `package-lock.json` with the packages of other platforms that an installation on this one has left out.
 *
 * Tools with native parts name one optional package for each platform. npm sometimes writes only the one it installed,
 * and `npm ci` then refuses the lockfile everywhere. Their versions stand in the package that names them, their
 * platforms in their names.
 *
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const systems = { windows: "win32" }
const known = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"]
const processors = { 64: "x64" }

const platform = (name) => {
  const words = name.split("/").at(-1).split("-")
  const at = words.findIndex((word) => known.includes(word) || word in systems)
  if (at < 0 || words[at + 1] === undefined) return undefined
  const os = systems[words[at]] ?? words[at]
  const libc = os !== "linux" ?
    undefined :
    words.slice(at + 2).map((word) =>
      word.startsWith("musl") ? "musl" : /^(gnu|glibc)/.test(word) ? "glibc" : undefined
    ).find((word) => word !== undefined)
  return {
    os: [os],
    cpu: [processors[words[at + 1]] ?? words[at + 1]],
    ...(libc === undefined ? {} : { libc: [libc] })
  }
}

/** The optional packages that the lockfile's own entries name and that have no entry. */
export const missing = (lock) =>
  Object.entries(lock.packages).flatMap(([key, entry]) =>
    Object.entries(entry.optionalDependencies ?? {}).filter(([name]) =>
      lock.packages[`${key}/node_modules/${name}`] === undefined && lock.packages[`node_modules/${name}`] === undefined
    ).map(([name, version]) => ({ name, version, dev: entry.dev === true }))
  )

/** The lockfile with an entry for each of them. */
export const complete = (lock) => {
  const packages = { ...lock.packages }
  for (const { name, version, dev } of missing(lock)) {
    const place = platform(name)
    if (place === undefined || !/^\d/.test(version)) {
      throw new Error(`${name}@${version} is not locked and its name does not say its platform; run \`npm install\``)
    }
    const { cpu, libc, os } = place
    packages[`node_modules/${name}`] = {
      version,
      cpu,
      ...(dev ? { dev } : {}),
      ...(libc === undefined ? {} : { libc }),
      optional: true,
      os
    }
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, "en"))
  return { ...lock, packages: Object.fromEntries(sorted) }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = join(dirname(fileURLToPath(import.meta.url)), "..", "package-lock.json")
  const lock = JSON.parse(readFileSync(path, "utf8"))
  const added = missing(lock).length
  if (added > 0) writeFileSync(path, `${JSON.stringify(complete(lock), null, 2)}\n`)
  process.stdout.write(`${added} packages of other platforms added to package-lock.json\n`)
}
