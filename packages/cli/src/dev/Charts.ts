/**
 * The dialogues of a bot as drawings: states with their words and places in the sources, and the ways between them.
 *
 * @module
 */
import type { Definition } from "@parley/core"
import { type CoverageElement, MachineElements, SourcePlaces } from "@parley/testing"
import { join } from "node:path"
import type { ChartPicture, Source, StatePicture, WayPicture } from "./Picture.ts"
import * as Offers from "./Offers.ts"
import * as Problems from "./Problems.ts"
import * as Words from "./Words.ts"

type Node = MachineElements.Machine["root"]

const nodesOf = (node: Node): ReadonlyArray<Node> => [
  node,
  ...Object.values(node.states as { readonly [key: string]: Node }).flatMap(nodesOf)
]

/** A place below a folder, told from where the command was started. */
const sourceIn = (folder: string) => (place: string | undefined): { readonly source?: Source } => {
  const found = /^(.*):(\d+)$/.exec(place ?? "")
  return found?.[1] === undefined ? {} : { source: Problems.sourceOf(join(folder, found[1]), Number(found[2])) }
}

/** What stands on an arrow: the part of a transition's label that is in brackets; an option goes by its title. */
const onArrow = (label: string, offers: ReadonlyArray<Offers.Offer>): string => {
  const taken = /\((.*)\)$/.exec(label)?.[1] ?? label
  const option = /^option(?: ([^#].*?))?(?: #(\d+))?$/.exec(taken)
  if (option === null) return taken
  const [, key, place] = option
  if (key === undefined) return place === undefined ? "any option" : `case #${place}`
  const title = offers.find((offer) => offer.key === key)?.title ?? key
  return place === undefined ? title : `${title} #${place}`
}

/** A dialogue with what is read from its machine once. */
interface Read {
  readonly definition: Definition.Definition
  readonly elements: ReadonlyArray<CoverageElement.Element>
  readonly nodes: ReadonlyMap<string, Node>
  readonly offers: ReadonlyMap<string, ReadonlyArray<Offers.Offer>>
}

const read = (definition: Definition.Definition): Read => {
  const { elements } = MachineElements.of(definition)
  const nodes = new Map(nodesOf(definition.machine.root).map((node) => [node.path.join("."), node]))
  const offers = new Map(definition.states.map(({ path }) => [path, Offers.of(definition, path, nodes.get(path))]))
  return { definition, elements, nodes, offers }
}

const states = (
  { definition, elements, nodes, offers }: Read,
  sourceOf: (element: { readonly dialogue: string; readonly state: string; readonly word?: string }) => {
    readonly source?: Source
  }
): ReadonlyArray<StatePicture> => {
  const infos = new Map(definition.states.map((info) => [info.path, info]))
  return elements.filter(({ kind }) => kind === "state").map((element): StatePicture => {
    const { state: path, word } = element
    const node = nodes.get(path)
    const info = infos.get(path)
    const offered = offers.get(path) ?? []
    const dot = path.lastIndexOf(".")
    const task = definition.tasks[path]?.name
    return {
      path,
      ...(dot < 0 ? {} : { parent: path.slice(0, dot) }),
      word: word ?? "state",
      type: node?.type ?? "atomic",
      by: element.by,
      words: node === undefined ? [] : Words.of(definition, node),
      options: offered.map(({ title }) => title),
      ...(offered.length === 0 ? {} : { keys: offered.map(({ key }) => key) }),
      ...(task === undefined ? {} : { task }),
      ...(info?.timer === undefined ? {} : { timer: info.timer.after }),
      ...sourceOf(element)
    }
  })
}

const ways = ({ elements, offers }: Read): ReadonlyArray<WayPicture> =>
  elements.filter(({ kind }) => kind === "transition").map((element) => ({
    id: element.id,
    from: element.state,
    ...(element.to === undefined ? {} : { to: element.to }),
    label: onArrow(element.label, offers.get(element.state) ?? []),
    by: element.by
  }))

const initialOf = (root: Node): string => {
  const first: Node | undefined = root.initial.target[0]
  return first === undefined ? "" : first.path.join(".")
}

/** The drawings of dialogues. `folder` is where their sources are, and what places are told from. */
export const of = (dialogues: ReadonlyArray<Definition.Definition>, folder: string): ReadonlyArray<ChartPicture> => {
  const places = SourcePlaces.below(folder)
  const told = sourceIn(folder)
  return dialogues.map((definition) => {
    const known = read(definition)
    return {
      dialogue: definition.id,
      version: definition.version,
      initial: initialOf(definition.machine.root),
      states: states(known, (element) => told(places.of(element))),
      ways: ways(known),
      ...told(places.of({ dialogue: definition.id, state: "" }))
    }
  })
}
