import { z } from "zod";
/** A column of the source by its id or its name, a hidden field by its target, or one of the system's values. */
export declare const columnRef: z.ZodString;
/**
 * What becomes of a value that a step cannot process: `reject` (the row is rejected with the reason), `null`, `keep` (the value
 * stays as it came into the step), or a value of its own.
 * @defaultValue "reject"
 */
export declare const onError: z.ZodOptional<
  z.ZodUnion<
    readonly [
      z.ZodEnum<{
        keep: "keep";
        null: "null";
        reject: "reject";
      }>,
      z.ZodObject<
        {
          value: z.ZodString;
        },
        z.core.$strict
      >,
    ]
  >
>;
/** Flags of regular expressions. All are off by default. */
export declare const flags: {
  /** Whether upper and lower case match each other. */
  ignoreCase: z.ZodOptional<z.ZodBoolean>;
  /** Whether `^` and `$` match at line breaks. */
  multiline: z.ZodOptional<z.ZodBoolean>;
  /** Whether `.` matches line breaks. */
  dotAll: z.ZodOptional<z.ZodBoolean>;
};
/** A decimal number, exact as it is written. A JavaScript number counts as its shortest text: `0.1` is exactly 0.1. */
export declare const decimal: z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>;
export declare const roundingMode: z.ZodEnum<{
  ceil: "ceil";
  expand: "expand";
  floor: "floor";
  halfEven: "halfEven";
  halfExpand: "halfExpand";
  trunc: "trunc";
}>;
//# sourceMappingURL=parameter-schema.d.ts.map
