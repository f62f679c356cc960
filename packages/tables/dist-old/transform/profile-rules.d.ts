import type { FileProfile } from "../profile/file-profile.ts";
import type { Rule } from "../validate/rule-schema.ts";
/** Which rules are made. */
export interface ProfileRulesOptions {
  /** Columns with so many different values at most, each of which comes five times on average, may have no others. @defaultValue 20 */
  readonly maxEnum?: number | undefined;
  /** Whether numbers and dates must lie between the least and the greatest of the reference. @defaultValue false */
  readonly bounds?: boolean | undefined;
}
/**
 * The rules that the columns of a reference file hold: their types, that they miss no value, that they have one of few values, and that
 * no value comes again. A good file makes a better reference than a large one: all of its rows hold the rules that are made of it,
 * but for values that do not agree with the type of their column.
 *
 * @example
 * ```ts
 * const rules = rulesOfProfile(await analyzeFile("last-month.csv"));
 * const { isValid, rejects } = await validateFile("this-month.csv", { rules });
 * ```
 */
export declare function rulesOfProfile({ columns }: Pick<FileProfile, "columns">, options?: ProfileRulesOptions): Rule[];
//# sourceMappingURL=profile-rules.d.ts.map
