import { z } from "zod";
import { type Condition, conditionShape } from "./condition-schema.ts";
import { columnRef, onError } from "../../values/parameter-schema.ts";
import {
  caseSchema,
  collapseSchema,
  decodeSchema,
  encodeSchema,
  extractSchema,
  hashSchema,
  maskSchema,
  measureSchema,
  normalizeSchema,
  padSchema,
  replaceSchema,
  sliceSchema,
  splitSchema,
  trimSchema,
} from "./text-schema.ts";
import {
  booleanSchema,
  celSchema,
  constSchema,
  customSchema,
  dateSchema,
  defaultSchema,
  lookupSchema,
  mathSchema,
  nullIfSchema,
  numberSchema,
} from "./value-schema.ts";

/** Joins values that are neither null nor empty. */
const joinSchema = z.strictObject({
  op: z.literal("join"),
  /** The columns that are joined. @defaultValue the value, then the other columns of `from` */
  columns: z.array(columnRef).min(1).optional(),
  /** What is put between. @defaultValue "" */
  by: z.string().optional(),
});

/** Takes the first value that is neither null nor empty: the value itself, or that of the columns. */
const coalesceSchema = z.strictObject({
  op: z.literal("coalesce"),
  /** The columns that follow the value. @defaultValue the other columns of `from` */
  columns: z.array(columnRef).min(1).optional(),
});

/** The short names that work as steps without parameters. `direct` does nothing. */
export const SHORT_NAMES = ["direct", "uppercase", "lowercase", "trim", "int", "float", "boolean", "date"] as const;

const shortSchema = z.strictObject({ op: z.enum(["direct", "uppercase", "lowercase", "int", "float"]) });

const flatOperations = [
  trimSchema,
  collapseSchema,
  caseSchema,
  normalizeSchema,
  replaceSchema,
  extractSchema,
  sliceSchema,
  padSchema,
  splitSchema,
  measureSchema,
  maskSchema,
  decodeSchema,
  encodeSchema,
  hashSchema,
  joinSchema,
  coalesceSchema,
  numberSchema,
  mathSchema,
  dateSchema,
  booleanSchema,
  lookupSchema,
  defaultSchema,
  nullIfSchema,
  constSchema,
  celSchema,
  customSchema,
  shortSchema,
] as const;

/** Writes a text with values in it: `"{first} {last}"`. `{value}` is the value of the step, `{{` is a brace. Null is written as nothing. */
export interface TemplateStep {
  readonly op: "template";
  readonly text: string;
  /** Values with names of their own: a column (or the value of the step) and steps on it. Other names are columns. */
  readonly values?: Readonly<Record<string, TemplateValue>> | undefined;
}

/** A value of a template. */
export interface TemplateValue {
  /** @defaultValue the value of the step */
  readonly from?: string | undefined;
  readonly steps?: readonly Step[] | undefined;
}

/** Runs one of two lists of steps. Without `else` the value is unchanged where the condition does not hold. */
export interface WhenStep extends Condition {
  readonly op: "when";
  readonly then: readonly Step[];
  readonly else?: readonly Step[] | undefined;
  readonly onError?: z.infer<typeof onError>;
}

/** A step on a cell with its parameters. */
export type Operation = z.infer<(typeof flatOperations)[number]> | TemplateStep | WhenStep;

/** A step on a cell: a text or null in, a text or null out. */
export type Step = Operation | (typeof SHORT_NAMES)[number];

// TypeScript cannot infer a type that contains itself.
const nestedSteps: z.ZodType<readonly Step[]> = z.array(z.lazy(() => stepSchema)).readonly();

const templateSchema = z.strictObject({
  op: z.literal("template"),
  text: z.string(),
  values: z.record(z.string().min(1), z.strictObject({ from: columnRef.optional(), steps: nestedSteps.optional() })).optional(),
});

const whenSchema = z.strictObject({
  op: z.literal("when"),
  ...conditionShape,
  then: nestedSteps,
  else: nestedSteps.optional(),
  onError,
});

/** The closed vocabulary of steps on cells, shared by mapping and transform. */
export const stepSchema: z.ZodType<Step> = z.union([
  z.enum(SHORT_NAMES),
  z.discriminatedUnion("op", [...flatOperations, templateSchema, whenSchema]),
]);
