/**
 * What may stand after `#` beside the words of a message: that it discloses, its lane, its tag, its label.
 *
 * @module
 */
import { LaneName, Nearest } from "@parley/core"

/** The marks of a message, each by its own word. */
export interface Told {
  /** Whether the message tells that one speaks with a machine. */
  readonly disclosure?: true
  /** The lane in which it travels. */
  readonly lane?: LaneName.LaneName
  /** The message tag that it carries. */
  readonly tag?: string
  /** What the person's phone shows above it. */
  readonly label?: "Sponsored"
}

const lanes: ReadonlyArray<string> = LaneName.LaneName.literals

/** Marks as they stand in a convo. */
export const list = ({ disclosure, label, lane, tag }: Told): ReadonlyArray<string> => [
  ...(disclosure === true ? ["disclosure"] : []),
  ...(lane === undefined ? [] : [lane]),
  ...(tag === undefined ? [] : [`tag:${tag}`]),
  ...(label === undefined ? [] : [`label:${label}`])
]

const isLane = (mark: string): mark is LaneName.LaneName => lanes.includes(mark)

/** Marks by their own words; `undefined` when these would not bring them back in their order. */
export const told = (marks: ReadonlyArray<string>): Told | undefined => {
  const lane = marks.find(isLane)
  const tag = marks.find((mark) => mark.startsWith("tag:"))
  const found: Told = {
    ...(marks.includes("disclosure") ? { disclosure: true as const } : {}),
    ...(lane === undefined ? {} : { lane }),
    ...(tag === undefined ? {} : { tag: tag.slice(4) }),
    ...(marks.includes("label:Sponsored") ? { label: "Sponsored" as const } : {})
  }
  const back = list(found)
  return back.length === marks.length && back.every((mark, index) => mark === marks[index]) ? found : undefined
}

/** What is wrong with a mark, in a sentence; `undefined` when it is known. */
export const problem = (mark: string): string | undefined => {
  if (mark === "disclosure" || mark === "label:Sponsored" || isLane(mark)) return undefined
  if (/^tag:./.test(mark)) return undefined
  const known = ["disclosure", ...lanes, "tag:NAME", "label:Sponsored"]
  const near = Nearest.hint(mark.replace(/^tag:?$/, "tag:NAME"), known)
  return `#${mark} is no mark. There is ${known.map((one) => `#${one}`).join(", ")}.${near}`
}
