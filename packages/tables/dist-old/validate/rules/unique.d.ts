import type { CompiledRule } from "../compiled-rule.ts";
import type { RuleContext } from "../rule-context.ts";
import type { Rule } from "../rule-schema.ts";
type UniqueRule = Extract<
  Rule,
  {
    rule: "unique" | "uniqueKeys" | "primaryKey";
  }
>;
/**
 * No two rows of the result have the same key. Rows with a missing value have none, and a primary key misses no value.
 * Of rows with the same key the first that nothing else is wrong with is in the result.
 */
export declare function compileUnique(rule: UniqueRule, context: RuleContext): CompiledRule;
export {};
//# sourceMappingURL=unique.d.ts.map
