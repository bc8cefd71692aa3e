/**
 * Packs every package as it would be published, installs the tarballs into empty projects, and uses them there: as ES modules and
 * as CommonJS modules, with the types read by three versions of TypeScript. Prints what an installation weighs and how long a bot takes to start.
 *
 * The packages have to be built. The compilers are installed from the lockfile of `packed`, the rest from npm's cache where it has it.
 *
 * @module
 */
import { spawnSync } from "node:child_process"
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Examples from "./docs/Examples.ts"
import * as Packages from "./packed/Packages.ts"

const say = (line: string) => process.stdout.write(`${line}\n`)
const sources = join(Examples.root, "packed")
const versions = ["5", "6", "7"] as const

/** Runs a command; gives what went wrong, if anything, and what it printed. */
const run = (command: string, args: ReadonlyArray<string>, cwd: string) => {
  const { error, status, stderr, stdout } = spawnSync(command, [...args], {
    cwd,
    encoding: "utf8",
    timeout: 600_000,
    maxBuffer: 64 * 1024 * 1024,
    shell: command === "npm" && process.platform === "win32"
  })
  return { ok: status === 0, out: stdout ?? "", errors: `${error?.message ?? ""}${stdout ?? ""}${stderr ?? ""}` }
}

const must = (what: string, { errors, ok, out }: ReturnType<typeof run>): string => {
  if (!ok) throw new Error(`${what} did not work:\n${errors}`)
  return out
}

const quiet = ["--no-audit", "--no-fund", "--loglevel=error"]

/** Installs from npm's cache alone; where that lacks something, from the registry. */
const install = (folder: string, args: ReadonlyArray<string>): void => {
  const command = ["install", "--ignore-scripts", ...quiet, ...args]
  if (run("npm", [...command, "--offline"], folder).ok) return
  must(`npm install in ${folder}`, run("npm", [...command, "--prefer-offline"], folder))
}

const project = (folder: string, manifest: object): string => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, "package.json"), `${JSON.stringify({ private: true, ...manifest }, null, 2)}\n`)
  return folder
}

const failures: Array<string> = []
const check = (name: string, { errors, ok, out }: ReturnType<typeof run>): void => {
  const note = ok ? out.trim().split("\n").at(-1)?.trim() ?? "" : ""
  say(`${ok ? "ok  " : "FAIL"}  ${name}${note === "" ? "" : `: ${note}`}`)
  if (ok) return
  failures.push(name)
  say(errors.trimEnd().replace(/^/gm, "      "))
}

const megabytes = (count: number) => `${(count / 1_000_000).toFixed(1)} MB`

/** The quickest of several: whatever else the machine does only makes the others slower. */
const quickest = (numbers: ReadonlyArray<number>) => `${Math.min(...numbers).toFixed(0)} ms`

if (!existsSync(join(sources, "node_modules", "typescript-7"))) {
  say("installing three versions of TypeScript from packed/package-lock.json (once) …")
  must("npm ci in packed", run("npm", ["ci", "--ignore-scripts", "--prefer-offline", ...quiet], sources))
}

