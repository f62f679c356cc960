import { z } from "zod";
import { columnRef, decimal, flags } from "../../values/parameter-schema.ts";

/** The tests of a condition. A condition has exactly one of them. */
const tests = {
  /** The column that is tested. @defaultValue the value of the step */
  column: columnRef.optional(),
  equals: z.string().optional(),
  /** Whether it equals the value of another column. */
  equalsColumn: columnRef.optional(),
  in: z.array(z.string()).min(1).optional(),
  contains: z.string().min(1).optional(),
  /** Whether it contains the value of another column, which must not be empty. */
  containsColumn: columnRef.optional(),
  startsWith: z.string().min(1).optional(),
  endsWith: z.string().min(1).optional(),
  /** Whether a regular expression (RE2) matches somewhere. */
  matches: z.string().min(1).optional(),
  ...flags,
  /** `true`: null or empty. `false`: neither. */
  empty: z.boolean().optional(),
  /** Compared as decimal numbers, or as texts where the operand is an ISO date. A value that is neither fails; an empty one is not less. */
  lessThan: z.union([decimal, z.iso.date(), z.iso.datetime({ local: true, offset: true })]).optional(),
  greaterThan: z.union([decimal, z.iso.date(), z.iso.datetime({ local: true, offset: true })]).optional(),
};

/** A condition on a value or a row. It has exactly one test, or one of `all`, `any` and `not`. */
export interface Condition extends z.infer<z.ZodObject<typeof tests>> {
  readonly all?: readonly Condition[] | undefined;
  readonly any?: readonly Condition[] | undefined;
  readonly not?: Condition | undefined;
}

// TypeScript cannot infer a type that contains itself through a getter, so these are lazy and typed by the interface.
const nested: z.ZodType<Condition> = z.lazy(() => conditionSchema);

/** The keys of a condition, for schemas that have others beside them. */
export const conditionShape = {
  ...tests,
  /** Whether all of these hold. */
  all: z.array(nested).min(1).readonly().optional(),
  /** Whether one of these holds. */
  any: z.array(nested).min(1).readonly().optional(),
  /** Whether this does not hold. */
  not: nested.optional(),
};

export const conditionSchema = z.strictObject(conditionShape);
