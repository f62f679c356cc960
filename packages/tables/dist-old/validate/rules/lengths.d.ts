import type { RuleCompiler } from "../rule-context.ts";
/** At least so many code points. */
export declare const compileMinLength: RuleCompiler<"minLength">;
/** At most so many code points. */
export declare const compileMaxLength: RuleCompiler<"maxLength">;
//# sourceMappingURL=lengths.d.ts.map
