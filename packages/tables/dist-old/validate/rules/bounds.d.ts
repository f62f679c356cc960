import type { CompiledRule } from "../compiled-rule.ts";
import type { RuleContext } from "../rule-context.ts";
import type { Rule } from "../rule-schema.ts";
type BoundRule = Extract<
  Rule,
  {
    rule: "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum";
  }
>;
/** Compares with a bound: decimals as numbers, ISO dates and times as moments. */
export declare function compileBound(rule: BoundRule, context: RuleContext): CompiledRule;
export {};
//# sourceMappingURL=bounds.d.ts.map
