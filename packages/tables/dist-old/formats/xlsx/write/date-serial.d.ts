/**
 * The serial number of a civil date, `2024-04-03`, in the 1900 system; `undefined` for what is no such text, for a day that does not exist,
 * and for days that a sheet has no number for: before 1900, after 9999.
 */
export declare function dateSerial(text: string): number | undefined;
/** The same of a civil date and time, `2024-04-03T13:30:15.25`, with `T` or a blank. */
export declare function dateTimeSerial(text: string): number | undefined;
/** The share of a day that a time of day is, `13:30` or `13:30:15.25`, to the millisecond. */
export declare function timeSerial(text: string): number | undefined;
//# sourceMappingURL=date-serial.d.ts.map
