import type { Cell } from "../../table/table-reader.ts";
import { type CellResult, type CompiledStep, StepFailure } from "./cell-step.ts";
/** What becomes of a value that a step cannot process. */
export type OnError =
  | "reject"
  | "null"
  | "keep"
  | {
      readonly value: string;
    };
/** The step with its failures replaced by the policy. */
export declare function onError(step: CompiledStep, policy?: OnError): CompiledStep;
/** What the policy makes of a failure of a step on a value. */
export declare function afterFailure(failure: StepFailure, value: Cell, policy: OnError): CellResult;
//# sourceMappingURL=on-error.d.ts.map
