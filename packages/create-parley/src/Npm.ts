/**
 * npm, run in a project.
 *
 * @module
 */
import { spawn } from "node:child_process"

/** Runs npm in a folder; what it prints goes to the terminal. Resolves with whether it succeeded. */
export const npm = (
  folder: string,
  args: ReadonlyArray<string>,
  env: Readonly<Record<string, string | undefined>>
): Promise<boolean> =>
  new Promise((done) => {
    // `npm create` says which npm it is; on Windows a program named npm is none that can be spawned.
    const own = env["npm_execpath"]
    const byNode = own !== undefined && /npm-cli\.c?js$/.test(own)
    const child = byNode
      ? spawn(process.execPath, [own, ...args], { cwd: folder, stdio: ["ignore", "inherit", "inherit"], env })
      : spawn("npm", args, {
        cwd: folder,
        stdio: ["ignore", "inherit", "inherit"],
        env,
        shell: process.platform === "win32"
      })
    child.on("error", () => done(false))
    child.on("close", (code) => done(code === 0))
  })
