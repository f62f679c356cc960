import { type RuleCompiler } from "../rule-context.ts";
/** An expression that is true of every row. */
export declare const compileRow: RuleCompiler<"row">;
//# sourceMappingURL=row.d.ts.map
