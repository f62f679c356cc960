import type { Kernel } from "../../kernel/kernel.ts";
import type { Dialect } from "../../table/dialect.ts";
/**
 * Guesses where the first record starts at or after a place in a file: behind a line end, so that the rows after it are as wide as they
 * should be and have no malformed quotes. A line end in a quoted cell seldom passes. Whether the guess is right shows where the
 * range before it ends; a wrong one costs time, never a row.
 */
export declare function guessRecordStart(fd: number, from: number, dialect: Dialect, width: number, kernel: Kernel): number;
//# sourceMappingURL=record-start.d.ts.map
