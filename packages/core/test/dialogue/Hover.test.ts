/** What an editor shows over the words of a dialogue. */
import { join } from "node:path"
import ts from "typescript"
import { expect, it } from "vitest"
import { options, root } from "./compiler.ts"

// In the package's tests, so that the sources are a relative path away; it is never written.
const file = join(root, "test", "dialogue", "$hover.ts")

const source = `import { Schema } from "effect"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
const d = Dialogue.setup({
  id: "pizza", version: 1, states: ["size", "done"],
  context: Schema.Struct({ size: Schema.optionalWith(Schema.Number, { default: () => 0 }) })
})
const size = d.choose("Which size?", {
  options: { s: { title: "Small", value: 26 }, l: { title: "Large", value: 32 } },
  save: (choice) => ({ size: choice.value }),
  to: "done"
})
export const pizza = d.make({ initial: "size", states: { size, done: d.end("Bye") } })
export const refused = d.say("Hello", { to: "sise" })
`

const service = ts.createLanguageService({
  getCompilationSettings: () => options,
  getScriptFileNames: () => [file],
  getScriptVersion: () => "1",
  getScriptSnapshot: (path) => {
    const text = path === file ? source : ts.sys.readFile(path)
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
  },
  getCurrentDirectory: () => root,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: (path) => path === file || ts.sys.fileExists(path),
  readFile: (path) => path === file ? source : ts.sys.readFile(path),
  directoryExists: (path) => ts.sys.directoryExists(path),
  getDirectories: (path) => ts.sys.getDirectories(path)
})

/** What stands over the first name after this text. */
const hover = (before: string): string =>
  ts.displayPartsToString(service.getQuickInfoAtPosition(file, source.indexOf(before) + before.length)?.displayParts)

it("what an editor shows reads well", { timeout: 120_000 }, () => {
  expect(hover("export const ")).toMatchInlineSnapshot(`
    "const pizza: Dialogue.Dialogue<{
        readonly context: {
            readonly size: number;
        };
        readonly states: "size" | "done";
        readonly services: never;
        readonly purposes: never;
        readonly capabilities: never;
        readonly input: void;
        readonly output: void;
        readonly signals: Payloads<{}>;
    }>"
  `)
  expect(hover("const size = d.")).toMatchInlineSnapshot(`
    "(property) Words<{ readonly size: number; }, "size" | "done", Payloads<{}>, void>.choose: Choose
    <{
        readonly s: {
            readonly title: "Small";
            readonly value: 26;
        };
        readonly l: {
            readonly title: "Large";
            readonly value: 32;
        };
    }, "done", {
        size: 26 | 32;
    }, never, "dynamic", never>(text: Text<{
        readonly size: number;
    }>, options: {
        readonly options: {
            readonly s: {
                readonly title: "Small";
                readonly value: 26;
            };
            readonly l: {
                readonly title: "Large";
                readonly value: 32;
            };
        } & {
            readonly s: {
                readonly title: unknown;
            };
            readonly l: {
                readonly title: unknown;
            };
        };
        readonly save?: (choice: {
            readonly key: "s";
            readonly value: 26;
        } | {
            readonly key: "l";
            readonly value: 32;
        }, context: {
            readonly size: number;
        }, turn: Turn) => Fields<...>;
        readonly invalid?: Invalid<...>;
        readonly retries?: Retries<...>;
        readonly timeout?: Timeout<...>;
        readonly to: To<...> | Each<...>;
    }) => State<...>"
  `)
  expect(hover("save: (")).toMatchInlineSnapshot(`
    "(parameter) choice: {
        readonly key: "s";
        readonly value: 26;
    } | {
        readonly key: "l";
        readonly value: 32;
    }"
  `)
  const problems = service.getSemanticDiagnostics(file)
  expect(problems.map((one) => ts.flattenDiagnosticMessageText(one.messageText, "\n"))).toMatchInlineSnapshot(`
    [
      "Type '"sise"' is not assignable to type 'To<{ readonly size: number; }, "size" | "done" | "$return">'.",
    ]
  `)
  expect(problems.map((one) => source.slice(one.start).slice(0, one.length))).toMatchInlineSnapshot(`
    [
      "to",
    ]
  `)
})
