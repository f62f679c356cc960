import type { RuleCompiler } from "../rule-context.ts";
/** One of some values. */
export declare const compileEnum: RuleCompiler<"enum">;
//# sourceMappingURL=enum.d.ts.map
