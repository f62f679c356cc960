import type { CompleteSettings } from "./analyze-options.ts";
import type { RangeTask } from "../profile/ranges/profile-range.ts";
/** What is known of a range before it is known what the file is. */
export interface GuessedRange extends Pick<RangeTask, "path" | "from" | "to"> {
  readonly settings: CompleteSettings;
}
/**
 * Guesses the task of a range by the start of the file, so that its thread can begin while another one finds out what the file really is.
 * Only of the most common form, which takes a millisecond: UTF-8, a usual delimiter, double quotes or none, rows of one width.
 */
export declare function guessRange({ path, from, to, settings }: GuessedRange): RangeTask | undefined;
/** Whether two tasks come to the same. */
export declare function isSameRange(a: RangeTask, b: RangeTask): boolean;
//# sourceMappingURL=guess-range.d.ts.map
