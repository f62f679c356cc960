/** What a dispatcher knows about the jobs that wait, and about its own looks into the store. */
export interface DispatchState {
  /**
   * - `resting`: no look is under way. A notice, a free slot or a timer begins one.
   * - `due`: a look must begin, after the one that is under way, if any.
   * - `looking`: a look is under way, and nothing was noticed since it began.
   * - `stopped`: nothing is claimed any more.
   */
  readonly phase: "resting" | "due" | "looking" | "stopped";
  /** Whether jobs may wait that the last look left, or did not come to. */
  readonly areLeft: boolean;
  /** Whether jobs may wait for what the last look found at work, or began: one that must run alone, or all others for that one. */
  readonly awaitsIdle: boolean;
}

/** What happens to a dispatcher. */
export type DispatchEvent =
  /** Jobs may have become claimable, or there may be room for others: a notice, another type, a timer. */
  | { readonly kind: "noticed" }
  | { readonly kind: "look-began" }
  /**
   * A look has ended. `full`: no slot is free. `left`: it filled the slots of a type, or another job is due. `all`: nothing is left to claim.
   * @param awaitsIdle - as in `DispatchState`
   */
  | { readonly kind: "look-ended"; readonly found: "full" }
  | { readonly kind: "look-ended"; readonly found: "left" | "all"; readonly awaitsIdle: boolean }
  | { readonly kind: "look-failed" }
  | { readonly kind: "slot-freed" }
  /** The end of an execution was recorded. @param unrecorded - how many are not yet */
  | { readonly kind: "recorded"; readonly unrecorded: number; readonly concurrency: number }
  | { readonly kind: "stopped" };

/**
 * What the dispatcher does next: `look` now, `look-soon` (a slot is free, but nothing is known to wait), or `rest` until something happens,
 * at the latest when the look said that a job is due. Nothing where no look ends or begins.
 */
export type DispatchEffect = "look" | "look-soon" | "rest" | undefined;

/** Nothing was looked for yet. */
export const initialDispatchState: DispatchState = { phase: "resting", areLeft: true, awaitsIdle: false };

/** What becomes of the state, and what to do. A pure function: the rules of when to look into the store are all here. */
export function nextDispatchState(state: DispatchState, event: DispatchEvent): readonly [DispatchState, DispatchEffect] {
  if (state.phase === "stopped") return [state, undefined];
  switch (event.kind) {
    case "noticed":
      return noticed(state);
    case "look-began":
      return [{ ...state, phase: "looking" }, undefined];
    case "look-ended":
      return lookEnded(state, event);
    case "look-failed":
      // Whatever waits still does: the next free slot looks, and so does the timer.
      return [{ ...state, phase: "resting", areLeft: true }, "rest"];
    case "slot-freed":
      return slotFreed(state);
    case "recorded":
      // What waits for the last record: a job that must run alone, and a look that found too many ends waiting.
      if (event.unrecorded === 0 && state.awaitsIdle) return noticed(state);
      return event.unrecorded === 0 || event.unrecorded === event.concurrency ? slotFreed(state) : [state, undefined];
    case "stopped":
      return [{ ...state, phase: "stopped" }, undefined];
  }
}

/** Whether new jobs overtake none if they begin in slots that are free now. */
export function overtakesNone({ phase, areLeft }: DispatchState): boolean {
  return phase === "resting" && !areLeft;
}

function noticed(state: DispatchState): readonly [DispatchState, DispatchEffect] {
  return state.phase === "due" ? [state, undefined] : [{ ...state, phase: "due" }, state.phase === "resting" ? "look" : undefined];
}

/** A slot is free: the next job is claimed immediately if one may wait, else looked for in a moment. */
function slotFreed(state: DispatchState): readonly [DispatchState, DispatchEffect] {
  // A look that is under way may be filling the slots that it found: it did not count this one.
  return overtakesNone(state) ? [state, "look-soon"] : noticed(state);
}

function lookEnded(state: DispatchState, event: DispatchEvent & { kind: "look-ended" }): readonly [DispatchState, DispatchEffect] {
  const isDue = state.phase === "due";
  const phase = isDue ? "due" : "resting";
  const effect = isDue ? "look" : "rest";
  switch (event.found) {
    case "full":
      // There may be more; the next free slot looks again.
      return [{ ...state, phase, areLeft: true }, effect];
    case "left":
    case "all":
      return [{ phase, areLeft: event.found === "left", awaitsIdle: event.awaitsIdle }, effect];
  }
}
