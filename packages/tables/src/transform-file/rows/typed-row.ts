import { withoutTrailingZeros } from "../../values/numbers/without-trailing-zeros.ts";
import type { z } from "zod";
import { parseDecimal, stripZeros } from "../../values/numbers/decimal.ts";
import type { Cell } from "../../table/table-reader.ts";
import type { ResultRow } from "../../transform/engine/row-transform.ts";
import type { TransformPlan } from "../../transform/plan/transform-plan.ts";
import type { CompiledRule } from "../../validate/compiled-rule.ts";

/** Rows as a schema types them. */
export interface TypedRows<Made> {
  /** Rejects the rows that the schema refuses. */
  rule(plan: TransformPlan): CompiledRule;
  /** What the schema made of a row that the rule let pass. */
  rowOf(row: ResultRow): Made;
}

/**
 * Rows that a zod schema checks and types. Texts become what its fields expect, numbers, bigints, booleans and dates, where they are
 * exactly such; any other text comes to the schema as it is.
 */
export function typedRows<Schema extends z.ZodObject>(schema: Schema): TypedRows<z.output<Schema>> {
  const made = new WeakMap<readonly Cell[], z.output<Schema>>();
  return {
    rule({ output, fields }) {
      const targets = output.map((place) => ({ name: fields[place]?.target ?? "", column: fields[place]?.column, place }));
      const readers = targets.map(({ name }) => readerOf(schema.shape[name]));
      return {
        severity: "error",
        check(values) {
          const raw: Record<string, unknown> = {};
          for (const [index, { name, place }] of targets.entries()) {
            const value = readers[index]?.(values[place] ?? null);
            if (value !== undefined) raw[name] = value;
          }
          const parsed = schema.safeParse(raw);
          if (parsed.success) {
            made.set(values, parsed.data);
            return undefined;
          }
          return parsed.error.issues.map(({ path, message }) => {
            const target = targets.find(({ name }) => name === path[0]);
            return { field: target?.name, column: target?.column, value: values[target?.place ?? -1] ?? null, rule: "schema", message };
          });
        },
      };
    },
    rowOf: ({ values }) => made.get(values) as z.output<Schema>,
  };
}

interface Definition {
  readonly type: string;
  readonly innerType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
}

function readerOf(type: z.core.$ZodType | undefined): (value: Cell) => unknown {
  let inner: z.core.$ZodType | undefined = type;
  let isOptional = false;
  let isNullable = false;
  for (;;) {
    const definition = inner?._zod.def as Definition | undefined;
    if (definition === undefined) return (value) => value;
    isOptional ||= definition.type === "optional" || definition.type === "default" || definition.type === "prefault";
    isNullable ||= definition.type === "nullable";
    const next = definition.innerType ?? (definition.type === "pipe" ? definition.in : undefined);
    if (next === undefined) {
      const read = READERS[definition.type] ?? ((text: string) => text);
      // An empty number is a missing one; an empty text is a text.
      const emptyIsNull = definition.type in READERS;
      return (value) => {
        if (value === null || (emptyIsNull && value === "")) return isOptional && !isNullable ? undefined : null;
        return read(value);
      };
    }
    inner = next;
  }
}

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  number: (text) => exactNumber(text) ?? text,
  bigint: (text) => (/^-?\d{1,1000}$/.test(text) ? BigInt(text) : text),
  boolean: (text) => text === "true" || (text === "false" ? false : text),
  date: (text) => (/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.test(text) ? new Date(text) : text),
};

/** The number, if its digits are not more than a double holds. */
function exactNumber(text: string): number | undefined {
  const decimal = parseDecimal(text);
  if (decimal === undefined) return undefined;
  const { coefficient } = stripZeros(decimal);
  const number = Number(text);
  const digits = withoutTrailingZeros((coefficient < 0n ? -coefficient : coefficient).toString()).length;
  return Number.isFinite(number) && digits <= 15 ? number : undefined;
}
