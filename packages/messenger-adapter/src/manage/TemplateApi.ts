/**
 * The utility templates of a page: listed, handed in, awaited and taken away ("Send a utility message", 13 March 2026).
 *
 * @module
 */
import type { Templates } from "@parley/core"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Call from "./Call.ts"
import * as Handles from "./Handles.ts"
import * as Invalid from "./Invalid.ts"
import type { Managed } from "./Managed.ts"
import type * as Picture from "./Picture.ts"
import * as TemplateDiff from "./TemplateDiff.ts"
import * as TemplateWire from "./TemplateWire.ts"
import * as UtilityTemplate from "./UtilityTemplate.ts"

type Template = UtilityTemplate.UtilityTemplate

/** How `push` takes what is there already. */
export interface PushOptions {
  /** Deletes a template whose words differ and hands it in anew. Without it such a template is left, and told. */
  readonly replace?: boolean
  /** Deletes what only the page has. */
  readonly prune?: boolean
}

/** What was done, by the template's name and language. */
export interface Pushed {
  readonly created: ReadonlyArray<{ readonly template: string; readonly status: Templates.Status }>
  readonly deleted: ReadonlyArray<string>
  /** Their words differ, and they were left: give each another name, or push with `replace`. */
  readonly left: ReadonlyArray<string>
}

/** Until when approval is awaited: 5 minutes, looking every 5 seconds, unless given. */
export interface AwaitOptions {
  readonly within?: Duration.DurationInput
  readonly every?: Duration.DurationInput
}

/** The templates of one page. */
export interface TemplateApi {
  /** All templates of the page, however many answers it takes. */
  readonly list: Effect.Effect<ReadonlyArray<TemplateWire.Listed>, Call.CallError | Invalid.Invalid>
  readonly diff: (
    templates: ReadonlyArray<Template>
  ) => Effect.Effect<ReadonlyArray<TemplateDiff.Change>, Call.CallError | Invalid.Invalid>
  /**
   * Hands in what the page does not have, pictures of headers first: one file is uploaded once. Done twice, the second time changes
   * nothing.
   */
  readonly push: (
    templates: ReadonlyArray<Template>,
    options?: PushOptions
  ) => Effect.Effect<Pushed, Handles.HandleError>
  /** Deletes a template in every language, or one of them by its id. */
  readonly remove: (
    template: { readonly name: string; readonly id?: string }
  ) => Effect.Effect<void, Call.CallError | Invalid.Invalid>
  /**
   * The templates as settings want them, with their statuses, once none of them is under review or the time is over. The
   * platform decides within seconds as a rule.
   */
  readonly settled: (
    templates: ReadonlyArray<Template>,
    options?: AwaitOptions
  ) => Effect.Effect<ReadonlyArray<Templates.Declared>, Call.CallError | Invalid.Invalid>
}

const none = new Invalid.Invalid({
  field: "templates",
  problem: "Instagram has no utility messages",
  cure: "use them on Messenger only"
})

const nameless = new Invalid.Invalid({
  field: "template",
  problem: "it has no name",
  cure: "give { name: \"order_left\" } for all its languages, or { name, id } for one; `list` tells the ids"
})

/**
 * The templates as settings want them: name, language, parameters, and the status that the page lists. One that is not on the page
 * is pending, so that it is not sent.
 */
export const declared = (
  templates: ReadonlyArray<Template>,
  listed: ReadonlyArray<TemplateWire.Listed>
): ReadonlyArray<Templates.Declared> => {
  const onPage = new Map(listed.map((one) => [UtilityTemplate.keyOf(one), TemplateWire.statusOf(one.status)]))
  return templates.map((template) => ({
    name: template.name,
    languages: [template.language],
    parameters: UtilityTemplate.parameters(template),
    status: onPage.get(UtilityTemplate.keyOf(template)) ?? "pending"
  }))
}

/** Whether these are templates, as the compiler would have told. */
const looked = (templates: ReadonlyArray<Template>): Effect.Effect<void, Invalid.Invalid> => {
  if (!Array.isArray(templates)) {
    const cure = "write it like [UtilityTemplate.make({ name, language, body, examples })]"
    return Effect.fail(new Invalid.Invalid({ field: "templates", problem: "it is no list", cure }))
  }
  const [first] = templates.flatMap((template: unknown) => UtilityTemplate.misfits(template))
  return first === undefined ? Effect.void : Effect.fail(first)
}

