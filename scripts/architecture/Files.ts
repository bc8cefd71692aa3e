/**
 * The shape of files: how long, how named, and that no test is left out.
 *
 * @module
 */
import type { Module } from "./Sources.ts"

/** A wall, not an aim: most files have between 60 and 200 lines. */
const longest = 400

const vague = /(^|\/)(types|utils?|helpers?|errors|constants|common|misc)\.ts$/i

const left =
  /\b(?:it|test|describe|suite|bench)(?:\.\w+)*\.(skip|only|todo|skipIf|runIf|fails)\b|\bx(?:it|describe|test)\(/

/** Every file that is too long or whose name says nothing. */
export const shapeViolations = (modules: ReadonlyArray<Module>): ReadonlyArray<string> =>
  modules.flatMap((module) => {
    const lines = module.text.split("\n").length - 1
    return [
      ...(lines > longest ? [`${module.path} has ${lines} lines; ${longest} is the wall`] : []),
      ...(vague.test(module.path) ? [`${module.path} is named after no concept`] : [])
    ]
  })

/** Every source that does not begin by saying what it is: a doc comment that ends in `@module`. A barrel may go without. */
export const docViolations = (src: ReadonlyArray<Module>): ReadonlyArray<string> =>
  src.filter((module) =>
    !module.path.endsWith("/index.ts") && !/^(#!.*\n)?\/\*\*(?:(?!\*\/)[\s\S])*@module\s*\*\//.test(module.text)
  ).map((module) => `${module.path} does not begin with its doc, \`/** … @module */\``)

/** Every test that is skipped, focused or left for later. */
export const skipViolations = (
  tests: ReadonlyArray<Module>,
  allowed: ReadonlyArray<string> = []
): ReadonlyArray<string> =>
  tests.filter((module) => !allowed.includes(module.path)).flatMap((module) =>
    module.text.split("\n").flatMap((line, index) => {
      const found = left.exec(line)
      return found === null ? [] : [`${module.path}:${index + 1} leaves a test out: ${found[0]}`]
    })
  )
