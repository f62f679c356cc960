import type { FastPlan, FastStep, FastValue } from "./fast-plan.ts";

/** What JavaScript does for the kernel: in a thread, made anew from the plan. */
export interface RowScripts {
  /**
   * Functions of single values, called once for each value and each thread: they must be pure. `undefined` leaves the whole row to `decide`,
   * as a value that a step or a rule refuses.
   */
  readonly values: readonly ((value: string | null) => string | null | undefined)[];
  /**
   * Decides about a row by itself: one with too many or too few cells, or with something in it that the kernel does not know.
   *
   * @param cells - of the source, unquoted
   */
  decide(cells: readonly string[]): RowDecision;
}

/** What becomes of a row. */
export type RowDecision =
  | { readonly kind: "written"; readonly cells: readonly (string | null)[] }
  | { readonly kind: "rejected"; readonly problems: readonly unknown[] };

/** The scripts of a plan. */
export function createRowScripts({ width, columns }: FastPlan): RowScripts {
  return {
    values: [],
    decide(cells) {
      if (cells.length !== width) return { kind: "rejected", problems: [{ code: cells.length < width ? "missing-cell" : "extra-cell" }] };
      return { kind: "written", cells: columns.map(({ value }) => (value.kind === "constant" ? value.text : changed(cells, value))) };
    },
  };
}

function changed(cells: readonly string[], { field, steps }: Extract<FastValue, { kind: "field" }>): string {
  return steps.reduce((text, step) => changedText(text, step), cells[field] ?? "");
}

function changedText(text: string, step: FastStep): string {
  if (step.kind === "case") return step.to === "upper" ? text.toUpperCase() : text.toLowerCase();
  if (step.kind !== "trim") return text;
  const start = step.start ? text.replace(/^[\p{White_Space}\u{feff}]+/u, "") : text;
  return step.end ? start.replace(/[\p{White_Space}\u{feff}]+$/u, "") : start;
}
