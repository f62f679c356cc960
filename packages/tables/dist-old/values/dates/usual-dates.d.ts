import type { DateParts } from "./moment.ts";
/** The order of day and month in numeric dates. */
export type DayMonthOrder = "dayFirst" | "monthFirst";
/** What a text means as a date: its parts, or that it could be two days. */
export type UsualDate = DateParts | "ambiguous" | undefined;
/**
 * Makes a reader of dates and times as they are usually written: ISO 8601, with names of months, numeric ones in both orders.
 * @param order - of numeric dates, or `undefined` if nothing proves it: then a date that could be two days is `ambiguous`
 */
export declare function usualDateReader(order: DayMonthOrder | undefined, pivot: number): (text: string) => UsualDate;
//# sourceMappingURL=usual-dates.d.ts.map
