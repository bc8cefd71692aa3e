/**
 * The scope that XState's machine runs in here: nothing is executed, everything is noted.
 *
 * A machine asks its actor's scope to carry out actions, start children and set timers. This one only writes down what it
 * was asked, so that a transition is a pure function and what it wants done comes back as data. XState's own pure functions
 * build a whole actor for each call, and evaluate the initial state with no input each time; one scope for each machine,
 * used again for every step, costs a quarter of that.
 *
 * @module
 */
import type { AnyActorScope } from "xstate"

/** An action that a transition asked for. */
export interface Action {
  readonly type: string
  readonly params: unknown
}

/** A part of a transition that was taken, as XState tells it to inspectors. */
export interface Taken {
  readonly target?: ReadonlyArray<{ readonly id: string }> | undefined
}

/** What one transition asked for, and which ways it took, in order. */
export interface Trace {
  readonly actions: Array<Action>
  readonly taken: Array<Taken>
}

/** A scope and where it writes at present. */
export interface Scope {
  readonly inert: AnyActorScope
  trace: Trace
}

const nothing = (): void => {}

/** A scope for one machine. */
export const make = (id: string): Scope => {
  const scope: { inert: AnyActorScope | undefined; trace: Trace } = {
    inert: undefined,
    trace: { actions: [], taken: [] }
  }
  const note = (event: { readonly type: string; readonly _transitions?: ReadonlyArray<Taken> }): void => {
    if (event.type === "@xstate.microstep" && event._transitions !== undefined) {
      for (const taken of event._transitions) scope.trace.taken.push(taken)
    }
  }
  const system = {
    _bookId: () => "inert:0",
    _register: () => "inert:0",
    _unregister: nothing,
    _set: nothing,
    _relay: nothing,
    _sendInspectionEvent: note,
    _clock: { setTimeout: nothing, clearTimeout: nothing },
    _logger: nothing,
    get: nothing,
    getAll: () => ({}),
    inspect: () => ({ unsubscribe: nothing }),
    scheduler: { schedule: nothing, cancel: nothing, cancelAll: nothing }
  }
  const self = { id, sessionId: "inert:0", system, send: nothing, _parent: undefined }
  // XState's scope holds a live actor and its system. A pure transition touches only the members above; the conformance
  // test holds this against the pinned version.
  scope.inert = {
    self,
    system,
    id,
    sessionId: "inert:0",
    logger: nothing,
    defer: nothing,
    stopChild: nothing,
    emit: nothing,
    actionExecutor: (action: Action) => {
      scope.trace.actions.push(action)
    }
  } as unknown as AnyActorScope
  return scope as Scope
}

/** Runs a transition in the scope: its result, and what it asked for. */
export const collect = <A>(
  scope: Scope,
  run: (inert: AnyActorScope) => A
): { readonly value: A; readonly trace: Trace } => {
  const outer = scope.trace
  const trace: Trace = { actions: [], taken: [] }
  scope.trace = trace
  try {
    return { value: run(scope.inert), trace }
  } finally {
    scope.trace = outer
  }
}
