import { type Decimal } from "../../../values/numbers/decimal.ts";
import type { Operation } from "../step-schema.ts";
type NumberStep = Extract<
  Operation,
  {
    op: "number";
  }
>;
/** Makes the writer of numbers: rounded, with the digits, groups and notation that the step asks for. */
export declare function numberWriter(step: NumberStep): (number: Decimal) => string;
export {};
//# sourceMappingURL=write-number.d.ts.map
