import type { CompiledRule } from "../compiled-rule.ts";
import type { RuleContext } from "../rule-context.ts";
/** What all rules on one field have. */
interface FieldRule {
  readonly rule: string;
  readonly field: string;
  readonly severity?: "error" | "warning" | undefined;
  readonly message?: string | undefined;
}
/**
 * A rule on the values of one field. Null and empty pass: `required` is a rule of its own.
 * @param check - returns a sentence, or `undefined` if the value is fine
 */
export declare function valueRule(rule: FieldRule, context: RuleContext, check: (value: string) => string | undefined): CompiledRule;
export {};
//# sourceMappingURL=value-rule.d.ts.map
