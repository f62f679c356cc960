import { z } from "zod";
/** The tests of a condition. A condition has exactly one of them. */
declare const tests: {
  ignoreCase: z.ZodOptional<z.ZodBoolean>;
  multiline: z.ZodOptional<z.ZodBoolean>;
  dotAll: z.ZodOptional<z.ZodBoolean>;
  /** The column that is tested. @defaultValue the value of the step */
  column: z.ZodOptional<z.ZodString>;
  equals: z.ZodOptional<z.ZodString>;
  /** Whether it equals the value of another column. */
  equalsColumn: z.ZodOptional<z.ZodString>;
  in: z.ZodOptional<z.ZodArray<z.ZodString>>;
  contains: z.ZodOptional<z.ZodString>;
  /** Whether it contains the value of another column, which must not be empty. */
  containsColumn: z.ZodOptional<z.ZodString>;
  startsWith: z.ZodOptional<z.ZodString>;
  endsWith: z.ZodOptional<z.ZodString>;
  /** Whether a regular expression (RE2) matches somewhere. */
  matches: z.ZodOptional<z.ZodString>;
  /** `true`: null or empty. `false`: neither. */
  empty: z.ZodOptional<z.ZodBoolean>;
  /** Compared as decimal numbers, or as texts where the operand is an ISO date. A value that is neither fails; an empty one is not less. */
  lessThan: z.ZodOptional<z.ZodUnion<readonly [z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>, z.ZodISODate, z.ZodISODateTime]>>;
  greaterThan: z.ZodOptional<z.ZodUnion<readonly [z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>, z.ZodISODate, z.ZodISODateTime]>>;
};
/** A condition on a value or a row. It has exactly one test, or one of `all`, `any` and `not`. */
export interface Condition extends z.infer<z.ZodObject<typeof tests>> {
  readonly all?: readonly Condition[] | undefined;
  readonly any?: readonly Condition[] | undefined;
  readonly not?: Condition | undefined;
}
/** The keys of a condition, for schemas that have others beside them. */
export declare const conditionShape: {
  ignoreCase: z.ZodOptional<z.ZodBoolean>;
  multiline: z.ZodOptional<z.ZodBoolean>;
  dotAll: z.ZodOptional<z.ZodBoolean>;
  /** The column that is tested. @defaultValue the value of the step */
  column: z.ZodOptional<z.ZodString>;
  equals: z.ZodOptional<z.ZodString>;
  /** Whether it equals the value of another column. */
  equalsColumn: z.ZodOptional<z.ZodString>;
  in: z.ZodOptional<z.ZodArray<z.ZodString>>;
  contains: z.ZodOptional<z.ZodString>;
  /** Whether it contains the value of another column, which must not be empty. */
  containsColumn: z.ZodOptional<z.ZodString>;
  startsWith: z.ZodOptional<z.ZodString>;
  endsWith: z.ZodOptional<z.ZodString>;
  /** Whether a regular expression (RE2) matches somewhere. */
  matches: z.ZodOptional<z.ZodString>;
  /** `true`: null or empty. `false`: neither. */
  empty: z.ZodOptional<z.ZodBoolean>;
  /** Compared as decimal numbers, or as texts where the operand is an ISO date. A value that is neither fails; an empty one is not less. */
  lessThan: z.ZodOptional<z.ZodUnion<readonly [z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>, z.ZodISODate, z.ZodISODateTime]>>;
  greaterThan: z.ZodOptional<z.ZodUnion<readonly [z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>, z.ZodISODate, z.ZodISODateTime]>>;
  /** Whether all of these hold. */
  all: z.ZodOptional<z.ZodReadonly<z.ZodArray<z.ZodType<Condition, unknown, z.core.$ZodTypeInternals<Condition, unknown>>>>>;
  /** Whether one of these holds. */
  any: z.ZodOptional<z.ZodReadonly<z.ZodArray<z.ZodType<Condition, unknown, z.core.$ZodTypeInternals<Condition, unknown>>>>>;
  /** Whether this does not hold. */
  not: z.ZodOptional<z.ZodType<Condition, unknown, z.core.$ZodTypeInternals<Condition, unknown>>>;
};
export declare const conditionSchema: z.ZodObject<
  {
    ignoreCase: z.ZodOptional<z.ZodBoolean>;
    multiline: z.ZodOptional<z.ZodBoolean>;
    dotAll: z.ZodOptional<z.ZodBoolean>;
    column: z.ZodOptional<z.ZodString>;
    equals: z.ZodOptional<z.ZodString>;
    equalsColumn: z.ZodOptional<z.ZodString>;
    in: z.ZodOptional<z.ZodArray<z.ZodString>>;
    contains: z.ZodOptional<z.ZodString>;
    containsColumn: z.ZodOptional<z.ZodString>;
    startsWith: z.ZodOptional<z.ZodString>;
    endsWith: z.ZodOptional<z.ZodString>;
    matches: z.ZodOptional<z.ZodString>;
    empty: z.ZodOptional<z.ZodBoolean>;
    lessThan: z.ZodOptional<z.ZodUnion<readonly [z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>, z.ZodISODate, z.ZodISODateTime]>>;
    greaterThan: z.ZodOptional<z.ZodUnion<readonly [z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>, z.ZodISODate, z.ZodISODateTime]>>;
    all: z.ZodOptional<z.ZodReadonly<z.ZodArray<z.ZodType<Condition, unknown, z.core.$ZodTypeInternals<Condition, unknown>>>>>;
    any: z.ZodOptional<z.ZodReadonly<z.ZodArray<z.ZodType<Condition, unknown, z.core.$ZodTypeInternals<Condition, unknown>>>>>;
    not: z.ZodOptional<z.ZodType<Condition, unknown, z.core.$ZodTypeInternals<Condition, unknown>>>;
  },
  z.core.$strict
>;
export {};
//# sourceMappingURL=condition-schema.d.ts.map
