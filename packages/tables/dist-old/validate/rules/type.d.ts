import { type RuleCompiler } from "../rule-context.ts";
/** A text that is a value of a type of Table Schema. */
export declare const compileType: RuleCompiler<"type">;
//# sourceMappingURL=type.d.ts.map
