import type { OutputType } from "../../table/output.ts";

/** How the kernel makes the rows of a delimited text into rows of another. It can be sent to a thread. */
export interface FastPlan {
  /** How many cells a row of the source has. */
  readonly width: number;
  readonly columns: readonly FastColumn[];
  readonly output: FastOutput;
}

/** A column of the output. */
export interface FastColumn {
  readonly name: string;
  readonly value: FastValue;
  /** Of JSON: how its values are written. */
  readonly type: OutputType;
  /** Whether a text that starts like a formula gets an apostrophe before it. */
  readonly guarded: boolean;
}

/** Where the value of a column comes from: a constant, or a field of the source, as it is or changed by steps. */
export type FastValue =
  | { readonly kind: "constant"; readonly text: string | null }
  | { readonly kind: "field"; readonly field: number; readonly steps: readonly FastStep[] };

/** A step that runs on a column of cells. */
export type FastStep =
  | { readonly kind: "trim"; readonly start: boolean; readonly end: boolean }
  | { readonly kind: "case"; readonly to: "upper" | "lower" }
  /** A function of the row scripts, by its number: it is called once for each value. */
  | { readonly kind: "script"; readonly script: number };

/** How rows are written. */
export type FastOutput =
  | {
      readonly format: "delimited";
      readonly delimiter: string;
      readonly lineEnd: "\n" | "\r\n";
      readonly quoteAll: boolean;
      readonly header: boolean;
      /** Whether names that start like a formula get an apostrophe. */
      readonly guardsNames: boolean;
      readonly byteOrderMark: boolean;
    }
  | { readonly format: "jsonl" | "json" };
