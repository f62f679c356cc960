import { z } from "zod";

/** A column of the source by its id or its name, a hidden field by its target, or one of the system's values. */
export const columnRef = z.string().min(1);

/**
 * What becomes of a value that a step cannot process: `reject` (the row is rejected with the reason), `null`, `keep` (the value
 * stays as it came into the step), or a value of its own.
 * @defaultValue "reject"
 */
export const onError = z.union([z.enum(["reject", "null", "keep"]), z.strictObject({ value: z.string() })]).optional();

/** Flags of regular expressions. All are off by default. */
export const flags = {
  /** Whether upper and lower case match each other. */
  ignoreCase: z.boolean().optional(),
  /** Whether `^` and `$` match at line breaks. */
  multiline: z.boolean().optional(),
  /** Whether `.` matches line breaks. */
  dotAll: z.boolean().optional(),
};

/** A decimal number, exact as it is written. A JavaScript number counts as its shortest text: `0.1` is exactly 0.1. */
export const decimal = z.union([
  z.number(),
  z.string().regex(/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?$/, "A decimal number is expected"),
]);

export const roundingMode = z.enum(["halfExpand", "halfEven", "floor", "ceil", "trunc", "expand"]);
