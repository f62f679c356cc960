import type { CompiledRule } from "./compiled-rule.ts";
import { type RuleContext } from "./rule-context.ts";
import type { Rule } from "./rule-schema.ts";
/** Compiles the rules of a table. Rules that are wrong are reported and left out, so that all problems are found. */
export declare function compileRules(
  rules: readonly Rule[],
  context: RuleContext,
  report: (path: readonly (string | number)[], message: string) => void,
): readonly CompiledRule[];
//# sourceMappingURL=compile-rules.d.ts.map
