/**
 * Compiles every example of the documentation in one go, and runs those that say what they give: `sum(1, 2) // => 3`.
 *
 * @module
 */
import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as Examples from "./Examples.ts"
import * as Processes from "../processes.ts"

const folder = join(Examples.root, Examples.folder)
const fail = (text: string) => {
  process.stderr.write(`${text}\n`)
  process.exitCode = 1
}

const readme = readFileSync(join(Examples.root, "README.md"), "utf8")
const opening = Examples.fences(readme)[0]
if (!existsSync(Examples.first)) fail(`${Examples.first} is missing`)
else if (opening?.code !== readFileSync(Examples.first, "utf8")) {
  fail("README.md does not open with the first example, byte for byte; run `npm run docs:sync`")
}

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })

const examples = Examples.all().map((example, index) => ({
  ...example,
  file: `${String(index).padStart(3, "0")}-${example.path.replace(/[^a-z0-9]+/gi, "-")}-${example.line}.ts`
}))

// `export {}` makes a module of an example that imports nothing.
for (const { file, code } of examples) writeFileSync(join(folder, file), `${code}export {}\n`)
writeFileSync(
  join(folder, "tsconfig.json"),
  JSON.stringify({
    extends: "../tsconfig.base.json",
    compilerOptions: {
      composite: false,
      incremental: false,
      noEmit: true,
      noUnusedLocals: false,
      noUnusedParameters: false,
      rootDir: ".."
    },
    include: ["*.ts"]
  })
)

const compile = () => {
  if (examples.length === 0) return
  const tsc = join(Examples.root, "node_modules", "typescript", "bin", "tsc")
  const run = spawnSync(process.execPath, [tsc, "-p", folder, "--pretty", "false"], { cwd: folder, encoding: "utf8" })
  if (run.status === 0) return
  const named = run.stdout.replace(
    /^(\d{3}-\S+?\.ts)\((\d+),(\d+)\)/gm,
    (_all, file: string, line: string, column: string) => {
      const example = examples.find((one) => one.file === file)
      return example === undefined ? file : `${example.path}:${example.line + Number(line) - 1}:${column}`
    }
  )
  fail(`Examples that do not compile:\n${named}`)
}

const run = () => {
  const running = examples.flatMap((example) => {
    const text = example.noRun ? undefined : Examples.checked(example)
    if (text === undefined) return []
    const file = example.file.replace(/\.ts$/, ".run.ts")
    writeFileSync(
      join(folder, file),
      `import * as __example from "../scripts/docs/Expectation.ts"\n${text}export {}\n`
    )
    return [{ file, where: `${example.path}:${example.line}` }]
  })
  if (running.length > 0) {
    const runner = join(Examples.root, "scripts", "docs", "run.ts")
    const child = spawnSync(
      process.execPath,
      [...Processes.typescript, runner, JSON.stringify(running)],
      { cwd: folder, stdio: ["ignore", "inherit", "inherit"] }
    )
    if (child.status !== 0) fail("Examples that do not give what they say.")
  }
  return running.length
}

compile()
const ran = run()
process.stdout.write(`${examples.length} examples compiled, ${ran} run\n`)
