import type { z } from "zod";
import type { fieldsMatchSchema } from "../../validate/rule-schema.ts";
/** How the columns of a file must relate to those that are named. */
export type FieldsMatch = z.infer<typeof fieldsMatchSchema>;
/** What is wrong with the columns of a file by the rule `fieldsMatch` of Table Schema; `undefined` if nothing is. */
export declare function fieldsMatchProblem(
  rule: FieldsMatch | undefined,
  expected: readonly string[],
  found: readonly string[],
): string | undefined;
//# sourceMappingURL=fields-match.d.ts.map
