/**
 * Rows for a spreadsheet, as CSV by RFC 4180. Texts were written by strangers: one that begins like a formula gets an apostrophe in
 * front, so that it is shown and not computed.
 *
 * @module
 */

const formula = /^[=+\-@\t\r]/

const cell = (value: string | number | true | undefined): string => {
  if (value === undefined) return ""
  const text = typeof value === "string" && formula.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text
}

/** The rows below a line with the names of the columns; each line ends in CRLF. */
export const print = <Column extends string>(
  columns: ReadonlyArray<Column>,
  rows: ReadonlyArray<{ readonly [Key in Column]?: string | number | true }>
): string =>
  [columns.join(","), ...rows.map((row) => columns.map((column) => cell(row[column])).join(","))]
    .map((line) => `${line}\r\n`)
    .join("")
