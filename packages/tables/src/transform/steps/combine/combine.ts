import { type ColumnReader, StepFailure } from "../cell-step.ts";
import type { StepCompiler } from "../step-context.ts";

/** Joins values that are neither null nor empty: those of `columns`, or the value and the other columns of the field. */
export const compileJoin: StepCompiler<"join"> = ({ columns, by = "" }, context) => {
  const readers = columns?.map((name) => context.column(name, "columns")) ?? context.otherColumns();
  return {
    run(value, row) {
      let joined = columns === undefined ? (value ?? "") : "";
      for (const reader of readers) {
        const next = reader(row);
        if (next instanceof StepFailure) return next;
        if (next !== null && next !== "") joined = joined === "" ? next : joined + by + next;
      }
      return joined;
    },
    readsRow: true,
    isCostly: false,
  };
};

/** Takes the first value that is neither null nor empty; if there is none, the value as it came. */
export const compileCoalesce: StepCompiler<"coalesce"> = ({ columns }, context) => {
  const readers: readonly ColumnReader[] = columns?.map((name) => context.column(name, "columns")) ?? context.otherColumns();
  return {
    run(value, row) {
      if (value !== null && value !== "") return value;
      for (const reader of readers) {
        const next = reader(row);
        if (next !== null && next !== "") return next;
      }
      return value;
    },
    readsRow: true,
    isCostly: false,
  };
};
