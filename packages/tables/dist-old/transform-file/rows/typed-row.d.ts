import type { z } from "zod";
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
export declare function typedRows<Schema extends z.ZodObject>(schema: Schema): TypedRows<z.output<Schema>>;
//# sourceMappingURL=typed-row.d.ts.map
