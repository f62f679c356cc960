import { type RuleCompiler } from "../rule-context.ts";
/** A regular expression that matches the whole value. */
export declare const compilePatternRule: RuleCompiler<"pattern">;
//# sourceMappingURL=pattern.d.ts.map
