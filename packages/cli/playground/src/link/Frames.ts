/**
 * Server-sent events, as they come in pieces.
 *
 * @module
 */

/** Takes pieces of a stream and gives the data of every event that is whole by then. */
export const make = (): (piece: string) => ReadonlyArray<string> => {
  let rest = ""
  return (piece) => {
    const parts = (rest + piece).replaceAll("\r\n", "\n").split("\n\n")
    rest = parts.pop() ?? ""
    return parts.flatMap((part) => {
      const data = part.split("\n").filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trimStart())
      return data.length === 0 ? [] : [data.join("\n")]
    })
  }
}
