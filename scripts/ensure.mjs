/**
 * Makes a fresh clone ready, with nothing but Node and npm: `node scripts/ensure.mjs install | build | stamp`.
 *
 * It uses no dependency, because it runs before there are any. It speaks on standard error and never touches standard
 * input, so that what it stands in front of can be piped.
 *
 * @module
 */
import { spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const modules = join(root, "node_modules")
const installStamp = join(modules, ".parley-stamp")
const buildStamp = join(modules, ".cache", "parley", "build-stamp")

const say = (line) => process.stderr.write(`${line}\n`)

const fail = (line) => {
  say(`parley: ${line}`)
  process.exit(1)
}

const requireNode = () => {
  const [major, minor] = process.versions.node.split(".").map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Node ${process.versions.node} is too old; install Node 20.19 or newer and run the command again.`)
  }
}

const read = (file) => existsSync(file) ? readFileSync(file, "utf8") : ""

const write = (file, text) => {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

/** What an installation depends on: the lockfile, and the platform its binaries are for. */
const installKey = () =>
  createHash("sha256")
    .update(read(join(root, "package-lock.json")))
    .update(`${process.platform} ${process.arch} ${process.versions.modules}`)
    .digest("hex")

const install = () => {
  if (read(installStamp) === installKey()) return
  say("parley: installing dependencies from package-lock.json (once, about a minute) …")
  const npm = process.env["npm_execpath"]
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"]
  const run = npm !== undefined && /\.c?js$/.test(npm)
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ["ignore", "ignore", 2] })
    : spawnSync("npm", args, { cwd: root, stdio: ["ignore", "ignore", 2], shell: process.platform === "win32" })
  if (run.status !== 0) {
    fail("`npm ci` did not finish; its message is above. Check the network and run the command again.")
  }
  write(installStamp, installKey())
}

const files = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]
  )

const packages = () =>
  readdirSync(join(root, "packages")).map((name) => join(root, "packages", name))
    .filter((folder) => existsSync(join(folder, "tsconfig.json")))

const byText = (a, b) => a < b ? -1 : a > b ? 1 : 0

/** What a build depends on. Times and sizes are enough: after a false alarm the compiler finds nothing to do. */
const buildKey = () => {
  const hash = createHash("sha256").update(installKey())
  const inputs = packages().flatMap((folder) => [
    ...["src", "playground"].map((room) => join(folder, room)).filter(existsSync).flatMap(files),
    join(folder, "tsconfig.json"),
    join(folder, "package.json")
  ])
  for (const file of [...inputs, join(root, "tsconfig.base.json")].sort(byText)) {
    const { mtimeMs, size } = statSync(file)
    hash.update(`${file} ${mtimeMs} ${size}\n`)
  }
  return hash.digest("hex")
}

const cli = join(root, "packages", "cli")

const isBuilt = () =>
  packages().every((folder) => existsSync(join(folder, "dist", "index.js")))
  && existsSync(join(cli, "dist", "playground", "index.html"))

const build = () => {
  const key = buildKey()
  if (read(buildStamp) === key && isBuilt()) return
  say("parley: building the packages …")
  const steps = [[join(modules, "typescript", "bin", "tsc"), "-b", root], [join(cli, "playground", "build.mjs")]]
  for (const step of steps) {
    const run = spawnSync(process.execPath, step, { cwd: root, stdio: ["ignore", 2, 2] })
    if (run.status !== 0) fail("the build failed; the message of the compiler is above.")
  }
  write(buildStamp, key)
}

requireNode()
switch (process.argv[2]) {
  case "install":
    install()
    break
  case "build":
    install()
    build()
    break
  case "stamp":
    if (existsSync(modules)) write(installStamp, installKey())
    break
  default:
    fail("say what to make ready: `install`, `build` or `stamp`.")
}
