#!/usr/bin/env node
/**
 * The command behind `npm create parley`. Exit codes: 0 done, 1 no bot was made.
 *
 * @module
 */
import { main } from "./Main.ts"

process.exitCode = await main({
  args: process.argv.slice(2),
  cwd: process.cwd(),
  env: process.env,
  ...(process.stdin.isTTY && process.stdout.isTTY
    ? { terminal: { input: process.stdin, output: process.stdout } }
    : {}),
  print: (text) => process.stdout.write(`${text}\n`)
})
