import type { OutputType } from "../../../table/output.ts";
/** How the kernel makes the rows of a delimited text into rows of another. It can be sent to a thread. */
export interface FastPlan {
  /** How many cells a row of the source has. */
  readonly width: number;
  readonly columns: readonly FastColumn[];
  readonly output: FastOutput;
  readonly scripts: readonly FastScript[];
}
/** What JavaScript does for a field of the mapping. */
export interface FastScript {
  /** The place of the field in the plan of the mapping. */
  readonly place: number;
  /** Whether it runs the field; else the cells are its values already. */
  readonly runs: boolean;
  /** The rules of the mapping that it checks, by number. */
  readonly rules: readonly number[];
  /** The columns of the source that the function takes, in their order; of a script that only checks, none. */
  readonly reads: readonly number[];
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
  | {
      readonly kind: "constant";
      readonly text: string | null;
    }
  | {
      readonly kind: "field";
      readonly field: number;
      readonly steps: readonly FastStep[];
    };
/** A step that runs on a column of cells. A check changes none. */
export type FastStep =
  | {
      readonly kind: "trim";
      readonly start: boolean;
      readonly end: boolean;
    }
  | {
      readonly kind: "case";
      readonly to: "upper" | "lower";
    }
  | {
      readonly kind: "replace";
      readonly find: string;
      readonly by: string;
      readonly first: boolean;
    }
  | {
      readonly kind: "default";
      readonly text: string;
    }
  | {
      readonly kind: "nullIf";
      readonly texts: readonly string[];
    }
  | {
      readonly kind: "template";
      readonly pieces: readonly TemplatePiece[];
    }
  | {
      readonly kind: "check";
      readonly check: FastCheck;
    }
  /** A script of the plan, by its number, on the value: it is called once for each value. */
  | {
      readonly kind: "script";
      readonly script: number;
    }
  /** A script of the plan on several fields of the row. */
  | {
      readonly kind: "rowScript";
      readonly script: number;
      readonly fields: readonly number[];
    };
/** A literal text, another field of the row, or the value of the step. */
export type TemplatePiece =
  | {
      readonly text: string;
    }
  | {
      readonly field: number;
    }
  | "value";
/** A rule that the kernel looks at: what it does not let pass is decided by JavaScript. Null and empty pass all but `required`. */
export type FastCheck =
  | {
      readonly rule: "required";
    }
  /** Code points. */
  | {
      readonly rule: "length";
      readonly least: number;
      readonly most: number;
    }
  | {
      readonly rule: "number";
      readonly integer: boolean;
    }
  /** Bounds of at most 15 digits. */
  | {
      readonly rule: "range";
      readonly low: number;
      readonly high: number;
      readonly aboveLow: boolean;
      readonly belowHigh: boolean;
    }
  /** `2024-04-03`. */
  | {
      readonly rule: "day";
    };
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
  | {
      readonly format: "jsonl" | "json";
    };
//# sourceMappingURL=fast-plan.d.ts.map