const work = realpathSync(mkdtempSync(join(tmpdir(), "parley-packed-")))
try {
  const packages = Packages.all()
  const figures: Array<readonly [string, string]> = []
  const tarballs = new Map(packages.map(({ folder, name }): readonly [string, string] => {
    const printed = must(`npm pack in ${folder}`, run("npm", ["pack", "--json", "--pack-destination", work], folder))
    // As npm prints it, behind what the scripts of the package say.
    const [packed] = JSON.parse(printed.slice(printed.search(/^\[/m))) as ReadonlyArray<
      {
        readonly filename: string
        readonly size: number
        readonly unpackedSize: number
        readonly files: ReadonlyArray<{ readonly path: string }>
      }
    >
    if (packed === undefined) throw new Error(`npm pack printed nothing in ${folder}`)
    const { filename, files, size, unpackedSize } = packed
    const missing = Packages.always.filter((path) => !files.some((file) => file.path === path))
    if (missing.length > 0) throw new Error(`${name} is packed without ${missing.join(", ")}`)
    figures.push([`\`${name}\`, packed and unpacked`, `${megabytes(size)}, ${megabytes(unpackedSize)}`])
    return [name, join(work, filename.replace(/^@/, "").replace("/", "-"))]
  }))
  const tarball = (name: string) => tarballs.get(name) ?? ""

  say("installing the tarballs …")
  const running = project(join(work, "running"), { type: "module" })
  install(running, [tarball("@parley/core"), tarball("@parley/messenger-adapter")])
  figures.push([
    "a bot that runs: core and adapter with all they need",
    megabytes(Packages.bytes(join(running, "node_modules")))
  ])

  const whole = project(join(work, "whole"), {})
  // The versions that this repository is tested with.
  const { devDependencies } = JSON.parse(readFileSync(join(Examples.root, "package.json"), "utf8")) as {
    readonly devDependencies: Readonly<Record<string, string>>
  }
  install(whole, [
    ...tarballs.values(),
    ...["effect", "vitest", "@types/node"].map((name) => `${name}@${devDependencies[name] ?? "latest"}`)
  ])
  figures.push(["everything, with the tests' tools and vitest", megabytes(Packages.bytes(join(whole, "node_modules")))])

  for (const kind of Packages.kinds) {
    const folder = project(join(whole, kind), { type: kind })
    cpSync(join(sources, "bot.ts"), join(folder, "bot.ts"))
    writeFileSync(join(folder, "entries.ts"), Packages.loading(Packages.loadable(packages)))
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          exactOptionalPropertyTypes: true,
          target: "ES2023",
          module: "NodeNext",
          skipLibCheck: true,
          types: ["node"],
          outDir: "out"
        },
        include: ["*.ts"]
      })
    )
    for (const version of versions) {
      rmSync(join(folder, "out"), { recursive: true, force: true })
      const compiler = join(sources, "node_modules", `typescript-${version}`, "bin", "tsc")
      const release = must("tsc", run(process.execPath, [compiler, "--version"], folder)).trim().replace("Version ", "")
      check(`${kind}: types with TypeScript ${release}`, run(process.execPath, [compiler, "-p", "."], folder))
    }
    if (kind === "module") {
      // XState's own declarations do not hold under exactOptionalPropertyTypes.
      const whole = ["--skipLibCheck", "false", "--exactOptionalPropertyTypes", "false", "--noEmit"]
      const compiler = join(sources, "node_modules", "typescript-7", "bin", "tsc")
      check(
        "module: every declaration, not only what is used",
        run(process.execPath, [compiler, "-p", ".", ...whole], folder)
      )
    }
    check(`${kind}: every entry loads`, run(process.execPath, [join("out", "entries.js")], folder))
    check(
      `${kind}: a bot talks`,
      run(process.execPath, [join("out", "bot.js"), join(folder, "bot.db"), join(sources, "table.convo")], folder)
    )
  }
  const tests = project(join(whole, "tests"), { type: "module" })
  for (const name of ["table.test.ts", "table.convo"]) cpSync(join(sources, name), join(tests, name))
  check(
    "vitest runs a convo",
    run(process.execPath, [join(whole, "node_modules", "vitest", "vitest.mjs"), "run"], tests)
  )
  const bin = (name: string, file: string) => join(whole, "node_modules", name, "dist", file)
  check("parley --version", run(process.execPath, [bin("@parley/cli", "bin.js"), "--version"], whole))
  check("create-parley --help", run(process.execPath, [bin("create-parley", "bin.js"), "--help"], whole))

  for (const words of [["--version"], ["check", "--help"], ["--help"]]) {
    const took = Array.from({ length: 5 }, () => {
      const began = performance.now()
      must(`parley ${words.join(" ")}`, run(process.execPath, [bin("@parley/cli", "bin.js"), ...words], whole))
      return performance.now() - began
    })
    figures.push([`\`parley ${words.join(" ")}\`, by the clock`, quickest(took)])
  }

  cpSync(join(sources, "start.mjs"), join(running, "start.mjs"))
  const starts = Array.from({ length: 9 }, (_, at) => {
    const printed = must("a start", run(process.execPath, ["start.mjs", join(running, `${at}.db`)], running))
    // As start.mjs writes it.
    return JSON.parse(printed) as { readonly cpu: number; readonly wall: number }
  })
  const bare = Array.from({ length: 9 }, () => {
    const code = "const { system, user } = process.cpuUsage(); console.log((user + system) / 1000)"
    return Number(must("node", run(process.execPath, ["-e", code], running)))
  })
  figures.push(
    ["from nothing to a bot that listens, processor time", quickest(starts.map(({ cpu }) => cpu))],
    ["the same, by the clock", quickest(starts.map(({ wall }) => wall))],
    ["node alone, processor time", quickest(bare)]
  )
  say("")
  for (const [name, value] of figures) say(`| ${name} | ${value} |`)
} finally {
  rmSync(work, { recursive: true, force: true })
}
say(`\n${failures.length === 0 ? "every package works as it is packed" : `${failures.length} failed`}`)
process.exit(failures.length === 0 ? 0 : 1)
