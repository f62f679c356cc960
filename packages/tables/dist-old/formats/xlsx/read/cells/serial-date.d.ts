import { Shown } from "./number-format.ts";
/** Answers the text of a serial number, or `undefined` for a number that is no date: after the year 9999. */
export type SerialText = (serial: number, shown: Shown) => string | undefined;
/**
 * Makes the civil dates and times that serial numbers stand for, in ISO 8601: `2024-04-03`, `13:30:00`, `2024-04-03T13:30:00`. No
 * time zone has a part in it.
 *
 * A date whose format shows no time but which has one is given with it, so nothing is lost. In the 1900 system the days before
 * March 1900 are those that Excel shows, with the 29th of February 1900 that never was; numbers from 0 to 1 are times of day,
 * negative ones are days before 1899-12-30, as LibreOffice has it. Elapsed time is `36:30:00`.
 */
export declare function createSerialText(date1904: boolean): SerialText;
/**
 * The text of a cell that holds a date in ISO 8601 itself (`t="d"`): as it stands, but without the `Z` of a time that is civil, without
 * zeros behind the seconds, and without a time of midnight that its format does not show.
 */
export declare function isoCellText(raw: string, shown: Shown): string;
//# sourceMappingURL=serial-date.d.ts.map
