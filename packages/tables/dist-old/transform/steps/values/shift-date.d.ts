import { type DateParts } from "../../../values/dates/moment.ts";
import type { Operation } from "../step-schema.ts";
type DateStep = Extract<
  Operation,
  {
    op: "date";
  }
>;
type Truncate = NonNullable<DateStep["truncate"]>;
type Amount = NonNullable<DateStep["add"]>;
/** Goes back to the start of the unit, or of a multiple. Returns a sentence if the parts do not suffice. */
export declare function truncateTo(parts: DateParts, { unit, size, offset }: Truncate): DateParts | string;
/** Adds an amount; first years and months, ending on the last day of a month that is too short, then the rest. */
export declare function addTo(parts: DateParts, amount: Amount): DateParts | string;
export {};
//# sourceMappingURL=shift-date.d.ts.map
