import { type DateParts } from "./moment.ts";
/** Moments as numbers: days of Excel in its two systems, seconds and milliseconds since 1970 in UTC. */
export type Serial = "excel" | "excel1904" | "unix" | "unixMs";
export declare function isSerial(name: string): name is Serial;
/** Reads a number as a moment; `undefined` if it is none. A whole number of days is a date without a time. */
export declare function readSerial(text: string, serial: Serial): DateParts | undefined;
/** Writes a moment of a clock as a number. */
export declare function writeSerial(ms: number, nanosecond: number, serial: Serial): string;
//# sourceMappingURL=serials.d.ts.map
