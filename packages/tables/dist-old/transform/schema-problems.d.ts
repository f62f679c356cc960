import type { z } from "zod";
import type { MappingProblem } from "./mapping-problem.ts";
/** What a schema found wrong with a value, as sentences with a path. */
export declare function schemaProblems(issues: readonly z.core.$ZodIssue[], value: unknown): MappingProblem[];
/** `fields[2].steps[0].by`; names that are no identifiers stand in brackets. */
export declare function pathText(path: readonly PropertyKey[]): string;
//# sourceMappingURL=schema-problems.d.ts.map
