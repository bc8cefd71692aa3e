/**
 * The words of a dialogue, together.
 *
 * @module
 */
import type { Back } from "./Target.ts"
import { type Ask, ask } from "./words/Ask.ts"
import { type Call, call } from "./words/Call.ts"
import { type Choose, choose, type Confirm, confirm, type Menu, menu } from "./words/Choose.ts"
import { type Control, control } from "./words/Control.ts"
import { type End, end, type Goto, goto } from "./words/End.ts"
import { type Form, form } from "./words/Form.ts"
import { type Handover, handover } from "./words/Handover.ts"
import { type Notify, notify } from "./words/Notify.ts"
import { type OptIn, optIn } from "./words/OptIn.ts"
import { type Raw, state } from "./words/Raw.ts"
import { type Remember, remember } from "./words/Remember.ts"
import { type Run, run } from "./words/Run.ts"
import { type Say, say } from "./words/Say.ts"
import { type Survey, survey } from "./words/Survey.ts"
import { type Wait, wait } from "./words/Wait.ts"

/** The words of a dialogue, bound to its context `C` and to the names of its states `K`. */
export interface Words<C, K extends string, Signals, Output> {
  readonly say: Say<C, K>
  readonly ask: Ask<C, K>
  readonly choose: Choose<C, K>
  readonly confirm: Confirm<C, K>
  readonly menu: Menu<C, K>
  readonly form: Form<C, K>
  readonly notify: Notify<C, K>
  readonly survey: Survey<C, K>
  readonly optIn: OptIn<C, K>
  readonly run: Run<C, K>
  readonly wait: Wait<C, K, Signals>
  readonly handover: Handover<C, K>
  readonly control: Control<C, K>
  readonly call: Call<C, K>
  readonly goto: Goto<C>
  readonly remember: Remember<C, K>
  readonly end: End<C, Output>
  readonly state: Raw<C, K>
  /** Back to the question that was open when the person said the command. */
  readonly back: Back
}

/** The words, before a dialogue gives them types. */
export const kit = {
  say,
  ask,
  choose,
  confirm,
  menu,
  form,
  notify,
  survey,
  optIn,
  run,
  wait,
  handover,
  control,
  call,
  goto,
  remember,
  end,
  state,
  back: "$return" satisfies Back
}
