/**
 * The pictures of the templates: of one conversation of each, and of its statechart, as both are today.
 *
 * @module
 */
import { Bots } from "@parley/testing"
import { join } from "node:path"
import * as Charts from "../../packages/cli/src/dev/Charts.ts"
import * as Svg from "../../packages/cli/src/graph/Svg.ts"
import * as Bubbles from "./Bubbles.ts"
import * as Examples from "./Examples.ts"
import * as Talk from "./Talk.ts"
import * as Templates from "./Templates.ts"

/** A picture: its path from the root, and what it is. */
export interface Picture {
  readonly path: string
  readonly text: string
}

const ofTemplate = async ({ name, picture }: Templates.Template): Promise<ReadonlyArray<Picture>> => {
  const home = join(Examples.root, "examples", name)
  const { bots } = await Bots.load(home)
  const dialogues = [...new Set(Object.values(bots).flatMap((bot) => bot.dialogues))]
  return [
    { path: `examples/${name}/talk.svg`, text: Bubbles.render(await Talk.of(join(home, picture))) },
    {
      path: `examples/${name}/chart.svg`,
      text: Svg.render(Charts.of(dialogues, home), { kit: false, theme: "auto" })
    }
  ]
}

/** Every picture of every template. */
export const all = async (): Promise<ReadonlyArray<Picture>> => {
  const pictures: Array<Picture> = []
  for (const template of Templates.all()) pictures.push(...await ofTemplate(template))
  return pictures
}
