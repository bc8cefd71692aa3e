/**
 * What breaks a bot, leaves people without an answer, or is otherwise after a restart; and what the platform refuses.
 *
 * @module
 */
import type { Definition, Message } from "@parley/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Functions from "../../src/mutate/Functions.ts"
import * as Subject from "../../src/mutate/Subject.ts"
import { type BotPlant, changed, mutated } from "./Plant.ts"

type Task = Definition.TaskDefinition

const sound = "sound" as const
const restart = "restart" as const
const lawful = "lawful" as const

/** What is said in a state is what `change` makes of it. */
const saying = (
  id: string,
  at: string,
  part: string,
  change: (message: Message.Message) => Message.Message
) => changed(id, (definition) => Functions.saying(definition, { at, part }, change))

/** A state that does not listen to an event. */
const deaf = (id: string, state: string, event: string) =>
  changed(id, (definition) => {
    const subject = Subject.of(definition)
    return subject.edit([...subject.anatomy.states.get(state)?.keys ?? [], "on", event], () => undefined)
  })

/** Two states that lead to one another at once. */
const circling = (id: string, one: string, other: string) =>
  changed(id, (definition) =>
    [[one, other], [other, one]].reduce((left, [from = "", to = ""]) => {
      const subject = Subject.of(left)
      const keys = subject.anatomy.states.get(from)?.keys ?? []
      return subject.edit([...keys, "always"], () => [{ target: `#${id}.${to}` }])
    }, definition))

const withTask = (id: string, path: string, run: (task: Task) => Task["run"]) =>
  changed(id, (definition) => {
    const task = definition.tasks[path]
    if (task === undefined) throw new Error(`there is no task ${path}`)
    return { ...definition, tasks: { ...definition.tasks, [path]: { ...task, run: run(task) } } }
  })

/** A task that takes its time. */
const slow = (id: string, path: string) =>
  withTask(id, path, ({ run }) => (input, info) => {
    const work = run(input, info)
    return Effect.isEffect(work) ? Effect.zipLeft(work, Effect.sleep("10 seconds")) : work
  })

/** More days than a question can offer. */
const days = Effect.map(
  Clock.currentTimeMillis,
  (now) => Array.from({ length: 20 }, (_, index) => now + (index + 1) * 86_400_000)
)

/** Everything that breaks down. */
export const breakdowns: ReadonlyArray<BotPlant> = [
  {
    name: "who asks for a person gets none",
    broken: "the conversation is not given away, and the state that waits for a person answers nobody",
    bot: "pizza",
    property: sound,
    plant: mutated("pizza/human/pass-forgotten")
  },
  {
    name: "a reminder and the help go in circles",
    broken: "the words after ten minutes of silence lead to the help, and that leads back to them",
    bot: "pizza",
    property: sound,
    plant: circling("pizza", "nudge", "help")
  },
  {
    name: "a time is booked and taken in circles",
    broken: "the words about a time that is gone lead to those about one that is booked, and these back",
    bot: "appointment",
    property: sound,
    plant: circling("appointment", "taken", "booked")
  },
  {
    name: "the last words of an order throw",
    broken: "the text of the end throws when it is made",
    bot: "pizza",
    property: sound,
    plant: saying("pizza", "done", "words", () => {
      throw new Error("no such address")
    })
  },
  {
    name: "an address is kept that is none",
    broken: "a number is kept where the context has words",
    bot: "pizza",
    property: sound,
    plant: changed(
      "pizza",
      (definition) =>
        Functions.keeping(
          definition,
          (after, _, { at }) =>
            at === "address" ? { ...after, data: { ...(after.data as object), address: 12 } } : after
        )
    )
  },
  {
    name: "a condition throws",
    broken: "whether an answer is a yes throws when it is asked",
    bot: "pizza",
    property: sound,
    plant: changed("pizza", (definition) => {
      const subject = Subject.of(definition)
      const lead = subject.anatomy.leads.find(({ guard, state }) => state === "sure" && guard?.part === "option:yes")
      return subject.edit([...lead?.keys ?? [], "guard"], () => () => {
        throw new Error("cannot tell")
      })
    })
  },
  {
    name: "nobody hears an address",
    broken: "the question for the address listens to nothing",
    bot: "pizza",
    property: sound,
    plant: deaf("pizza", "address", "in.message")
  },
  {
    name: "nobody is heard while the oven is hot",
    broken: "who writes while the order is placed is not answered",
    bot: "pizza",
    property: sound,
    plant: deaf("pizza", "place", "in.message")
  },
  {
    name: "nobody is heard before a visit",
    broken: "who writes before the visit is not answered",
    bot: "appointment",
    property: sound,
    plant: deaf("appointment", "coming", "in.message")
  },
  {
    name: "nobody is heard on the list",
    broken: "who writes while they wait for a time is not answered",
    bot: "appointment",
    property: sound,
    plant: deaf("appointment", "listening", "in.message")
  },
  {
    name: "a calendar has more days than a question can offer",
    broken: "twenty days are offered, and a message carries thirteen",
    bot: "appointment",
    property: sound,
    plant: withTask("appointment", "look", () => () => days)
  },
  {
    name: "an order that was under way fails after a restart",
    broken: "the order is not placed again when the process ends",
    bot: "pizza",
    property: restart,
    plant: mutated("pizza/place/task-lost")
  },
  {
    name: "the calendar is not asked again after a restart",
    broken: "the times are not looked up again when the process ends",
    bot: "appointment",
    property: restart,
    plant: (bot) => slow("appointment", "look")(mutated("appointment/look/task-lost")(bot))
  },
  {
    name: "a booking that was under way fails after a restart",
    broken: "the time is not booked again when the process ends",
    bot: "appointment",
    property: restart,
    plant: (bot) => slow("appointment", "book")(mutated("appointment/book/task-lost")(bot))
  },
  {
    name: "words answer a message that is not there",
    broken: "the question for the size answers a message that nobody wrote",
    bot: "pizza",
    property: lawful,
    plant: saying("pizza", "size", "question", (message) => ({ ...message, replyTo: "m_gone" }))
  }
]
