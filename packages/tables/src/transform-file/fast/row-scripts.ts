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
