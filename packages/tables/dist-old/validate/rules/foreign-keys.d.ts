import type { RuleCompiler } from "../rule-context.ts";
/** The values are keys of a reference. Rows with a missing value refer to nothing. */
export declare const compileForeignKeys: RuleCompiler<"foreignKeys">;
/** What a reference returned for so many keys. @throws TypeError if it is anything but a list of as many */
export declare function checkKnown(resource: string, count: number, results: unknown): readonly boolean[];
//# sourceMappingURL=foreign-keys.d.ts.map