/** The file of a template's picture, where it has one and no handle. */
const fileOf = ({ header }: Template): Picture.File | undefined =>
  header !== undefined && "picture" in header && typeof header.picture !== "string" ? header.picture : undefined

/** The templates of a page. */
export const make = (account: Managed): TemplateApi => {
  const { channel, client } = account
  const handles = Handles.make(account)
  const from = (after?: string): Effect.Effect<ReadonlyArray<TemplateWire.Listed>, Call.CallError> =>
    Effect.gen(function*() {
      const parameters = { limit: "100", ...(after === undefined ? {} : { after }) }
      const { data, paging } = yield* Call.read(
        "list the templates",
        client.get("message_templates", parameters),
        TemplateWire.Page
      )
      const next = paging?.next === undefined ? undefined : paging.cursors?.after
      // A cursor that leads nowhere new would go round for ever.
      return next === undefined || next === after || data.length === 0 ? data : [...data, ...yield* from(next)]
    })
  const list: TemplateApi["list"] = channel === "messenger" ? from() : Effect.fail(none)
  const create = (template: Template, handle: string | undefined) =>
    Effect.map(
      Call.read(
        `hand in the template ${UtilityTemplate.keyOf(template)}`,
        client.post("message_templates", TemplateWire.encode(template, handle)),
        TemplateWire.Created
      ),
      ({ status }) => ({
        template: UtilityTemplate.keyOf(template),
        status: TemplateWire.statusOf(status ?? "PENDING")
      })
    )
  const remove: TemplateApi["remove"] = (template) => {
    if (channel !== "messenger") return Effect.fail(none)
    const { id, name } = Object(template) as Partial<typeof template>
    // A name that is missing would not be in the call, and nobody wrote what is deleted then.
    if (typeof name !== "string" || name === "") return Effect.fail(nameless)
    return Call.done(
      `delete the template ${name}`,
      client.delete("message_templates", id === undefined ? { name } : { name, template_id: id })
    )
  }
  const diff: TemplateApi["diff"] = (templates) =>
    Effect.zipRight(looked(templates), Effect.map(list, (listed) => TemplateDiff.diff(templates, listed)))
  return {
    list,
    diff,
    remove,
    push: (templates, { prune = false, replace = false } = {}) =>
      Effect.gen(function*() {
        const changes = yield* diff(templates)
        const byKey = new Map(templates.map((template) => [UtilityTemplate.keyOf(template), template]))
        const created: Array<Pushed["created"][number]> = []
        const deleted: Array<string> = []
        const left: Array<string> = []
        const known = new Map<unknown, string>()
        const handleOf = (template: Template) =>
          Effect.gen(function*() {
            const file = fileOf(template)
            if (file === undefined) return undefined
            const name = "path" in file ? file.path : file.bytes
            const handle = known.get(name) ?? (yield* handles.upload(file))
            known.set(name, handle)
            return handle
          })
        for (const change of changes) {
          const key = UtilityTemplate.keyOf(change)
          const template = byKey.get(key)
          const goes = change.change === "extra" ? prune : change.change === "changed" && replace
          const comes = change.change === "added" || (change.change === "changed" && replace)
          // Before anything is deleted for it.
          const handle = comes && template !== undefined ? yield* handleOf(template) : undefined
          if (goes) {
            yield* remove(change)
            deleted.push(key)
          }
          if (change.change === "changed" && !replace) left.push(key)
          if (comes && template !== undefined) created.push(yield* create(template, handle))
        }
        return { created, deleted, left }
      }),
    settled: (templates, { every = "5 seconds", within = "5 minutes" } = {}) =>
      Effect.gen(function*() {
        yield* looked(templates)
        const last = (yield* Clock.currentTimeMillis) + Duration.toMillis(within)
        for (;;) {
          const now = declared(templates, yield* list)
          const waits = now.some(({ status }) => status === "pending")
          if (!waits || (yield* Clock.currentTimeMillis) + Duration.toMillis(every) > last) return now
          yield* Effect.sleep(every)
        }
      })
  }
}
