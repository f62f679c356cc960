import type { RuleCompiler } from "../rule-context.ts";
/** Neither null nor empty. */
export declare const compileRequired: RuleCompiler<"required">;
//# sourceMappingURL=required.d.ts.map
