import { Kind } from "./kind.ts";
import type { Reading } from "./reading.ts";
/**
 * Says what a cell looks like: fills `reading` with its kind and its value as a number. Blanks around the value are ignored.
 *
 * This is the reader of the profile, assembly/values/read-value.ts, for a cell that is a text: there is one meaning of a value.
 * No cell, however hostile, takes more than linear time.
 *
 * @param value - not empty
 */
export declare function readValue(value: string, reading: Reading): void;
/** The kind alone of a value that is not empty: what its number is takes more calls of the kernel than the reading itself. */
export declare function readKind(value: string): Kind;
//# sourceMappingURL=read-value.d.ts.map
