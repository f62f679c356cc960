import type { SentError } from "../../../threads/sent-error.ts";
import type { Mapping } from "../../../transform/mapping.ts";
import type { TransformMark, TransformProgress, TransformResult, TransformTarget } from "../../transform-options.ts";
import type { HostOptions, RowOptions } from "../row-options.ts";
import type { HostCall, SentFunctions } from "./host-functions.ts";
import type { SentSource } from "./sent-source.ts";
/** A transform by rows of texts, as it is sent to a thread. */
export interface RowsTask {
  readonly source: SentSource;
  readonly mapping: Mapping;
  readonly target: TransformTarget;
  readonly rejectsPath: string | undefined;
  readonly maxRejects: number;
  readonly markIntervalMs: number;
  readonly continueFrom: TransformMark | undefined;
  readonly wantsMarks: boolean;
  readonly engineReason: string;
  readonly options: SentOptions;
  readonly files: Readonly<Record<string, SentSource | ReadonlyMap<string, string>>>;
  readonly functions: SentFunctions;
}
/** The options that are values. */
export type SentOptions = Omit<RowOptions, "signal" | keyof Pick<HostOptions, "steps" | "references" | "files">>;
/** What the host sends: what its functions returned, or that a mark is stored. */
export interface ToRowsThread {
  /** Of the message that is answered. */
  readonly id: number;
  readonly results: unknown;
}
/** What the thread sends. */
export type FromRowsThread =
  | {
      readonly type: "progress";
      readonly progress: TransformProgress;
    }
  | {
      readonly type: "call";
      readonly id: number;
      readonly call: HostCall;
    }
  | {
      readonly type: "mark";
      readonly id: number;
      readonly mark: TransformMark;
    }
  | {
      readonly type: "done";
      readonly result: TransformResult;
      readonly heldBytes: number;
    }
  | {
      readonly type: "failed";
      readonly error: SentError;
    };
//# sourceMappingURL=rows-messages.d.ts.map
