/**
 * Machines that between them use everything that a raw state may use, and beside them the dialogues made with words, for
 * comparison with XState's own actor.
 *
 * @module
 */
import { cancel, raise } from "xstate"
import { context, define, machine, save, say, task } from "./raw.ts"
import { ordering, shipping } from "./wordy.ts"

const text = (words: string) => ({ event }: { event: { text?: string } }) => event.text === words

const add = save((data: { n: number }) => ({ n: (data.n ?? 0) + 1 }))

/** What a random conversation may do: words, commands, signals; timers and tasks come from what runs. */
export const vocabulary = ["a", "b", "c", "d"] as const

export const nested = define(machine({
  id: "nested",
  context: context({ n: 0 }),
  initial: "outer",
  on: { "in.command.reset": { target: ".outer", actions: [add, say("Reset.")] }, "in.command.off": ".away" },
  states: {
    outer: {
      initial: "one",
      entry: [say("Outer.")],
      exit: [say("Bye, outer.")],
      onDone: { target: "away", actions: [say("Outer is done.")] },
      states: {
        one: {
          entry: [add, say((context) => `One ${(context.data as { n: number }).n}.`)],
          on: {
            "in.message": [
              { guard: text("a"), target: "two" },
              { guard: text("b"), actions: [add, say("B.")] },
              { guard: text("c"), target: "one", reenter: true }
            ]
          }
        },
        two: {
          initial: "x",
          states: {
            x: {
              on: {
                "in.message": [{ guard: text("a"), target: "y" }, { guard: text("b"), target: "#nested.outer.end" }]
              }
            },
            y: {
              entry: [say("Y.")],
              on: { "in.message": { guard: text("d"), target: "#nested.outer.one", actions: [add] } }
            }
          }
        },
        end: { type: "final" }
      }
    },
    away: {
      entry: [say("Away.")],
      on: { "in.message": [{ guard: text("a"), target: "outer" }, { guard: text("d"), actions: [add] }] }
    }
  }
}))

export const history = define(machine({
  id: "history",
  context: context({ n: 0 }),
  initial: "talk",
  states: {
    talk: {
      initial: "a",
      on: { "in.command.off": "away", "in.command.reset": ".a" },
      states: {
        deep: { type: "history", history: "deep" },
        shallow: { type: "history" },
        a: { on: { "in.message": [{ guard: text("a"), target: "b" }, { guard: text("b"), actions: [add] }] } },
        b: {
          initial: "p",
          entry: [say("B.")],
          states: {
            p: { entry: [say("P.")], on: { "in.message": { guard: text("c"), target: "q" } } },
            q: { entry: [say("Q."), add], on: { "in.message": { guard: text("d"), target: "p" } } }
          }
        }
      }
    },
    away: {
      entry: [say("Away.")],
      on: {
        "in.message": [{ guard: text("a"), target: "talk.deep" }, { guard: text("b"), target: "talk.shallow" }, {
          target: "talk"
        }]
      }
    }
  }
}))

export const parallel = define(machine({
  id: "parallel",
  context: context({ n: 0 }),
  type: "parallel",
  states: {
    left: {
      initial: "off",
      states: {
        off: {
          on: { "in.message": { guard: text("a"), target: "on", actions: [say("Left on."), raise({ type: "lit" })] } }
        },
        on: {
          on: { "in.message": [{ guard: text("a"), target: "off" }, { guard: text("d"), target: "spent" }] },
          exit: [add]
        },
        spent: { type: "final" }
      }
    },
    right: {
      initial: "off",
      states: {
        off: {
          on: { "in.message": { guard: text("b"), target: "on" }, lit: { actions: [add, say("Right sees it.")] } }
        },
        on: {
          on: {
            "in.message": [{ guard: text("b"), target: "off", actions: [say("Right off.")] }, {
              guard: text("a"),
              actions: [say("Heard A.")]
            }]
          }
        }
      }
    },
    still: {}
  }
}))

export const always = define(machine({
  id: "always",
  context: context({ n: 0 }),
  initial: "count",
  states: {
    count: {
      entry: [say("Count.")],
      on: {
        "in.message": [{ guard: text("a"), actions: [add] }, { guard: text("b"), actions: [raise({ type: "again" })] }],
        again: { actions: [add, say("Again.")] }
      },
      always: [
        { guard: ({ context }: { context: { data: { n: number } } }) => context.data.n % 5 === 4, target: "pass" },
        { guard: ({ context }: { context: { data: { n: number } } }) => context.data.n > 40, target: "full" }
      ]
    },
    pass: { entry: [add, say("Passing.")], always: "count" },
    full: { type: "final", entry: [say("Full.")] }
  }
}))

export const delayed = define(machine({
  id: "delayed",
  context: context({ n: 0 }),
  initial: "ask",
  on: { "in.command.reset": ".ask" },
  states: {
    ask: {
      entry: [say("Ask.")],
      after: { 1000: { target: "late", actions: [add] }, growing: { actions: [say("Hm?"), add] } },
      on: {
        "in.message": [
          { guard: text("a"), target: "ask", reenter: true },
          { guard: text("b"), actions: [raise({ type: "tick" }, { id: "tick", delay: 500 })] },
          { guard: text("c"), actions: [cancel("tick")] },
          { guard: text("d"), target: "late" }
        ],
        tick: { actions: [say("Tick."), add] }
      }
    },
    late: {
      initial: "early",
      entry: [say("Late.")],
      after: { 5000: "ask" },
      states: { early: { after: { 100: "later" } }, later: { entry: [say("Later.")] } },
      on: { "in.message": { guard: text("a"), target: "ask" }, tick: { actions: [add] } }
    }
  }
}, { delays: { growing: ({ context }: { context: { data: { n: number } } }) => 100 + context.data.n } }))

export const invoking = define(
  machine(
    {
      id: "invoking",
      context: context({ n: 0 }),
      initial: "idle",
      on: { "in.command.reset": ".idle" },
      states: {
        idle: {
          entry: [say("Idle.")],
          on: { "in.message": [{ guard: text("a"), target: "work" }, { guard: text("b"), target: "both" }] }
        },
        work: {
          entry: [say("Working.")],
          invoke: {
            id: "one",
            src: "one",
            input: ({ context }: { context: { data: unknown } }) => context.data,
            onDone: {
              target: "idle",
              actions: [save((_: never, event: { output: unknown }) => ({ got: event.output })), say("Done.")]
            },
            onError: { target: "idle", actions: [add, say("Failed.")] }
          },
          on: {
            "in.message": [{ guard: text("c"), target: "work", reenter: true }, { guard: text("d"), target: "idle" }, {
              actions: [say("Busy.")]
            }]
          }
        },
        both: {
          type: "parallel",
          states: {
            left: {
              initial: "run",
              states: {
                run: { invoke: { id: "two", src: "two", onDone: "end", onError: "end" } },
                end: { type: "final" }
              }
            },
            right: {
              initial: "run",
              states: {
                run: {
                  invoke: {
                    id: "three",
                    src: "three",
                    onDone: "end",
                    onError: { target: "run", reenter: true, actions: [add] }
                  }
                },
                end: { type: "final" }
              }
            }
          },
          onDone: { target: "idle", actions: [say("Both.")] }
        }
      }
    },
    {},
    ["one", "two", "three"]
  ),
  { tasks: { one: task("One"), two: task("Two"), three: task("Three") } }
)

export const all = { nested, history, parallel, always, delayed, invoking, ordering, shipping }
