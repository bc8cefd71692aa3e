/**
 * How convos are coloured: one rule for each mark at the start of a line.
 *
 * @module
 */
/** The grammar of convos, as an editor's highlighter reads it. */
export const convo = {
  name: "convo",
  scopeName: "source.convo",
  repository: {},
  patterns: [
    { match: "^#.*$", name: "comment.line" },
    { match: "^(bot|signal)\\b", name: "keyword.control" },
    { match: "\\b(person|locale|start|seed|channel|pack|approvals|templates|window|held)(?= )", name: "keyword.other" },
    {
      match: "^(>|@ [^>]*>) (.*)$",
      captures: { "1": { name: "keyword.operator" }, "2": { name: "entity.name.function" } }
    },
    { match: "^[<=~*!%$@](?= )", name: "keyword.operator" },
    { match: "(?<= )#[A-Za-z:_]+", name: "constant.language" },
    { match: "\\[[^\\]]*\\]", name: "string.quoted" },
    { match: "\\{[A-Za-z]\\w*\\}", name: "variable.parameter" }
  ]
}
